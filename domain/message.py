"""A message to Slack, before it is sent. Of those with the same `key`, only the first is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Words about something that happened, fixed when it happened.

    `to` is a channel or a person. With `thread`, the name of a card, it is a reply below that card.
    A notice that could not leave before `expires_at` is dropped with a reason.
    """

    key: str
    to: str
    text: str
    thread: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """A post that shows something as it is when sent, and is edited in place ever after.

    `name` says which post it is ("MT-7:triage"): cards that share it are one post.
    """

    key: str
    to: str
    name: str

    @property
    def subject(self) -> str:
        """What it is about: the first part of its name."""
        return self.name.partition(":")[0]


Message = Notice | Card


@dataclass(frozen=True, kw_only=True)
class Post:
    """What a card shows: blocks for the screen, text for notifications and screen readers."""

    text: str
    blocks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a post stands in Slack. `ts` is a string key, never a number."""

    channel: str
    ts: str
