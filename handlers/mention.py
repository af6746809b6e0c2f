"""Somebody mentions us in a channel."""

from typing import Any

from slack_bolt import Ack, App

from domain.source import Wanted
from domain.ticket import Origin
from handlers.surface import Surface
from workflows import sketch
from workflows.desk import Desk

SURFACE = Surface(
    events=("app_mention",),
    scopes={"app_mentions:read": "make a ticket of what is said to me in a channel"},
)


def register(app: App) -> None:
    app.event("app_mention")(mentioned)


def mentioned(ack: Ack, event: dict[str, Any], desk: Desk) -> None:
    """Apps that mention us are left alone: two of them could go on for ever."""
    if event.get("user") and not event.get("bot_id"):
        wanted = Wanted(
            channel=event["channel"], ts=event["ts"], by=event["user"], way=Origin.MENTION
        )
        sketch.take_in(desk, wanted)
    ack()
