"""Messages in Slack that requests come from, and what is read of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.comment import Attached
from domain.people import Person
from domain.ticket import Origin


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where such a message stands; `root` is the top of its thread, or the message itself."""

    channel: str
    ts: str
    root: str

    @property
    def is_direct(self) -> bool:
        """In somebody's direct messages with us: what is said there is private."""
        return self.channel.startswith("D")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Somebody wants a ticket of this message, without a form."""

    channel: str
    ts: str
    by: str
    way: Origin


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message as Slack shows it now, its words as they were typed.

    `id` stays the same where Slack delivers or keeps a message twice. An app's message has no
    person behind it.
    """

    source: Source
    by: str
    at: datetime
    words: str
    id: str = ""
    attached: tuple[Attached, ...] = ()
    is_by_app: bool = False
    edited_at: datetime | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Delivered again, under whatever id, one of these is the same."""
        place = f"message:{self.source.channel}:{self.source.ts}"
        return (place, f"said:{self.id}") if self.id else (place,)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What an errand found: the message, unless it is gone, and what Slack says of the people."""

    wanted: Wanted
    said: Said | None
    people: Mapping[str, Person]

    @property
    def may_ask(self) -> bool:
        """Whether who wants the ticket is somebody that we work for."""
        return self._is_ours(self.wanted.by)

    @property
    def may_be_told(self) -> bool:
        """Whether there is somebody to say a word to: who has left reads nothing any more."""
        known = self.people.get(self.wanted.by)
        return known is not None and not known.is_deactivated

    @property
    def requester(self) -> str:
        """Who wrote the message; where that is nobody we work for, who wants the ticket."""
        said = self.said
        is_author = said and not said.is_by_app and self._is_ours(said.by)
        return said.by if said and is_author else self.wanted.by

    @property
    def filed_by(self) -> str | None:
        """Who wants the ticket, where they are not the requester."""
        return self.wanted.by if self.wanted.by != self.requester else None

    def _is_ours(self, person: str) -> bool:
        known = self.people.get(person)
        return known is not None and known.may_ask


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What people said in a thread so far, oldest first, and how many older replies were left."""

    said: tuple[Said, ...]
    left_out: int = 0
