"""Record this as…: asked below what somebody wrote in a thread, and what they then press."""

import logging
from collections.abc import Callable
from functools import partial

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.approval import Press, Verdict
from domain.errors import Refusal
from domain.source import Said
from handlers.gestures import Body, person, press_key, value
from views import ids
from views import verdicts as view
from views.verdicts import Question, Whisper
from workflows import approval, verdicts
from workflows.desk import Desk

MEANT = {ids.RECORD_YES: Verdict.APPROVED, ids.RECORD_CHANGES: Verdict.CHANGES_REQUESTED}

log = logging.getLogger(__name__)


def register(app: App) -> None:
    for action_id in MEANT:
        app.action(action_id)(record)
    app.action(ids.RECORD_NOTHING)(keep)


def ask(said: Said, context: BoltContext, desk: Desk) -> None:
    """What only they see is said out of band: lost in a crash, their card still has buttons."""
    if whisper := verdicts.ask(desk, said):
        context["replies"].later(partial(_say, context["slack"], whisper))


def record(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    """Their words as they read now are the comment of the verdict."""
    [action] = body["actions"]
    question, verdict = view.read_button(value(body)), MEANT[action["action_id"]]

    def recorded() -> str:
        words = verdicts.words_of(desk, question, by=person(context))
        approval.decide(desk, _press(question, verdict, words, body=body, context=context))
        return view.recorded(question.reference, verdict)

    _answer(recorded, ack, body, context)


def keep(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    question: Question = view.read_button(value(body))

    def kept() -> str:
        verdicts.keep(desk, question, by=person(context))
        return view.just_kept(question.reference)

    _answer(kept, ack, body, context)


def _answer(done: Callable[[], str], ack: Ack, body: Body, context: BoltContext) -> None:
    """What nobody else sees is changed by its own answer alone, and says what became of it, be it a
    refusal; a post is drawn anew.
    """
    if not body["container"].get("is_ephemeral"):
        done()
        ack()
        return
    try:
        words = done()
    except Refusal as refusal:
        words = str(refusal)
    ack()
    context["replies"].instead(words, body=body)


def _press(
    question: Question, verdict: Verdict, words: str, *, body: Body, context: BoltContext
) -> Press:
    return Press(
        key=press_key(body, context),
        by=person(context),
        ticket_id=question.ticket_id,
        turn=question.turn,
        verdict=verdict,
        comment=words,
    )


def _say(slack: WebClient, whisper: Whisper) -> None:
    try:
        slack.chat_postEphemeral(
            channel=whisper.channel,
            user=whisper.to,
            thread_ts=whisper.thread,
            text=whisper.post.text,
            blocks=list(whisper.post.blocks),
        )
    except SlackApiError as error:
        log.warning("could not ask what was meant: %s", error.response.get("error"))
