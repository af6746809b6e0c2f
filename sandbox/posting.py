"""Puts messages into channels, changes and removes them, and tells everyone concerned."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import events
from sandbox.directory import partner
from sandbox.model import Channel, Json, Message, Workspace
from sandbox.wire import message_json


@dataclass(frozen=True, slots=True)
class Origin:
    """How a message came: the method's name and api, response_url or ack."""

    method: str
    via: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a message shall say, already checked. None means "not given" (contract 5.2)."""

    text: str = ""
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: tuple[str, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    broadcast: bool = False
    client_msg_id: str | None = None
    only_for: str | None = None
    given: frozenset[str] = field(default_factory=frozenset)


def post(
    workspace: Workspace, channel: Channel, draft: Draft, *, origin: Origin | None, user: str
) -> Message:
    """A new message; with an `origin` it is the app's, and stands in the journal."""
    message = Message(
        channel=channel.id,
        ts=workspace.clock.stamp(),
        user=user,
        text=draft.text,
        blocks=draft.blocks or [],
        attachments=draft.attachments or [],
        files=list(draft.files),
        subtype=_subtype(draft),
        thread_ts=draft.thread_ts,
        bot_id=workspace.app.bot_id if origin else None,
        metadata=draft.metadata,
        client_msg_id=draft.client_msg_id,
        only_for=draft.only_for,
        broadcast=draft.broadcast,
    )
    channel.messages[message.ts] = message
    if user in channel.members:
        channel.read[user] = message.ts
    _tell(workspace, "message", message)
    if origin:
        record(workspace, channel, message, origin)
    events.message_posted(workspace, channel, message)
    return message


def _subtype(draft: Draft) -> str | None:
    if draft.files:
        return "file_share"
    return "thread_broadcast" if draft.broadcast and draft.thread_ts else None


def revise(
    workspace: Workspace, message: Message, draft: Draft, *, origin: Origin | None, by: str
) -> None:
    """Change a message; what was not given stays, but text alone removes the blocks."""
    channel = workspace.channels[message.channel]
    before = message_json(workspace, message)
    if "text" in draft.given or "blocks" in draft.given:
        message.text = draft.text if "text" in draft.given else message.text
        message.blocks = draft.blocks or []
    if "attachments" in draft.given:
        message.attachments = draft.attachments or []
    if "metadata" in draft.given:
        message.metadata = draft.metadata or None
    message.edited_ts, message.edited_by = workspace.clock.stamp(), by
    message.trouble.clear()
    _tell(workspace, "message_changed", message)
    if origin:
        record(workspace, channel, message, origin)
    if not message.only_for:
        events.message_changed(workspace, channel, before, message)


def remove(workspace: Workspace, message: Message, *, origin: Origin | None) -> None:
    """Delete a message."""
    channel = workspace.channels[message.channel]
    before = message_json(workspace, message)
    del channel.messages[message.ts]
    _tell(workspace, "message_deleted", message)
    if origin:
        record(workspace, channel, message, origin)
    if not message.only_for:
        events.message_deleted(workspace, channel, before)


def record(workspace: Workspace, channel: Channel, message: Message, origin: Origin) -> None:
    """Write down what the app brought about."""
    journal(
        workspace,
        origin,
        channel=channel.id,
        channel_name=channel.name or None,
        ts=message.ts,
        thread_ts=message.thread_ts,
        text=message.text,
        blocks=message.blocks,
        user=message.only_for or partner(workspace, channel),
        metadata=message.metadata,
    )


def journal(workspace: Workspace, origin: Origin, **facts: Any) -> None:
    at = workspace.clock.now().isoformat()
    entry = workspace.journal.write(at=at, method=origin.method, via=origin.via, **facts)
    workspace.changes.publish("journal", n=entry.n)


def _tell(workspace: Workspace, kind: str, message: Message) -> None:
    workspace.changes.publish(
        kind,
        channel=message.channel,
        ts=message.ts,
        thread_ts=message.thread_ts,
        only_for=message.only_for,
    )
