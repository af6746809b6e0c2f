"""A message to Slack, before it is sent. Of those with the same `key`, only the first is kept."""

import re
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
    notice without it always arrives. `calls` is the person whom it calls by name in a channel:
    they have heard of it there, or, where that channel is silent, hear of it directly.
    """

    key: str
    to: str
    text: str
    why: str | None = None
    news: News | None = None
    calls: str | None = None
    thread: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None

    @property
    def event(self) -> str:
        """What happened: notices about one event share it, whomever they go to."""
        saved = _SAVED.match(self.key)
        return saved[0] if saved else self.key.rpartition(":")[0] or self.key


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
        return subject_of(self.name)


def subject_of(name: str) -> str:
    """What a post is about: the first part of its name; of a comment's posts, the comment."""
    kind, *more = name.split(":")
    return f"{kind}:{more[0]}" if kind == "comment" and more else kind


Message = Notice | Card

_SAVED = re.compile(r"MT-\d+\.v\d+")
_ABOUT = re.compile(r"(?:origin:)?MT-(\d+)\b")


def is_person(to: str) -> bool:
    """Whether messages sent there are direct ones."""
    return to.startswith(("U", "W"))


def ticket_of(message: Message) -> int | None:
    """The number of the ticket that it is about, as its names say; None for anything else."""
    names = [message.name] if isinstance(message, Card) else [message.thread or "", message.key]
    found = [about for about in map(_ABOUT.match, names) if about]
    return int(found[0][1]) if found else None


@dataclass(frozen=True, kw_only=True)
class CardPlace:
    """A post that there is or is to be: its name, where it is sent, what it stands below."""

    name: str
    to: str
    thread: str | None = None


@dataclass(frozen=True, kw_only=True)
class Post:
    """What a card shows: blocks for the screen, text for notifications and screen readers.

    One that is withheld stands in the place of words that may not be read there any more; where
    none stand, it is not posted. One that is early leads to a post that is still to come.
    """

    text: str
    blocks: tuple[dict[str, Any], ...]
    is_withheld: bool = False
    is_early: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a post stands in Slack. `ts` is a string key, never a number."""

    channel: str
    ts: str

    @property
    def is_direct(self) -> bool:
        """Whether it stands among one person's messages with us."""
        return self.channel.startswith("D")
