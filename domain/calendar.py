"""Working time: one business calendar, and the pair `due` and `elapsed` that reckon in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.weekday import Weekday

Span = tuple[time, time]
"""From opening to closing, by wall clock; where closing is not later, it is on the next day."""

Stretch = tuple[datetime, datetime]
"""From the one moment up to the other."""

NINE_TO_FIVE: Mapping[Weekday, tuple[Span, ...]] = {
    day: ((time(9), time(17)),) for day in Weekday if day < Weekday.SATURDAY
}
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
FURTHEST = 3660
"""So many closed days in a row are looked at: what never opens ends a search, not a process."""

MOST_KEPT = 4 * 366
"""So many days are kept as reckoned."""


@dataclass(frozen=True, kw_only=True)
class WorkingHours:
    """As the catalogue says it: hours with breaks between them, and whose holidays count.

    `regions` are as the `holidays` library names them: `DE`, `DE-BY`. `closed` are days of the
    company's own.
    """

    spans: Mapping[Weekday, tuple[Span, ...]] = field(default_factory=lambda: dict(NINE_TO_FIVE))
    regions: tuple[str, ...] = ()
    closed: tuple[date, ...] = ()

    @property
    def ever_opens(self) -> bool:
        return any(self.spans.values())


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Hours in a zone (an IANA name), and the days on which nobody begins to work.

    A moment counts by what clocks on the wall show at it: an hour that is shown twice counts twice,
    one that is skipped not at all. A span belongs to the day on which it begins.
    """

    zone: str
    hours: WorkingHours = field(default_factory=WorkingHours)
    holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return bool(self.spans_of(day))

    def spans_of(self, day: date) -> Sequence[Span]:
        """In order; none on a day on which nobody begins to work."""
        is_free = day in self.holidays or day in self.hours.closed
        return () if is_free else sorted(self.hours.spans.get(Weekday(day.weekday()), ()))

    def is_open(self, moment: datetime) -> bool:
        moment = moment.astimezone(UTC)
        return any(opens <= moment < closes for opens, closes in self.open_on(moment.date()))

    def open_on(self, day: date) -> Sequence[Stretch]:
        """When work goes on from midnight to midnight of UTC, in order."""
        found = self._kept.get(day)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[day] = tuple(_open_on(day, self))
        return found

    @cached_property
    def _kept(self) -> dict[date, Sequence[Stretch]]:
        return {}


class NeverOpen(Exception):
    """The calendar has no working time within ten years."""


def due(start: datetime, working: timedelta, calendar: Calendar) -> datetime:
    """The first moment (UTC) by which so much working time has passed since `start`, aware.

    Of no time at all it is `start`. Raises NeverOpen.
    """
    moment, left, closed = start.astimezone(UTC), working, 0
    day = moment.date()
    while left > timedelta():
        stretches = calendar.open_on(day)
        for opens, closes in stretches:
            begins = max(opens, moment)
            if begins + left <= closes:
                return begins + left
            left -= max(closes - begins, timedelta())
        closed = 0 if stretches else closed + 1
        if closed > FURTHEST:
            raise NeverOpen
        day += DAY
    return moment


def elapsed(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The working time from `start` to `end`, both aware; none where `end` is not later."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    total = timedelta()
    for day in _days(start.date(), end.date()):
        for opens, closes in calendar.open_on(day):
            total += max(min(closes, end) - max(opens, start), timedelta())
    return total


def _open_on(day: date, calendar: Calendar) -> Iterator[Stretch]:
    """Walls and UTC run alongside as long as the offset between them stays the same."""
    zone = ZoneInfo(calendar.zone)
    for begins, ends in _steady(day, zone):
        offset = _offset(begins, zone)
        first, last = (begins + offset).date() - DAY, (ends + offset).date()
        reached = begins
        for shown_from, shown_to in _on_walls(first, last, calendar):
            opens, closes = max(shown_from - offset, reached), min(shown_to - offset, ends)
            if opens < closes:
                yield opens, closes
                reached = closes


def _on_walls(first: date, last: date, calendar: Calendar) -> Iterator[Stretch]:
    """The hours that begin on these days, as walls show them (called UTC), in order."""
    for day in _days(first, last):
        for opens, closes in calendar.spans_of(day):
            until = day if closes > opens else day + DAY
            yield datetime.combine(day, opens, UTC), datetime.combine(until, closes, UTC)


def _steady(day: date, zone: ZoneInfo) -> Iterator[Stretch]:
    """The day (UTC) in one piece; in two, where the clocks change within it."""
    begins = datetime.combine(day, time(), UTC)
    ends = begins + DAY
    before = _offset(begins, zone)
    if _offset(ends - SECOND, zone) == before:
        yield begins, ends
        return
    same, other = 0, 24 * 60 * 60 - 1
    while other - same > 1:
        middle = (same + other) // 2
        is_before = _offset(begins + middle * SECOND, zone) == before
        same, other = (middle, other) if is_before else (same, middle)
    turn = begins + other * SECOND
    yield begins, turn
    yield turn, ends


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
