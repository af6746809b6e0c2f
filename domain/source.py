"""Messages in Slack that requests come from, and what is read of them."""

from dataclasses import dataclass
from datetime import datetime

from domain.comment import Attached
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


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What people said in a thread so far, oldest first, and how many older replies were left."""

    said: tuple[Said, ...]
    left_out: int = 0
