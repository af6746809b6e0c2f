"""What Slack's description of a message says, wherever it was told: in an event or when asked."""

from collections.abc import Mapping
from typing import Any

from domain.comment import Attached

GONE = ("tombstone", "hidden_by_limit")


def read_files(message: Mapping[str, Any]) -> tuple[Attached, ...]:
    """Its files by name and address; of one that is gone, only that it was there."""
    return tuple(_file(file) for file in message.get("files") or ())


def _file(file: Mapping[str, Any]) -> Attached:
    is_gone = file.get("mode") in GONE or not file.get("permalink")
    name = str(file.get("name") or file.get("title") or "a file")
    link = "" if is_gone else str(file["permalink"])
    return Attached(id=str(file["id"]), name=name, link=link)
