"""When what comes again and again comes: local dates first, instants last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from domain.catalogue import Weekly

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONTHS, FOURTH, SHORTEST_MONTH = 12, 4, 28


class Repeats(StrEnum):
    """What a series keeps of the date on which it starts."""

    WEEKS = "weeks"
    MONTHS_BY_DAY = "months by day"
    MONTHS_BY_WEEKDAY = "months by weekday"
    MONTHS_BY_LAST_WEEKDAY = "months by last weekday"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The local dates of a series: `starts`, and from there on every so many weeks or months.

    By day, a month that is too short has its last day instead. By weekday, it is the same one of
    the month as `starts` is (the second Tuesday); a fifth one counts as the last. `starts` itself
    may be none of its dates only where it repeats by the last weekday, and is none.
    """

    repeats: Repeats = Repeats.WEEKS
    interval: int = 1
    starts: date


def dates(rule: Rule, *, on_or_after: date) -> Iterator[date]:
    """The dates of the rule from then on, in order, without end."""
    first = max(rule.starts, on_or_after)
    yield from (day for each in _naive(rule, first) if (day := each.date()) >= first)


def instants(
    rule: Rule, at: time, zone: str, *, after: datetime
) -> Iterator[tuple[date, datetime]]:
    """The nominal dates whose instants lie after this aware moment, each with its instant."""
    # two days earlier is before it in every zone, whatever its clocks do
    for day in dates(rule, on_or_after=(after.astimezone(UTC) - 2 * DAY).date()):
        if (moment := instant(day, at, zone)) > after:
            yield day, moment


def _naive(rule: Rule, first: date) -> rrule:
    """By the library of the field, on dates that know no zone, begun not long before `first`."""
    starts = rule.starts
    if rule.repeats is Repeats.WEEKS:
        passed = (first - starts).days // 7 // rule.interval * rule.interval
        begin = datetime.combine(starts + passed * WEEK, time())
        return rrule(WEEKLY, dtstart=begin, interval=rule.interval)
    months = (first.year - starts.year) * MONTHS + first.month - starts.month
    begin = _first_of_month(starts, months // rule.interval * rule.interval)
    if rule.repeats is Repeats.MONTHS_BY_DAY:
        near = range(min(starts.day, SHORTEST_MONTH), starts.day + 1)
        return rrule(MONTHLY, dtstart=begin, interval=rule.interval, bymonthday=near, bysetpos=-1)
    which = weekday(starts.weekday(), _place_in_month(rule))
    return rrule(MONTHLY, dtstart=begin, interval=rule.interval, byweekday=which)


def _first_of_month(day: date, later: int) -> datetime:
    """Of the month that comes so many months later."""
    years, month = divmod(day.month - 1 + later, MONTHS)
    return datetime(day.year + years, month + 1, 1)  # noqa: DTZ001 - a date that knows no zone


def _place_in_month(rule: Rule) -> int:
    """Which of the month's weekdays of its kind it is, from 1; -1 for the last."""
    place = (rule.starts.day - 1) // 7 + 1
    is_last = rule.repeats is Repeats.MONTHS_BY_LAST_WEEKDAY or place > FOURTH
    return -1 if is_last else place


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, at which the clocks of this zone (an IANA name) show that day and time.

    A time that a clock change leaves out comes later, by as much as is left out; a time that comes
    twice is meant the first time.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def dates_after(when: Weekly, moment: datetime) -> Iterator[date]:
    """The nominal local dates whose instants lie after this aware moment, without end."""
    # a week and a day earlier is before it in every zone, whatever its clocks do
    day = (moment.astimezone(UTC) - WEEK).date() - timedelta(days=1)
    day += timedelta(days=(when.weekday - day.weekday()) % 7)
    while instant(day, when.at, when.zone) <= moment:
        day += WEEK
    while True:
        yield day
        day += WEEK


def next_date(when: Weekly, *, after: datetime) -> date:
    """The first nominal local date whose instant lies after this aware moment."""
    return next(dates_after(when, after))


def iso_week(day: date) -> str:
    """The ISO week that this day is in: "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def is_zone(name: str) -> bool:
    return name in _zones()


def closest_zone(typed: str) -> str | None:
    """The zone that was probably meant: by its last word, as people type cities."""
    by_city = {zone.rpartition("/")[2].lower(): zone for zone in sorted(_zones())}
    by_name = {zone.lower(): zone for zone in _zones()}
    wanted = typed.strip().replace(" ", "_").lower()
    for known in (by_name, by_city):
        if close := get_close_matches(wanted, known, n=1, cutoff=0.75):
            return known[close[0]]
    return None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
