"""Tickets that belong together."""

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """As said of the first ticket: it follows the other, waits until it is done, or is about it."""

    FOLLOWS = "follows"
    BLOCKED_BY = "blocked_by"
    RELATES_TO = "relates_to"


@dataclass(frozen=True, kw_only=True)
class Link:
    ticket_id: int
    other_id: int
    kind: LinkKind
