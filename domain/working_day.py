"""Working days, as far as reminders need them: Monday to Friday in one zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.catalogue import Weekday


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
