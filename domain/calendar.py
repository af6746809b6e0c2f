"""Working time: one business calendar, and the pair `due` and `elapsed` that reckon in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.weekday import Weekday

Span = tuple[time, time]
"""From opening to closing, by wall clock; where closing is not later, it is on the next day."""

NINE_TO_FIVE: Mapping[Weekday, tuple[Span, ...]] = {
    day: ((time(9), time(17)),) for day in Weekday if day < Weekday.SATURDAY
}
DAY = timedelta(days=1)
FURTHEST = 3660
"""So many days ahead are looked at: a calendar that never opens ends a search, not a process."""


@dataclass(frozen=True, kw_only=True)
class WorkingHours:
    """As the catalogue says it: hours with breaks between them, and whose holidays count.

    `regions` are as the `holidays` library names them: `DE`, `DE-BY`. `closed` are days of the
    company's own.
    """

    spans: Mapping[Weekday, tuple[Span, ...]] = field(default_factory=lambda: dict(NINE_TO_FIVE))
    regions: tuple[str, ...] = ()
    closed: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Hours in a zone (an IANA name), and the days on which nobody works."""

    zone: str
    hours: WorkingHours = field(default_factory=WorkingHours)
    holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        is_free = day in self.holidays or day in self.hours.closed
        return bool(self.hours.spans.get(Weekday(day.weekday()))) and not is_free


class NeverOpen(Exception):
    """The calendar has no working time within ten years."""


def due(start: datetime, working: timedelta, calendar: Calendar) -> datetime:
    """The moment (UTC) by which so much working time has passed since `start`, aware.

    Of no time at all it is `start`. Raises NeverOpen.
    """
    left = working
    if not left:
        return start.astimezone(UTC)
    for opens, closes in open_from(start, calendar):
        begun = max(opens, start)
        if begun + left <= closes:
            return begun + left
        left -= max(closes - begun, timedelta())
    raise NeverOpen


def elapsed(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The working time from `start` to `end`, both aware; none where `end` is not later."""
    total = timedelta()
    for opens, closes in open_from(start, calendar):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), timedelta())
    return total


def open_from(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """When work goes on, in UTC, in order, none twice: what ends at `start` or later."""
    zone = ZoneInfo(calendar.zone)
    first = start.astimezone(zone).date() - DAY
    reached = start.astimezone(UTC)
    for n in range(FURTHEST):
        day = first + n * DAY
        for opens, closes in sorted(_of_day(day, calendar, zone)):
            begins = max(opens, reached)
            if begins < closes:
                yield begins, closes
                reached = closes


def _of_day(day: date, calendar: Calendar, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """What begins on this day. A moment counts by what clocks on the wall show at it."""
    if not calendar.is_working_day(day):
        return
    for opens, closes in calendar.hours.spans[Weekday(day.weekday())]:
        last = day if closes > opens else day + DAY
        yield from _pieces(datetime.combine(day, opens), datetime.combine(last, closes), zone)


def _pieces(
    opens: datetime, closes: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """From the one wall-clock time to the other; in two pieces where the clocks change near it."""
    early, late = (opens - DAY).replace(tzinfo=UTC), (closes + DAY).replace(tzinfo=UTC)
    before, after = _offset(early, zone), _offset(late, zone)
    begin, end = opens.replace(tzinfo=UTC), closes.replace(tzinfo=UTC)
    if before == after:
        yield begin - before, end - before
        return
    turn = _turn(early, late, zone)
    for piece in (
        (begin - before, min(end - before, turn)),
        (max(begin - after, turn), end - after),
    ):
        if piece[0] < piece[1]:
            yield piece


def _turn(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The second in which the clocks change, known to lie between these two."""
    before = _offset(early, zone)
    low, high = 0, int((late - early).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(early + timedelta(seconds=middle), zone) == before:
            low = middle
        else:
            high = middle
    return early + timedelta(seconds=high)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
