"""Where a bot can be made to die: exact places between a press and what people see of it."""

import os
import select
import signal
import threading
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection
from urllib.parse import urlsplit

from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from sqlalchemy import event

from bot.slack_client import KeptAliveClient

ANSWER_SECONDS = 10


class At(StrEnum):
    NOWHERE = "nowhere"
    BEFORE_BEGIN = "before begin"
    BEFORE_COMMIT = "before commit"
    BEFORE_ACK = "after commit, before the ack"
    BEFORE_CLAIM = "after the ack, before the claim"
    AFTER_CLAIM = "after the claim"
    BEFORE_CALL = "before a call leaves"
    ACCEPTED = "after Slack accepted a call, before its answer"
    ANSWERED = "after the answer, before it is saved"
    IN_TICK = "during a tick"
    BEFORE_ERRAND = "before an errand is claimed"
    LOOKED_UP = "after Slack told what an errand asks"
    IN_ERRAND = "before the commit of an errand"


@dataclass(frozen=True, kw_only=True)
class Death:
    """`call` is the Web API method, and `words` stand in it: of the other calls none is fatal."""

    at: At
    call: str = "chat.postMessage"
    words: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.at, self.call * bool(self.words), self.words)))


def die():
    """As by a power cut: nothing is flushed, closed or said."""
    os.kill(os.getpid(), signal.SIGKILL)
    threading.Event().wait()


def client_dying(death):
    """A client that dies at the call which `death` names."""

    class Dying(KeptAliveClient):
        is_answered = threading.Event()

        def chat_postMessage(self, *, client_msg_id, **asked):
            """Slack may honour the id or not: here it does not."""
            return super().chat_postMessage(**asked)

        def _perform_urllib_http_request_internal(self, url, req):
            if not (url.endswith(death.call) and death.words.encode() in req.data):
                return super()._perform_urllib_http_request_internal(url, req)
            if death.at is At.BEFORE_CALL:
                die()
            if death.at is At.LOOKED_UP:
                super()._perform_urllib_http_request_internal(url, req)
                die()
            if death.at is At.ACCEPTED:
                _wait_for_answer(url, req)
                die()
            answer = super()._perform_urllib_http_request_internal(url, req)
            if death.at is At.ANSWERED:
                Dying.is_answered.set()
            return answer

    return Dying


def set_up(bot, database, death):
    """Make the bot die there. Its slack is a `client_dying(death)`."""
    if death.at in (At.BEFORE_BEGIN, At.BEFORE_COMMIT):
        _die_with_form(bot, database, "begin" if death.at is At.BEFORE_BEGIN else "commit")
    if death.at in (At.BEFORE_ACK, At.BEFORE_CLAIM):
        _die_around_ack(bot, database, death)
    if death.at is At.AFTER_CLAIM:
        _on_statement(
            database, "SELECT post.channel", lambda: die() if _thread_is("relay") else None
        )
    if death.at is At.ANSWERED:
        _on(database, "commit", lambda *_: die() if _saves_answer(bot) else None)
    if death.at is At.BEFORE_ERRAND:
        _in_reader(database, "UPDATE errand SET held_until")
    if death.at is At.IN_ERRAND:
        _in_reader(database, f"INSERT INTO {death.words}")
    if death.at is At.IN_TICK:
        _on_statement(
            database, "INSERT INTO outbox", lambda: None if _thread_is("relay") else die()
        )


def _die_with_form(bot, database, moment):
    """In the transaction of a form that was sent, whatever thread it runs in."""
    in_hand = threading.Event()

    def note(body, next):
        if body.get("type") == "view_submission":
            in_hand.set()
        next()

    def strike(*_):
        if in_hand.is_set() and not (_thread_is("relay") or _thread_is("courier")):
            die()

    bot.app.use(note)
    _on(database, moment, strike)


def _die_around_ack(bot, database, death):
    """The relay is held where it would claim, so that the ack is what comes next."""

    def handle(client, request):
        is_form = request.payload.get("type") == "view_submission"
        answer = run_bolt_app(bot.app, request)
        if is_form and death.at is At.BEFORE_ACK:
            die()
        send_response(client, request, answer, 0)
        if is_form:
            die()

    bot.socket.client.socket_mode_request_listeners[:] = [handle]
    hold = threading.Event().wait
    _on_statement(database, "UPDATE outbox", lambda: hold() if _thread_is("relay") else None)


def _in_reader(database, start):
    _on_statement(database, start, lambda: die() if _thread_is("reader") else None)


def _on(database, moment, strike):
    """Before our own listeners: what `begin` does is not done yet."""
    event.listen(database.engine, moment, strike, insert=True)


def _on_statement(database, start, strike):
    def look(_connection, _cursor, statement, *_):
        if statement.startswith(start):
            strike()

    event.listen(database.engine, "before_cursor_execute", look)


def _saves_answer(bot):
    """The answer that it dies after has come, and its relay is about to save what it has."""
    return bot.slack.is_answered.is_set() and _thread_is("relay")


def _thread_is(name):
    return threading.current_thread().name.startswith(name)


def _wait_for_answer(url, req):
    """Send the call and see its answer come, unread: Slack has done what was asked."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname, address.port)
    connection.request(req.get_method(), address.path, req.data, dict(req.header_items()))
    assert select.select([connection.sock], [], [], ANSWER_SECONDS)[0]
