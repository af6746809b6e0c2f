"""The Approve, Request changes and Decline buttons, and the form that asks for a comment."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.approval import Press, Verdict
from handlers.gestures import Body, form_key, person, press_key, value
from handlers.lazily import lazily
from views import approval_forms as view
from views import ids
from views.ticket_buttons import read_button
from workflows import approval
from workflows.desk import Desk

WITH_COMMENT = {
    ids.APPROVE_WITH_COMMENT: Verdict.APPROVED,
    ids.REQUEST_CHANGES: Verdict.CHANGES_REQUESTED,
    ids.DECLINE: Verdict.DECLINED,
}


def register(app: App) -> None:
    app.action(ids.APPROVE)(approve)
    for action_id in WITH_COMMENT:
        app.action(action_id)(**lazily(open_form, check=may_decide))
    app.view(ids.VERDICT_FORM)(decide)


def approve(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    approval.decide(desk, _press(body, context, Verdict.APPROVED))
    ack()


def may_decide(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens, so that nobody writes a comment in vain."""
    approval.check(context["desk"], _press(body, context, _verdict(body)))


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    verdict = _verdict(body)
    ticket = approval.check(context["desk"], _press(body, context, verdict))
    form = view.form(ticket, verdict, value=_value(body))
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def decide(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    said = view.read_form(body["view"])
    press = Press(
        key=form_key(body),
        by=person(context),
        ticket_id=said.ticket_id,
        turn=said.turn,
        verdict=said.verdict,
        comment=said.comment,
        advice=said.advice,
    )
    approval.decide(desk, press)
    ack()


def _verdict(body: Body) -> Verdict:
    return WITH_COMMENT[body["actions"][0]["action_id"]]


def _value(body: Body) -> str:
    """What the button carries, or what was chosen beside the buttons."""
    [action] = body["actions"]
    return str(action["selected_option"]["value"]) if "selected_option" in action else value(body)


def _press(body: Body, context: BoltContext, verdict: Verdict) -> Press:
    ticket_id, turn = read_button(_value(body))
    return Press(
        key=press_key(body, context),
        by=person(context),
        ticket_id=ticket_id,
        turn=turn,
        verdict=verdict,
    )
