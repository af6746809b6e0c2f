"""Reply to requester: the form, what they will read, and only then the reply. And what counts."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.lifecycle import Move
from handlers.gestures import Body, form_key, person, press_key, value
from handlers.lazily import lazily
from views import ids
from views import replying as view
from views.ticket_buttons import read_button
from workflows import conversation, fulfilment, replying
from workflows.desk import Desk


def register(app: App) -> None:
    app.action(ids.REPLY)(**lazily(open_form, check=may_reply))
    app.view(ids.REPLY_FORM)(show)
    app.view(ids.REPLY_PREVIEW_FORM)(send)
    app.action(ids.COUNT)(count)


def may_reply(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens, so that nobody writes in vain."""
    replying.to_reply(context["desk"], _ticket(body), Move.REPLY, by=person(context))


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    filed, _ = replying.to_reply(context["desk"], _ticket(body), Move.REPLY, by=person(context))
    slack.views_open(trigger_id=body["trigger_id"], view=view.form(filed.ticket))


def show(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    """The preview stands above the form, so that Back returns to what was typed."""
    reply, by = view.read_form(body["view"]), person(context)
    filed, where = replying.to_reply(desk, reply.ticket_id, reply.move, by=by)
    preview = view.preview(reply, filed, by=by, where=where)
    ack(response_action="push", view=preview)


def send(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    reply = view.read_preview(body["view"])
    key, by = form_key(body), person(context)
    conversation.say(desk, reply.ticket_id, reply.move, by=by, key=key, words=reply.words)
    ack(response_action="clear")


def count(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    """The requester says that what they wrote was more than a remark."""
    ticket_id, asked = read_button(value(body))
    by, key = person(context), press_key(body, context)
    what, words = replying.meant(desk, ticket_id, asked=int(asked), by=by)
    fulfilment.move(desk, ticket_id, what, by=by, key=key, words=words)
    conversation.settle(desk, ticket_id)
    ack()


def _ticket(body: Body) -> int:
    return read_button(value(body))[0]
