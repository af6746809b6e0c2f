"""What Slack's description of a message says, wherever it was told: in an event or when asked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain.comment import Attached
from domain.source import Said, Source
from views.sketch import words_of

GONE = ("tombstone", "hidden_by_limit")
WRITTEN = (None, "file_share", "thread_broadcast", "me_message")
"""The kinds of messages that a person wrote; others tell who joined, what was pinned, and so on."""

Message = Mapping[str, Any]


def read_said(message: Message, channel: str, *, names: Mapping[str, str], bot_user: str) -> Said:
    """`names` are put in the place of mentions; `bot_user`, who we are, is taken out."""
    ts = str(message["ts"])
    edited = message.get("edited") or {}
    return Said(
        source=Source(channel=channel, ts=ts, root=str(message.get("thread_ts") or ts)),
        by=str(message.get("user") or ""),
        at=moment(ts),
        words=words_of(message.get("text") or "", names, bot=bot_user),
        id=str(message.get("client_msg_id") or ""),
        attached=read_files(message),
        is_by_app=is_by_app(message),
        edited_at=moment(str(edited["ts"])) if edited.get("ts") else None,
    )


def read_files(message: Message) -> tuple[Attached, ...]:
    """Its files by name and address; of one that is gone, only that it was there."""
    return tuple(_file(file) for file in message.get("files") or ())


def is_by_app(message: Message) -> bool:
    """Whether nobody wrote it: an app did, or Slack itself."""
    is_written = message.get("subtype") in WRITTEN and message.get("user") not in (
        None,
        "USLACKBOT",
    )
    return not is_written or message.get("bot_id") is not None


def is_gone(message: Message) -> bool:
    """Only a stone is left of it, as of one that was deleted and has replies."""
    return message.get("subtype") == "tombstone"


def moment(ts: str) -> datetime:
    """When a message with this ts was written; as a key, a ts stays the text that it is."""
    return datetime.fromtimestamp(float(ts), UTC)


def _file(file: Mapping[str, Any]) -> Attached:
    has_gone = file.get("mode") in GONE or not file.get("permalink")
    name = str(file.get("name") or file.get("title") or "a file")
    link = "" if has_gone else str(file["permalink"])
    return Attached(id=str(file["id"]), name=name, link=link)
