"""The catalogue: the work on offer, who answers for it, and the desk's standing plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum
from functools import cached_property

from domain.calendar import NINE_TO_FIVE, Calendar, WorkingHours
from domain.condition import Condition
from domain.form import Field
from domain.people import Side
from domain.policy import Policy
from domain.roster import Roster
from domain.weekday import Weekday


class Assign(StrEnum):
    """How the one who answers for a ticket is chosen."""

    OWNER = "owner"
    ROUND_ROBIN = "round robin"
    FEWEST_OPEN = "fewest open"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of the marketing stack; `owner` and `backup` are people, `triage` is a channel.

    With another way to `assign`, tickets go to one of `people` (ids of people or groups), and the
    owner answers for the area. Who has not taken a ticket after `answer_within` working hours is
    followed by the next person.
    """

    key: str
    name: str
    owner: str
    backup: str | None = None
    triage: str
    assign: Assign = Assign.OWNER
    people: tuple[str, ...] = ()
    answer_within: int | None = None


@dataclass(frozen=True, kw_only=True)
class RoutingRule:
    """Where requests go for which `when` holds: the first rule that fits is followed.

    Without `area`, the area that was asked for; without `people`, whom that area names.
    """

    name: str
    when: tuple[Condition, ...]
    area: str | None = None
    assign: Assign | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RequestType:
    """A kind of work on offer. `area` is where it goes when the requester names none.

    Of a restricted type, only those who have a part in a ticket may see it. A type that
    `asks_about_data` has the questions of the privacy gate in its form.
    """

    key: str
    name: str
    area: str
    approval: Policy | None = None
    fields: tuple[Field, ...] = ()
    is_restricted: bool = False
    asks_about_data: bool = False


@dataclass(frozen=True, kw_only=True)
class SideMembers:
    """`groups` are ids of Slack's user groups, whose people belong to the side."""

    lead: str
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PrivacyGate:
    """What is asked about people's data, and what the answers demand.

    Where one of the sets of conditions in `when` holds, the ticket becomes restricted and
    `data_protection` (ids of people or groups) is asked for one more yes.
    """

    fields: tuple[Field, ...] = ()
    data_protection: tuple[str, ...] = ()
    when: tuple[tuple[Condition, ...], ...] = ()
    within: int | None = None


@dataclass(frozen=True, kw_only=True)
class AwayPlan:
    """Which words in somebody's Slack status say that they are away."""

    words: tuple[str, ...] = ()
    emoji: tuple[str, ...] = ()


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

    `names` are the display names of the people in it, and the handles of its groups, for places
    where Slack draws no mentions.
    `managers` are who leads whom. The `roster` is not configured: it is what is known of people
    since, and comes with the catalogue wherever rules ask for both.
    """

    zone: str
    coordinators: tuple[str, ...]
    sides: Mapping[Side, SideMembers]
    areas: tuple[Area, ...]
    types: tuple[RequestType, ...]
    digest: DigestPlan
    check_in: CheckInDefaults
    intake: IntakePlan = IntakePlan()
    routing: tuple[RoutingRule, ...] = ()
    hours: WorkingHours = field(default_factory=WorkingHours)
    privacy: PrivacyGate = PrivacyGate()
    away: AwayPlan = AwayPlan()
    managers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster, compare=False)

    def with_roster(self, roster: Roster) -> "Catalogue":
        return replace(self, roster=roster)

    @cached_property
    def calendar(self) -> Calendar:
        """The company's working time; nine to five where no hours are named: somebody has to be
        reminded at some time.
        """
        kept = (self.roster.holidays.get(region, frozenset()) for region in self.hours.regions)
        hours = self.hours if self.hours.ever_opens else replace(self.hours, spans=NINE_TO_FIVE)
        return Calendar(zone=self.zone, hours=hours, holidays=frozenset().union(*kept))

    @property
    def unknown_regions(self) -> tuple[str, ...]:
        """Those whose holidays count, and of which none are kept."""
        return tuple(r for r in self.hours.regions if not self.roster.holidays.get(r))

    def area(self, key: str) -> Area | None:
        return next((a for a in self.areas if a.key == key), None)

    def triage_of(self, area: str) -> str | None:
        """The channel where this area's tickets are worked on."""
        found = self.area(area)
        return found.triage if found else None

    def type(self, key: str) -> RequestType | None:
        return next((t for t in self.types if t.key == key), None)

    def form_of(self, key: str) -> RequestType | None:
        """The type with all that its form asks: its own fields, then those of the privacy gate."""
        kind = self.type(key)
        if kind is None or not kind.asks_about_data:
            return kind
        return replace(kind, fields=(*kind.fields, *self.privacy.fields))

    def members(self, side: Side) -> frozenset[str]:
        """A side's lead and people; who is given tickets is on the IT side in any case."""
        return self._members[side]

    @cached_property
    def _members(self) -> Mapping[Side, frozenset[str]]:
        areas = [p for a in self.areas for p in (a.owner, a.backup, *a.people) if p]
        at_work = {Side.IT: [*areas, *(p for rule in self.routing for p in rule.people)]}
        named = {
            side: [m.lead, *m.people, *m.groups, *at_work.get(side, ())]
            for side, m in self.sides.items()
        }
        return {s: frozenset(self._there(people)) for s, people in named.items()}

    def _there(self, named: Iterable[str]) -> Iterable[str]:
        """The people who are meant, and are still with the company."""
        return (p for p in self.roster.people_in(named) if p not in self.roster.gone)

    @property
    def leads(self) -> tuple[str, ...]:
        return tuple(members.lead for members in self.sides.values())

    def still_here(self, *named: str) -> tuple[str, ...]:
        """Those of these people who have not left, each once."""
        return tuple(p for p in dict.fromkeys(named) if p not in self.roster.gone)

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
