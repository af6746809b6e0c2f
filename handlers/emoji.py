"""The ticket emoji on a message."""

from typing import Any

from slack_bolt import Ack, App

from domain.source import Wanted
from domain.ticket import Origin
from handlers.surface import Surface
from workflows import sketch
from workflows.desk import Desk

SURFACE = Surface(
    events=("reaction_added",),
    scopes={"reactions:read": "make a ticket of a message that got the ticket emoji"},
)


def register(app: App) -> None:
    app.event("reaction_added")(reacted)


def reacted(ack: Ack, event: dict[str, Any], desk: Desk) -> None:
    item = event.get("item") or {}
    if item.get("type") == "message" and _is_ours(event, desk):
        wanted = Wanted(channel=item["channel"], ts=item["ts"], by=event["user"], way=Origin.EMOJI)
        sketch.take_in(desk, wanted, press=str(event.get("event_ts", "")))
    ack()


def _is_ours(event: dict[str, Any], desk: Desk) -> bool:
    """An emoji's name may say a colour of skin, too."""
    return str(event["reaction"]).partition("::")[0] == desk.catalogue().intake.emoji
