"""The weekly digest: which seven days it is about, and what it says of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.catalogue import DigestPlan, Weekly
from domain.occurrence import Kind, Occurrence
from domain.people import Side
from domain.recurrence import WEEK, instant, iso_week, next_date

HALF_A_WEEK = timedelta(days=3)
OLDEST_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Weeks:
    """Two weeks side by side: the one told, from `start` up to but not including `end`, and the
    one before it, from `earlier` up to `start`. `zone` is for naming their days.
    """

    earlier: datetime
    start: datetime
    end: datetime
    zone: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How many tickets were filed, approved and resolved in a week."""

    new: int = 0
    approved: int = 0
    resolved: int = 0


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A ticket that waits for `person` of one side. `days` are counted since it was filed.

    `link` is the address of its card.
    """

    ticket_id: int
    summary: str
    area: str
    person: str
    days: int
    link: str | None = None

    @property
    def reference(self) -> str:
        return f"MT-{self.ticket_id}"


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """All open tickets of one side at one moment, and the oldest few of them."""

    side: Side
    count: int
    oldest: tuple[Waiting, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What both sides are told: what moved in the week, and `before` it.

    `backlogs` and the approvals are as they were at `as_of`; `approval_days` is the age of the
    approval that waits longest.
    """

    week: str
    weeks: Weeks
    as_of: datetime
    moved: Moved
    before: Moved
    backlogs: tuple[Backlog, ...] = ()
    approvals: int = 0
    approval_days: int = 0

    @property
    def is_quiet(self) -> bool:
        return self.moved == Moved()


def next_occurrence(when: Weekly, channel: str, *, after: datetime) -> Occurrence:
    """The first digest of this channel after this aware moment, as yet planned."""
    day = next_date(when, after=after)
    return Occurrence(
        kind=Kind.DIGEST,
        schedule=channel,
        slot=week_told(day),
        due_at=instant(day, when.at, when.zone),
    )


def follows(planned: Occurrence, plan: DigestPlan) -> bool:
    """Whether this occurrence is planned as the plan has it; otherwise the plan has changed."""
    if planned.schedule not in plan.channels:
        return False
    just_before = planned.due_at - timedelta(microseconds=1)
    wanted = next_occurrence(plan.when, planned.schedule, after=just_before)
    return (wanted.slot, wanted.due_at) == (planned.slot, planned.due_at)


def linked(digest: Digest, link_of: Callable[[Waiting], str | None]) -> Digest:
    """The digest with the address of each card in it."""
    backlogs = (
        replace(b, oldest=tuple(replace(w, link=link_of(w)) for w in b.oldest))
        for b in digest.backlogs
    )
    return replace(digest, backlogs=tuple(backlogs))


def week_told(posted_on: date) -> str:
    """The ISO week that a digest posted on this day is about.

    It is the one with most of the working days told: from Monday to Wednesday the week before,
    from Thursday on the week itself.
    """
    return iso_week(posted_on - HALF_A_WEEK)


def weeks_told(when: Weekly, due_at: datetime) -> Weeks:
    """The seven days, on the zone's clocks, that end when the digest is due, and those before.

    So nothing falls between two digests, and nothing is told twice.
    """
    day = next_date(when, after=due_at - timedelta(microseconds=1))
    earlier, start, end = (instant(day - n * WEEK, when.at, when.zone) for n in (2, 1, 0))
    return Weeks(earlier=earlier, start=start, end=end, zone=when.zone)


def weeks_so_far(now: datetime, zone: str) -> Weeks:
    """This ISO week, from its Monday on the zone's clocks until now, and the whole one before."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today - timedelta(days=today.weekday())
    earlier, start = (instant(day, time(), zone) for day in (monday - WEEK, monday))
    return Weeks(earlier=earlier, start=start, end=now, zone=zone)


def first_day(weeks: Weeks) -> date:
    """The day, on the zone's clocks, on which the week told begins."""
    return weeks.start.astimezone(ZoneInfo(weeks.zone)).date()
