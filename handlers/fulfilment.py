"""Take it, Resolve, Done, Not yet, Comment and Withdraw."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.lifecycle import Move
from handlers.gestures import Body, form_key, person, press_key, value
from handlers.lazily import lazily
from views import ids
from views import moves as view
from views.ticket_buttons import read_button
from workflows import conversation, fulfilment
from workflows.desk import Desk

AT_ONCE = {ids.TAKE: Move.TAKE, ids.DONE: Move.DONE, ids.WITHDRAW: Move.WITHDRAW}
WITH_WORDS = {ids.RESOLVE: Move.RESOLVE, ids.NOT_YET: Move.NOT_YET, ids.COMMENT: Move.COMMENT}

TALK = (Move.COMMENT, Move.ANSWER, Move.NOTE)
"""What is said, rather than done: it is kept with the ticket's conversation."""


def register(app: App) -> None:
    for action_id in AT_ONCE:
        app.action(action_id)(move)
    for action_id in WITH_WORDS:
        app.action(action_id)(**lazily(open_form, check=may_move))
    app.view(ids.MOVE_FORM)(move_with_words)


def move(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    what = AT_ONCE[_action(body)]
    key = press_key(body, context)
    fulfilment.move(desk, _ticket(body), what, by=person(context), key=key)
    ack()


def may_move(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens, so that nobody writes in vain."""
    what = WITH_WORDS[_action(body)]
    fulfilment.check(context["desk"], _ticket(body), what, by=person(context))


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    what = WITH_WORDS[_action(body)]
    ticket = fulfilment.check(context["desk"], _ticket(body), what, by=person(context))
    slack.views_open(trigger_id=body["trigger_id"], view=view.form(ticket, what))


def move_with_words(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    what, ticket_id, words = view.read_form(body["view"])
    make = conversation.say if what in TALK else fulfilment.move
    make(desk, ticket_id, what, by=person(context), key=form_key(body), words=words)
    ack()


def _action(body: Body) -> str:
    return str(body["actions"][0]["action_id"])


def _ticket(body: Body) -> int:
    return read_button(value(body))[0]
