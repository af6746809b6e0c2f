"""When things that come every week come: local dates first, instants last."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.catalogue import Weekly

WEEK = timedelta(weeks=1)


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
