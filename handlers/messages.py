"""What people write in threads and in direct messages with us; what they edit and delete there."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from domain.small_talk import asks_how, is_small_talk
from domain.source import Said, Wanted
from domain.ticket import Origin
from handlers import verdicts
from handlers.messages_read import is_by_app, is_gone, read_said
from handlers.surface import Surface, prefixed
from workflows import conversation, greeting, sketch
from workflows.desk import Desk

SURFACE = Surface(
    events=("message.channels", "message.groups", "message.im", "message.mpim"),
    scopes={
        "channels:history": "carry replies between the thread of a request and the one of IT",
        "groups:history": "do so in private channels that I am invited to",
        "im:history": "read what people write to me directly",
        "mpim:history": "carry replies in group messages that I am part of",
    },
)

Event = dict[str, Any]


def register(app: App, prefix: str) -> None:
    command = prefixed("/request", prefix)

    def heard(ack: Ack, event: Event, context: BoltContext, desk: Desk) -> None:
        match event.get("subtype"):
            case "message_changed":
                changed(event, context, desk)
            case "message_deleted":
                deleted(event["previous_message"], event["channel"], context, desk)
            case _:
                written(event, context, desk, command=command)
        ack()

    app.event("message")(heard)


def written(event: Event, context: BoltContext, desk: Desk, *, command: str) -> None:
    """Most of it is no business of ours, and costs nothing."""
    is_direct = event.get("channel_type") == "im"
    is_reply = event.get("thread_ts", event["ts"]) != event["ts"]
    if is_by_app(event) or not (is_direct or is_reply):
        return
    said = _said(event, event["channel"], context, desk)
    if is_reply:
        is_ours = conversation.hear(desk, said)
        if is_ours:
            verdicts.ask(said, context, desk)
        elif is_direct:
            greeting.ask_where(desk, said)
    elif not said.attached and (asks_how(said.words) or is_small_talk(said.words)):
        greeting.greet(desk, said, command=command)
    else:
        place = said.source
        sketch.take_in(
            desk, Wanted(channel=place.channel, ts=place.ts, by=said.by, way=Origin.DIRECT)
        )


def changed(event: Event, context: BoltContext, desk: Desk) -> None:
    """An edit, a file that vanished, or a link that Slack has unfurled."""
    message, before = event["message"], event.get("previous_message") or {}
    if is_gone(message):
        deleted(before, event["channel"], context, desk)
    elif not is_by_app(message):
        conversation.follow(desk, _said(message, event["channel"], context, desk))


def deleted(before: Event, channel: str, context: BoltContext, desk: Desk) -> None:
    """`before` is what it was."""
    if before.get("ts") and not is_by_app(before):
        conversation.forget(desk, _said(before, channel, context, desk))


def _said(message: Event, channel: str, context: BoltContext, desk: Desk) -> Said:
    names = desk.catalogue().names
    return read_said(message, channel, names=names, bot_user=str(context.bot_user_id))
