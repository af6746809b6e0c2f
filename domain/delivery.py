"""What the relay does with a message, and what became of it."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from domain.message import Card, Message, Notice, Place, Post


class State(StrEnum):
    """New, sending and unknown are still to do; the others are settled."""

    NEW = "new"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    PARKED = "parked"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Lease:
    """For how long a message is one relay's to send, in real time."""

    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One message of the outbox, ours to send until `held_until`.

    `ids` are its rows (waiting rows of one card are one delivery); `generation` tells a late
    finisher that somebody else has taken over. `may_stand` means that an earlier attempt had an
    unclear end: look before posting. `since` is when it was first tried, in real time.
    """

    team: str
    ids: tuple[int, ...]
    generation: int
    message: Notice | Card
    attempts: int
    may_stand: bool
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A claim whose message Slack shows there; of a card, with the hash of what it shows."""

    claim: Claim
    place: Place
    shows: str | None = None


@dataclass(frozen=True, kw_only=True)
class CardPost:
    """The post of a card: where it stands, if it does.

    `copies` counts how often it was posted anew: somebody who deletes it twice means it. `thread`
    is the name of the post below which it stands. `shows` tells what it shows by a short hash.
    """

    place: Place | None
    copies: int
    thread: str | None = None
    shows: str | None = None

    @property
    def is_unwanted(self) -> bool:
        return self.copies > 1


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A card as it is to look, or why it cannot be drawn; and where it stands."""

    standing: CardPost
    shown: Post | Exception


def hash_of(shown: Post) -> str:
    """The same for posts that look the same."""
    looks = json.dumps([shown.text, shown.blocks], sort_keys=True)
    return sha256(looks.encode()).hexdigest()[:16]


def identity_of(message: Message, post: CardPost | None) -> str:
    """What a post carries unseen, so that it is found again after an unclear answer.

    A card that is posted anew is another post.
    """
    if isinstance(message, Notice):
        return message.key
    return f"{message.name}#{post.copies if post else 0}"
