"""The request form: opened by `/request`, and by Edit on a card."""

from datetime import date
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from handlers.gestures import Body, form_key, person, value
from handlers.lazily import lazily
from views import ids
from views import intake as view
from views.ticket_buttons import read_button
from workflows import intake
from workflows.desk import Desk


def register(app: App) -> None:
    app.view(ids.REQUEST_FORM)(file)
    app.action(ids.EDIT)(**lazily(open_edit_form, check=may_edit))
    app.view(ids.EDIT_FORM)(edit)


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    """From what is in memory alone: the trigger lives three seconds."""
    desk: Desk = context["desk"]
    form = view.form(desk.catalogue(), words=body.get("text", ""))
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def file(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    request = view.read_form(body["view"], requester=person(context), today=_today(desk))
    intake.take_in(desk, request, key=form_key(body))
    ack()


def may_edit(body: Body, context: BoltContext) -> None:
    intake.to_edit(context["desk"], read_button(value(body))[0], by=person(context))


def open_edit_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    desk: Desk = context["desk"]
    filed = intake.to_edit(desk, read_button(value(body))[0], by=person(context))
    form = view.edit_form(desk.catalogue(), filed)
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def edit(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    form = body["view"]
    request = view.read_form(form, requester=person(context), today=_today(desk))
    intake.edit(desk, view.read_ticket(form), request, key=form_key(body))
    ack()


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(ZoneInfo(desk.catalogue().zone)).date()
