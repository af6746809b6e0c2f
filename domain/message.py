"""A message to Slack, before it is sent. Of those with the same `key`, only the first is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.notification import News


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Words about something that happened, fixed when it happened.

    `to` is a channel or a person. With `thread`, the name of a card, it is a reply below that card.
    A notice that could not leave before `expires_at` is dropped with a reason. `why` answers "why
    did I get this?", in small print. `news` is the kind that people's preferences are about; a
    notice without it always arrives.
    """

    key: str
    to: str
    text: str
    why: str | None = None
    news: News | None = None
    thread: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """A post that shows something as it is when sent, and is edited in place ever after.

    `name` says which post it is ("MT-7:triage"): cards that share it are one post. With `thread`,
    the name of another post, it stands below that one.
    """

    key: str
    to: str
    name: str
    thread: str | None = None

    @property
    def subject(self) -> str:
        """What it is about: the first part of its name."""
        return self.name.partition(":")[0]


Message = Notice | Card


@dataclass(frozen=True, kw_only=True)
class CardPlace:
    """A post that there is or is to be: its name, where it is sent, what it stands below."""

    name: str
    to: str
    thread: str | None = None


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
