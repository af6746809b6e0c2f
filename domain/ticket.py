"""The ticket: what was asked, by whom, who owns it and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.people import Side


class Status(StrEnum):
    AWAITING_APPROVAL = "awaiting_approval"
    CHANGES_REQUESTED = "changes_requested"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Urgency(StrEnum):
    """How urgent, in the words of the form."""

    WHENEVER = "whenever"
    SOON = "soon"
    BLOCKING = "blocking"


WAITS_ON = {
    Status.AWAITING_APPROVAL: Side.IT,
    Status.CHANGES_REQUESTED: Side.MARKETING,
    Status.OPEN: Side.IT,
    Status.IN_PROGRESS: Side.IT,
    Status.RESOLVED: Side.MARKETING,
}
"""The side that has the next move; a status that is not here is an end."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """Only what routing and lists filter on; the words of the request are its `Brief`.

    `version` counts the saves: rules leave it alone, the repository raises it.
    """

    id: int
    area: str
    request_type: str
    summary: str
    urgency: Urgency = Urgency.SOON
    needed_by: date | None = None
    requester: str
    owner: str
    status: Status
    opened_at: datetime
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def reference(self) -> str:
        return f"MT-{self.id}"

    @property
    def waits_on(self) -> Side | None:
        return WAITS_ON.get(self.status)


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What the ticket is for, and the details: the words that no list needs."""

    ticket_id: int
    purpose: str
    details: str = ""
