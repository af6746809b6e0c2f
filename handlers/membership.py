"""The bot was invited somewhere: what was kept for that channel can be posted now."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.surface import Surface
from workflows import delivery
from workflows.desk import Desk

SURFACE = Surface(
    events=("member_joined_channel",),
    scopes={
        "channels:read": "notice when I am invited to a channel",
        "groups:read": "notice when I am invited to a private channel",
    },
)


def register(app: App) -> None:
    app.event("member_joined_channel")(joined)


def joined(ack: Ack, event: dict[str, Any], context: BoltContext, desk: Desk) -> None:
    if event["user"] == context.bot_user_id:
        delivery.revive(desk, event["channel"])
    ack()
