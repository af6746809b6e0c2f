"""What Slack sends when an approver presses Approve, or sends the form of another verdict."""

from dataclasses import dataclass
from itertools import count

from slack_bolt.request import BoltRequest

from domain.approval import Verdict
from tests.builders import a_ticket
from views import approval_forms, ids

TURN = "1.0"

_serial = count(1)


@dataclass(frozen=True, kw_only=True)
class Given:
    """A verdict, and the payload by which it arrives."""

    ticket_id: int
    by: str
    verdict: Verdict
    body: dict


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Bolt answered: words beside a field, or none."""

    status: int
    body: str


def given(ticket_id, verdict, *, by, team, replies_at):
    value = f"{ticket_id}:{TURN}"
    what = _press(value) if verdict is Verdict.APPROVED else _form(ticket_id, verdict, value)
    who = {"team": {"id": team}, "user": {"id": by, "team_id": team}, "trigger_id": f"{_next()}.1"}
    where = {} if "view" in what else {"response_url": f"{replies_at}/{ticket_id}/{by}"}
    return Given(ticket_id=ticket_id, by=by, verdict=verdict, body={**who, **where, **what})


def press(bot, given):
    """Deliver it as the socket does."""
    answer = bot.app.dispatch(BoltRequest(mode="socket_mode", body=given.body))
    return Answer(status=answer.status, body=answer.body or "")


def _press(value):
    action = {"type": "button", "action_id": ids.APPROVE, "block_id": "b1", "value": value}
    return {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": "C0DESK0"},
        "actions": [{**action, "action_ts": f"{_next()}.000001"}],
    }


def _form(ticket_id, verdict, value):
    view = approval_forms.form(a_ticket(id=ticket_id), verdict, value=value)
    typed = {"type": "plain_text_input", "value": "Not this quarter."}
    state = {"values": {"comment": {"comment": typed}}}
    sent = {**view, "id": f"V{_next()}", "hash": "1.h", "state": state}
    return {"type": "view_submission", "view": sent}


def _next():
    return next(_serial)
