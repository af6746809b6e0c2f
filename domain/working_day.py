"""Whole working days, as reminders count them: those on which the calendar opens."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.calendar import DAY, FURTHEST, Calendar, NeverOpen

MORNING = time(9)
"""Where the calendar does not say when a day begins."""


def working_days_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """How many working days began after `start` and up to `end`, both aware.

    0 on the day of `start` itself, and on any day that is no working day.
    """
    first, last = _day(start, calendar), _day(end, calendar)
    if not calendar.is_working_day(last):
        return 0
    days = (first + n * DAY for n in range(1, (last - first).days + 1))
    return sum(1 for day in days if calendar.is_working_day(day))


def day_after(start: datetime, calendar: Calendar, *, days: int) -> date:
    """The day with which `days` working days have begun since `start`, aware. Raises NeverOpen."""
    day = _day(start, calendar)
    for _ in range(days):
        day = _next(day, calendar)
    return day


def morning_of(day: date, calendar: Calendar) -> datetime:
    """When work begins on that day."""
    opens = next((opens for opens, _ in calendar.spans_of(day)), MORNING)
    return datetime.combine(day, opens, tzinfo=ZoneInfo(calendar.zone))


def _next(day: date, calendar: Calendar) -> date:
    following = (day + n * DAY for n in range(1, FURTHEST))
    found = next((each for each in following if calendar.is_working_day(each)), None)
    if found is None:
        raise NeverOpen
    return found


def _day(moment: datetime, calendar: Calendar) -> date:
    return moment.astimezone(ZoneInfo(calendar.zone)).date()
