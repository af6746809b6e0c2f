"""What people do, as Slack tells an app: a command, a sent form, a pressed button."""

import json
import uuid
from itertools import count
from typing import Any

from domain.draft import Draft
from tests.bench.desk import AREAS, TEAM, a_big_catalogue, requester
from tests.bench.load import Payload
from views import ids, intake

NUMBERS = count(1)
FORM = json.loads(json.dumps(intake.form(a_big_catalogue(), Draft())))
PURPOSE = "Leads for the spring campaign: the page has to be up when the mailing goes out."


def commands(how_many: int) -> list[Payload]:
    return [_command(next(NUMBERS)) for _ in range(how_many)]


def forms(how_many: int, *, kind: str = "page", areas: range = range(AREAS)) -> list[Payload]:
    """Requests for these areas in turn, each by another person."""
    return [
        _form(next(NUMBERS), kind=kind, area=f"area{areas[n % len(areas)]:02}")
        for n in range(how_many)
    ]


def approvals(tickets: list[tuple[int, str]]) -> list[Payload]:
    """Approve pressed on each of these tickets, by its approver."""
    return [_approval(next(NUMBERS), ticket, approver) for ticket, approver in tickets]


def _command(n: int) -> Payload:
    return _by(requester(n % 1000)) | {
        "team_id": TEAM,
        "user_id": requester(n % 1000),
        "user_name": "someone",
        "channel_id": "C0MARTECH",
        "channel_name": "martech",
        "command": "/request",
        "text": f"a landing page for campaign {n}",
        "response_url": "http://127.0.0.1:9/response",
        "trigger_id": f"trigger.{n}",
        "api_app_id": "A1",
    }


def _form(n: int, *, kind: str, area: str) -> Payload:
    chosen = {"type": {"value": kind}, "area": {"value": area}, "urgency": {"value": "soon"}}
    typed = {"summary": f"Page for campaign {n}", "purpose": PURPOSE, "details": ""}
    values: dict[str, Any] = {
        name: {name: {"type": "static_select", "selected_option": option}}
        for name, option in chosen.items()
    }
    values |= {
        name: {name: {"type": "plain_text_input", "value": words or None}}
        for name, words in typed.items()
    }
    view = FORM | {
        "id": f"V{n}",
        "hash": f"{n}.abc",
        "team_id": TEAM,
        "state": {"values": values},
        "root_view_id": f"V{n}",
        "app_id": "A1",
        "bot_id": "B0BOT",
    }
    return _by(requester(n % 1000)) | {
        "type": "view_submission",
        "trigger_id": f"trigger.{n}",
        "api_app_id": "A1",
        "response_urls": [],
        "view": view,
    }


def _approval(n: int, ticket: int, approver: str) -> Payload:
    action = {
        "action_id": ids.APPROVE,
        "block_id": "verdict",
        "type": "button",
        "text": {"type": "plain_text", "text": "Approve"},
        "value": f"{ticket}:1.0",
        "action_ts": f"1772442000.{n:06}",
    }
    return _by(approver) | {
        "type": "block_actions",
        "trigger_id": f"trigger.{n}",
        "api_app_id": "A1",
        "response_url": "http://127.0.0.1:9/response",
        "container": {"type": "message", "message_ts": f"{ticket}.0", "channel_id": "D1"},
        "actions": [action],
    }


def _by(person: str) -> Payload:
    return {
        "token": uuid.uuid4().hex,
        "team": {"id": TEAM, "domain": "bench"},
        "user": {"id": person, "username": "someone", "team_id": TEAM},
    }
