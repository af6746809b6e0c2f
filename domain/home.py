"""The Home tab: what somebody looks at there, and how much of it at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.catalogue import Area, Catalogue
from domain.people import Side

PAGE = 10
COUNTED = 100
"""Nobody counts further: "100 or more" says enough."""
MANY = 1000
LAST_PAGE = 49


class Tab(StrEnum):
    """What waits for the reader, what they asked for, what they own, what their areas have."""

    WAITING = "waiting"
    MINE = "mine"
    BACKLOG = "backlog"
    QUEUE = "queue"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where on their Home tab somebody is. `tab` is None until they chose one.

    `area` and `side` narrow the list: to one area's tickets, to those that wait on one side.
    """

    tab: Tab | None = None
    page: int = 0
    area: str | None = None
    side: Side | None = None

    @property
    def is_narrowed(self) -> bool:
        return self.area is not None or self.side is not None


@dataclass(frozen=True, kw_only=True)
class OnSide:
    """How many open tickets wait on a side, at most `MANY`; since when the oldest is open."""

    side: Side
    count: int
    oldest_at: datetime | None


def areas_of(person: str, catalogue: Catalogue) -> tuple[Area, ...]:
    """Whose queue they look after: IT's lead every area's, others those they own or back up."""
    if person == catalogue.sides[Side.IT].lead:
        return catalogue.areas
    return tuple(a for a in catalogue.areas if person in (a.owner, a.backup))


def is_lead(person: str, catalogue: Catalogue) -> bool:
    return person in catalogue.leads
