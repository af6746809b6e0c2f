"""Pages of a long list by cursor, some shorter than asked for, as Slack's are (contract 2.1)."""

from base64 import b64decode, b64encode
from typing import TypeVar

from sandbox.calls import Call
from sandbox.model import Json
from sandbox.rules import rule

T = TypeVar("T")

BAD_CURSOR = rule("paging.cursor", "invalid_cursor", contract="16.13")
BAD_LIMIT = rule("paging.limit", "invalid_limit", contract="16.13")
MOST = 1000
SHORTENED = 3


def page(
    call: Call, items: list[T], *, default: int = 100, most: int = MOST
) -> tuple[list[T], Json]:
    """The part of `items` the call asks for, and its `response_metadata`.

    A page of three or more that has another behind it holds one fewer than asked for, so that
    nobody takes a short page for the last one.
    """
    limit = call.number("limit", default) or default
    BAD_LIMIT.refuse_if(not 0 < limit <= most)
    start = _start(call)
    BAD_CURSOR.refuse_if(start is None or not 0 <= start <= len(items))
    first = start or 0
    end = first + limit
    if end >= len(items):
        return items[first:], {"next_cursor": ""}
    end -= limit >= SHORTENED
    cursor = b64encode(f"{call.method}:{end}".encode()).decode()
    return items[first:end], {"next_cursor": cursor}


def _start(call: Call) -> int | None:
    """Where a page begins; None when the cursor is none of this method's."""
    cursor = call.text("cursor")
    if not cursor:
        return 0
    try:
        method, _, number = b64decode(cursor, validate=True).decode().partition(":")
        return int(number) if method == call.method else None
    except ValueError:
        return None
