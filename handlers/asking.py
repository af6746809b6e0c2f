"""Asking for a yes: the form to ask by hand, and the buttons to ask again and to remind."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from handlers.gestures import Body, form_key, person, press_key, value
from handlers.lazily import lazily
from views import approval_forms as view
from views import ids
from views.approval_news import who_was_reminded
from views.ticket_buttons import read_button
from workflows import asking
from workflows.desk import Desk


def register(app: App) -> None:
    app.action(ids.ASK_APPROVAL)(**lazily(open_form, check=may_ask))
    app.action(ids.ASK_AGAIN)(ask_again)
    app.action(ids.REMIND)(remind)
    app.view(ids.ASKING_FORM)(ask)


def may_ask(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens; what was found is what it opens with."""
    context["asked_for"] = asking.to_ask(context["desk"], _ticket(body), by=person(context)).ticket


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    form = view.asking_form(context["asked_for"])
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def ask(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    ticket_id, people, needs, because = view.read_asking_form(body["view"])
    by, key = person(context), form_key(body)
    asking.ask(desk, ticket_id, people, needs=needs, because=because, by=by, key=key)
    ack()


def ask_again(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    asking.ask_again(desk, _ticket(body), by=person(context), key=press_key(body, context))
    ack()


def remind(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    key = press_key(body, context)
    people = asking.remind(desk, _ticket(body), by=person(context), key=key)
    ack()
    if people:
        context["replies"].say(who_was_reminded(people), body=body, desk=desk)


def _ticket(body: Body) -> int:
    return read_button(value(body))[0]
