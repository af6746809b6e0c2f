"""The catalogue: the work on offer, who answers for it, and the desk's standing plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import IntEnum, StrEnum
from functools import cached_property

from domain.form import Field
from domain.people import Side


class Weekday(IntEnum):
    """As `date.weekday()` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Quorum(StrEnum):
    """How many of those asked must say yes."""

    ANY = "any"
    ALL = "all"


class Role(StrEnum):
    """An approver named by position; the person is looked up when the request is filed."""

    AREA_OWNER = "area owner"
    AREA_BACKUP = "area backup"
    IT_LEAD = "it lead"
    MARKETING_LEAD = "marketing lead"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of the marketing stack; `owner` and `backup` are people, `triage` is a channel."""

    key: str
    name: str
    owner: str
    backup: str | None = None
    triage: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Who is asked before work may start: Slack ids of people, or roles."""

    approvers: tuple[Role | str, ...]
    needs: Quorum = Quorum.ANY


@dataclass(frozen=True, kw_only=True)
class RequestType:
    """A kind of work on offer. `area` is where it goes when the requester names none.

    Of a restricted type, only those who have a part in a ticket may see it.
    """

    key: str
    name: str
    area: str
    approval: Policy | None = None
    fields: tuple[Field, ...] = ()
    is_restricted: bool = False


@dataclass(frozen=True, kw_only=True)
class SideMembers:
    lead: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Weekly:
    """A day and a wall-clock time; the zone is an IANA name."""

    weekday: Weekday
    at: time
    zone: str


@dataclass(frozen=True, kw_only=True)
class DigestPlan:
    channels: tuple[str, ...]
    when: Weekly


@dataclass(frozen=True, kw_only=True)
class CheckInDefaults:
    """What a new series starts from; people are asked `ask_hours_before` hours ahead."""

    questions: tuple[str, ...]
    when: Weekly
    ask_hours_before: int = 4


@dataclass(frozen=True, kw_only=True)
class IntakePlan:
    """How requests come in without a form: by this emoji, and to the area of this key.

    After `close_after_days` working days of silence, who asked is reminded of what is resolved;
    after as many again, it is closed.
    """

    emoji: str = "ticket"
    area: str | None = None
    close_after_days: int = 3


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything the desk was configured with, every person and channel resolved to an id.

    `names` are the display names of the people in it, for places where Slack draws no mentions.
    """

    zone: str
    coordinators: tuple[str, ...]
    sides: Mapping[Side, SideMembers]
    areas: tuple[Area, ...]
    types: tuple[RequestType, ...]
    digest: DigestPlan
    check_in: CheckInDefaults
    intake: IntakePlan = IntakePlan()
    names: Mapping[str, str] = field(default_factory=dict)

    def area(self, key: str) -> Area | None:
        return next((a for a in self.areas if a.key == key), None)

    def triage_of(self, area: str) -> str | None:
        """The channel where this area's tickets are worked on."""
        found = self.area(area)
        return found.triage if found else None

    def type(self, key: str) -> RequestType | None:
        return next((t for t in self.types if t.key == key), None)

    def members(self, side: Side) -> frozenset[str]:
        """A side's lead and people; area owners and backups are on the IT side in any case."""
        listed = self.sides[side]
        owners = [p for a in self.areas for p in (a.owner, a.backup)] if side is Side.IT else []
        return frozenset(p for p in (listed.lead, *listed.people, *owners) if p)

    def both_sides(self) -> frozenset[str]:
        return self._both_sides

    @cached_property
    def _both_sides(self) -> frozenset[str]:
        return self.members(Side.MARKETING) | self.members(Side.IT)

    def side_of(self, person: str) -> Side | None:
        return next((s for s in (Side.IT, Side.MARKETING) if person in self.members(s)), None)

    def channels(self) -> tuple[str, ...]:
        """Every channel that the desk posts in, each once."""
        return tuple(dict.fromkeys([*(a.triage for a in self.areas), *self.digest.channels]))
