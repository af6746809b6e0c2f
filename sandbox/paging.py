"""Pages of a long list by cursor (contract 2.1)."""

from base64 import b64decode, b64encode
from typing import TypeVar

from sandbox.calls import Call
from sandbox.model import Json
from sandbox.rules import rule

T = TypeVar("T")

BAD_CURSOR = rule("paging.cursor", "invalid_cursor", contract="16.13")
BAD_LIMIT = rule("paging.limit", "invalid_limit", contract="16.13")
MOST = 1000


def page(call: Call, items: list[T], *, default: int = 100) -> tuple[list[T], Json]:
    """The part of `items` the call asks for, and its `response_metadata`."""
    limit = call.number("limit", default) or default
    BAD_LIMIT.refuse_if(not 0 < limit <= MOST)
    start = _start(call.text("cursor"))
    BAD_CURSOR.refuse_if(start is None or start > len(items))
    end = (start or 0) + limit
    cursor = b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start or 0 : end], {"next_cursor": cursor}


def _start(cursor: str) -> int | None:
    if not cursor:
        return 0
    try:
        return int(b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        return None
