"""The ticket: what was asked, by whom, who owns it and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.form import FieldValue
from domain.people import Side


class Status(StrEnum):
    """New means taken in without a form: its details are still to come. Expired means that nobody
    decided in time: it can be asked again.
    """

    NEW = "new"
    AWAITING_APPROVAL = "awaiting_approval"
    CHANGES_REQUESTED = "changes_requested"
    EXPIRED = "expired"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


ENDS = frozenset({Status.CLOSED, Status.DECLINED, Status.CANCELLED})
AT_WORK = frozenset({Status.OPEN, Status.IN_PROGRESS, Status.WAITING})


class Waiting(StrEnum):
    """For whom a waiting ticket waits."""

    REQUESTER = "requester"
    IT = "it"
    THIRD_PARTY = "third_party"


class Urgency(StrEnum):
    """How urgent, in the words of the form."""

    WHENEVER = "whenever"
    SOON = "soon"
    BLOCKING = "blocking"


class Visibility(StrEnum):
    """Who may see a ticket: both sides, or only those who have a part in it.

    A ticket is private because somebody wished it so, restricted because its type says so.
    """

    BOTH_SIDES = "both_sides"
    PRIVATE = "private"
    RESTRICTED = "restricted"


class Origin(StrEnum):
    """The way in which a request came to us."""

    FORM = "form"
    MESSAGE = "message"
    EMOJI = "emoji"
    MENTION = "mention"
    DIRECT = "direct"


WAITS_ON = {
    Status.NEW: Side.MARKETING,
    Status.AWAITING_APPROVAL: Side.IT,
    Status.CHANGES_REQUESTED: Side.MARKETING,
    Status.EXPIRED: Side.MARKETING,
    Status.OPEN: Side.IT,
    Status.IN_PROGRESS: Side.IT,
    Status.RESOLVED: Side.MARKETING,
}
"""The side that has the next move, where the status alone says so."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """Only what routing and lists filter on; the words of the request are its `Brief`.

    `request_type` is empty while the details are missing. `filed_by` is who filed it for the
    requester, if it was somebody else. Without an `owner`, it is in its area's queue. Who has not
    taken it at `answer_by` is followed by the next person. `version` counts the saves: rules leave
    it alone, the repository raises it.
    """

    id: int
    area: str
    request_type: str
    summary: str
    urgency: Urgency = Urgency.SOON
    needed_by: date | None = None
    requester: str
    filed_by: str | None = None
    owner: str | None
    status: Status
    waiting_for: Waiting | None = None
    visibility: Visibility = Visibility.BOTH_SIDES
    origin: Origin = Origin.FORM
    snoozed_until: datetime | None = None
    answer_by: datetime | None = None
    opened_at: datetime
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def reference(self) -> str:
        return f"MT-{self.id}"

    @property
    def waits_on(self) -> Side | None:
        """The side that has the next move; None once it has ended.

        What a third party owes us is IT's to chase.
        """
        if self.status is Status.WAITING:
            return Side.MARKETING if self.waiting_for is Waiting.REQUESTER else Side.IT
        return WAITS_ON.get(self.status)

    @property
    def is_for_both_sides(self) -> bool:
        return self.visibility is Visibility.BOTH_SIDES


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What the ticket is for, and the details: the words that no list needs.

    `acceptance` says, a line each, when it is done; `values` are the answers to what its type asks.
    """

    ticket_id: int
    purpose: str
    details: str = ""
    acceptance: str = ""
    values: tuple[FieldValue, ...] = ()
