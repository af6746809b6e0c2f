"""Working days, as far as reminders need them: Monday to Friday in one zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.weekday import Weekday

MORNING = time(9)


def working_days_between(start: datetime, end: datetime, *, zone: str) -> int:
    """How many working days began after `start` and up to `end`, both aware.

    0 on the day of `start` itself, and on any day that is no working day.
    """
    local = ZoneInfo(zone)
    first, last = start.astimezone(local).date(), end.astimezone(local).date()
    if not is_working_day(end, zone=zone):
        return 0
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(1 for day in days if day.weekday() < Weekday.SATURDAY)


def is_working_day(moment: datetime, *, zone: str) -> bool:
    return moment.astimezone(ZoneInfo(zone)).weekday() < Weekday.SATURDAY


def day_after(start: datetime, *, days: int, zone: str) -> date:
    """The day in this zone with which `days` working days have begun since `start`, aware."""
    day = start.astimezone(ZoneInfo(zone)).date()
    for _ in range(days):
        day += timedelta(days=1)
        while day.weekday() >= Weekday.SATURDAY:
            day += timedelta(days=1)
    return day


def morning_of(day: date, *, zone: str) -> datetime:
    """When work begins on that day in this zone."""
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone))
