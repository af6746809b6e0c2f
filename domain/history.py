"""The history of a ticket: who did what, when. Entries are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from domain.people import Side
from domain.ticket import Status, Ticket


class Event(StrEnum):
    FILED = "filed"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"
    EDITED = "edited"
    TAKEN = "taken"
    RESOLVED = "resolved"
    DONE = "done"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"
    COMMENTED = "commented"
    NUDGED = "nudged"
    DETAILED = "detailed"
    REPLIED = "replied"
    ASKED = "asked"
    ANSWERED = "answered"
    WAITS_FOR_IT = "waits_for_it"
    WAITS_FOR_THIRD_PARTY = "waits_for_third_party"
    WENT_ON = "went_on"
    CLOSED = "closed"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    NOTED = "noted"
    WATCHED = "watched"
    UNWATCHED = "unwatched"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    LINKED = "linked"
    UNLINKED = "unlinked"
    ROUTED = "routed"
    RECKONED = "reckoned"
    ASSIGNED = "assigned"
    HANDED_OVER = "handed_over"
    PASSED_ON = "passed_on"
    QUEUED = "queued"
    MOVED = "moved"
    SHARED = "shared"
    UNSHARED = "unshared"
    APPROVAL_ASKED = "approval_asked"
    ASKED_AGAIN = "asked_again"
    STEP_BEGUN = "step_begun"
    REMINDED = "reminded"
    BACKUP_ADDED = "backup_added"
    APPROVER_REPLACED = "approver_replaced"
    EXPIRED = "expired"
    NOT_COUNTED = "not_counted"
    STUCK = "stuck"
    STANDS_IN = "stands_in"
    CANNOT_STAND_IN = "cannot_stand_in"
    GATED = "gated"
    UNGATED = "ungated"
    OPENED_UP = "opened_up"


HANDED = frozenset({Event.HANDED_OVER, Event.PASSED_ON, Event.QUEUED, Event.MOVED})
"""What takes a ticket from who had it: counted, as each of them costs time."""

INTERNAL = frozenset({Event.NOTED, Event.SNOOZED, Event.WOKEN})
"""What only the IT side reads."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`status` is where the ticket stood afterwards, in which `area` and with which `owner`;
    `waits_on` is whose side had the next move.
    """

    ticket_id: int
    event: Event
    by: str | None
    at: datetime
    status: Status
    waits_on: Side | None
    words: str = ""
    owner: str | None = None
    area: str | None = None


def happened(
    ticket: Ticket, event: Event, *, by: str | None, at: datetime, words: str = ""
) -> Entry:
    """The entry for what has just happened to this ticket."""
    return Entry(
        ticket_id=ticket.id,
        event=event,
        by=by,
        at=at,
        status=ticket.status,
        waits_on=ticket.waits_on,
        words=words,
        owner=ticket.owner,
        area=ticket.area,
    )


def stint(history: Sequence[Entry]) -> int:
    """How often the ticket has come to stand elsewhere: what was asked before is settled."""
    return len(_changes(history))


def stands_since(history: Sequence[Entry]) -> datetime:
    """When it came to stand where it stands."""
    changes = _changes(history)
    return (changes or history)[-1 if changes else 0].at


def _changes(history: Sequence[Entry]) -> Sequence[Entry]:
    return [now for then, now in pairwise(history) if now.status is not then.status]
