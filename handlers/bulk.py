"""Approve several…, on Home: the form with what waits, and the yes to all that was ticked."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from handlers.gestures import Body, form_key, person, value
from handlers.lazily import lazily, nothing_to_check
from views import bulk as view
from views import ids
from views.home import read_spot
from workflows import bulk
from workflows.desk import Desk


def register(app: App) -> None:
    app.action(ids.APPROVE_SEVERAL)(**lazily(open_form, check=nothing_to_check))
    app.view(ids.SEVERAL_FORM)(approve)


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    """Open at once, as the trigger lives three seconds; then look up what waits."""
    desk: Desk = context["desk"]
    opened = slack.views_open(trigger_id=body["trigger_id"], view=view.looking())
    waiting = bulk.waiting(desk, person(context), area=read_spot(value(body)).area)
    form = view.form(waiting, zone=desk.catalogue().zone)
    slack.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=form)


def approve(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    """The form itself says what became of it."""
    chosen = view.read_form(body["view"])
    decided = bulk.approve(desk, chosen, by=person(context), key=form_key(body))
    ack(response_action="update", view=view.result(decided))
