"""The life of a ticket: its buttons, what stands under More, and the forms that they open."""

from datetime import date
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.lifecycle import Move
from domain.request import Filed
from handlers.gestures import Body, form_key, person, press_key, value
from handlers.lazily import lazily
from views import history, ids, links
from views import moves as view
from views import privacy as privacy_view
from views.blocks import Block
from views.ticket_buttons import read_button, read_more
from workflows import conversation, fulfilment, linking, lists, privacy
from workflows.desk import Desk

AT_ONCE = {
    ids.TAKE: Move.TAKE,
    ids.GO_ON: Move.GO_ON,
    ids.DONE: Move.DONE,
    ids.WITHDRAW: Move.WITHDRAW,
    ids.WATCH: Move.WATCH,
    ids.UNWATCH: Move.UNWATCH,
}
WITH_WORDS = {
    ids.RESOLVE: Move.RESOLVE,
    ids.NOT_YET: Move.NOT_YET,
    ids.REOPEN: Move.REOPEN,
    ids.COMMENT: Move.COMMENT,
    ids.ANSWER: Move.ANSWER,
}

TALK = (Move.COMMENT, Move.ANSWER, Move.NOTE)
"""What is said, rather than done: it is kept with the ticket's conversation."""


def register(app: App) -> None:
    for action_id in AT_ONCE:
        app.action(action_id)(move)
    for action_id in WITH_WORDS:
        app.action(action_id)(**lazily(open_form, check=may_move))
    app.action(ids.MORE, matchers=[needs_no_form])(move)
    app.action(ids.MORE)(**lazily(open_form, check=may_move))
    app.action(ids.HISTORY)(**lazily(open_history, check=may_read))
    app.view(ids.MOVE_FORM)(move_with_words)
    app.view(ids.SNOOZE_FORM)(snooze)
    app.view(ids.LINK_FORM)(link)


def needs_no_form(body: Body) -> bool:
    """What is chosen under More has a form of its own, but for taking it up again."""
    return _pressed(body)[0] is Move.WAKE


def move(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    what, ticket_id = _pressed(body)
    fulfilment.move(desk, ticket_id, what, by=person(context), key=press_key(body, context))
    ack()


def may_move(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens, so that nobody writes in vain."""
    what, ticket_id = _pressed(body)
    fulfilment.check(context["desk"], ticket_id, what, by=person(context))


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    what, ticket_id = _pressed(body)
    filed = fulfilment.check(context["desk"], ticket_id, what, by=person(context))
    slack.views_open(trigger_id=body["trigger_id"], view=_form(filed, what))


def move_with_words(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    what, ticket_id, words = view.read_form(body["view"])
    make = conversation.say if what in TALK else fulfilment.move
    make(desk, ticket_id, what, by=person(context), key=form_key(body), words=words)
    ack()


def snooze(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    ticket_id, day, words = view.read_snooze_form(body["view"], today=_today(desk))
    by, key = person(context), form_key(body)
    fulfilment.move(desk, ticket_id, Move.SNOOZE, by=by, key=key, words=words, day=day)
    ack()


def link(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    ticket_id, other_id, kind = links.read_form(body["view"])
    linking.link(desk, ticket_id, other_id, kind, by=person(context), key=form_key(body))
    ack()


def may_read(body: Body, context: BoltContext) -> None:
    lists.ticket(context["desk"], _ticket(body), viewer=person(context))


def open_history(body: Body, context: BoltContext, slack: WebClient) -> None:
    window = history_of(context["desk"], _ticket(body), viewer=person(context))
    slack.views_open(trigger_id=body["trigger_id"], view=window)


def history_of(desk: Desk, ticket_id: int, *, viewer: str) -> Block:
    looked = lists.ticket(desk, ticket_id, viewer=viewer)
    read = privacy.of_ticket(desk, ticket_id, viewer=viewer)
    record = privacy_view.record(
        read.rounds,
        may_export=read.may_export,
        opens=ticket_id if read.may_open else None,
    )
    is_it, talk = looked.reader_is_it, looked.talk
    return history.window(looked.shown, reader_is_it=is_it, talk=talk, record=record)


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(ZoneInfo(desk.catalogue().zone)).date()


def _form(filed: Filed, what: Move) -> Block:
    match what:
        case Move.SNOOZE:
            return view.snooze_form(filed.ticket)
        case Move.LINK:
            return links.form(filed.ticket)
        case _:
            return view.form(filed, what)


def _pressed(body: Body) -> tuple[Move, int]:
    """The move, and the ticket to be moved."""
    [action] = body["actions"]
    if action["action_id"] == ids.MORE:
        return read_more(action["selected_option"]["value"])
    return (AT_ONCE | WITH_WORDS)[action["action_id"]], _ticket(body)


def _ticket(body: Body) -> int:
    return read_button(value(body))[0]
