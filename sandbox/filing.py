"""Takes files in by upload v2, processes them a moment later, and shares them (contract 13.1)."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from secrets import token_hex
from typing import Any

from sandbox.emitting import emit
from sandbox.model import Channel, Json, Message, Workspace
from sandbox.posting import Draft, Origin, post
from sandbox.rules import rule
from sandbox.stored import File
from sandbox.wire_files import address

BAD_PICTURE = rule("blocks.slack_file", "invalid_blocks", contract="16.14")


def new_file(workspace: Workspace, name: str, length: int, *, user: str) -> File:
    """A file that is still to be uploaded."""
    file = File(
        id=f"F0{workspace.next_serial():08X}",
        key=token_hex(24),
        name=name,
        length=length,
        user=user,
        created=workspace.clock.unix(),
        title=name,
    )
    workspace.files[file.id] = file
    return file


def process_later(workspace: Workspace, files: list[File], *, then: Callable[[], Any]) -> None:
    """Look into files after `workspace.file_seconds`, or never where that is None."""

    def done() -> None:
        for file in files:
            file.is_processed = True
        then()

    if workspace.file_seconds is not None:
        asyncio.get_running_loop().call_later(workspace.file_seconds, done)


def share(
    workspace: Workspace,
    channel: Channel,
    files: list[File],
    draft: Draft,
    *,
    user: str,
    origin: Origin | None = None,
) -> Message:
    """Post a message that carries processed files; the app hears of the message and each file."""
    shown = replace(draft, files=tuple(each.id for each in files))
    message = post(workspace, channel, shown, origin=origin, user=user)
    for file in files:
        file.shares.append((channel.id, message.ts))
        _tell(workspace, file, channel, kind="file_shared")
    workspace.changes.publish(
        "message_changed",
        channel=channel.id,
        ts=message.ts,
        thread_ts=message.thread_ts,
        only_for=None,
    )
    return message


def forget(workspace: Workspace, file: File) -> None:
    """Delete a file; a stone stays in the messages that carried it."""
    file.is_deleted, file.content = True, None
    for name, ts in file.shares:
        channel = workspace.channels[name]
        _tell(workspace, file, channel, kind="file_deleted")
        workspace.changes.publish(
            "message_changed", channel=name, ts=ts, thread_ts=None, only_for=None
        )


def is_visible(workspace: Workspace, file: File) -> bool:
    """Whether the app may see a file: its own, or one in a channel where it is."""
    bot = workspace.app.bot_user
    inside = any(bot in workspace.channels[name].members for name, _ in file.shares)
    return file.user == bot or inside


def need_pictures(workspace: Workspace, blocks: Any, *, error: str, at: str) -> None:
    """Refuse blocks whose `slack_file` is no picture that is ready and visible to the app."""
    found = [
        f"invalid slack file [json-pointer:{where}]"
        for where, named in _slack_files(blocks, at)
        if not _is_picture(workspace, named)
    ]
    extra = {"errors": found} if error == "invalid_blocks" else {}
    details = [f"[ERROR] {each}" for each in found]
    BAD_PICTURE.refuse_if(bool(found), *details, error=error, **extra)


def _is_picture(workspace: Workspace, named: Json) -> bool:
    for file in workspace.files.values():
        if file.id == named.get("id") or address(workspace, file) == named.get("url"):
            ready = file.is_there and file.is_processed and file.is_image
            return ready and is_visible(workspace, file)
    return False


def _slack_files(value: Any, at: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from _slack_files(each, f"{at}/{n}")
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "slack_file" and isinstance(each, dict):
                yield f"{at}/{key}", each
            yield from _slack_files(each, f"{at}/{key}")


def _tell(workspace: Workspace, file: File, channel: Channel, *, kind: str) -> None:
    event: Json = {
        "type": kind,
        "file_id": file.id,
        "user_id": file.user,
        "channel_id": channel.id,
        "event_ts": workspace.clock.stamp(),
    }
    shown = {"file": {"id": file.id}} if kind == "file_shared" else {}
    emit(workspace, {**event, **shown}, subscription=kind, channel=channel)
