"""Working days, counted by hand on the calendar of one zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.calendar import Calendar, NeverOpen, WorkingHours
from domain.weekday import Weekday
from domain.working_day import day_after, morning_of, working_days_between

BERLIN = Calendar(zone="Europe/Berlin")
GREENWICH = Calendar(zone="UTC")
MONDAY, FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY = (2, 6, 7, 8, 9)  # of March 2026


def at(day, hour=12, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (at(MONDAY, 9), at(MONDAY, 17), 0),
        (at(MONDAY, 23, 59), at(3, 0, 1), 1),
        (at(MONDAY), at(FRIDAY), 4),
        (at(FRIDAY), at(SATURDAY), 0),
        (at(FRIDAY), at(SUNDAY), 0),
        (at(FRIDAY), at(NEXT_MONDAY), 1),
        (at(SATURDAY), at(NEXT_MONDAY), 1),
        (at(MONDAY), at(NEXT_MONDAY), 5),
        (at(NEXT_MONDAY), at(MONDAY), 0),
    ],
)
def test_working_days_are_those_on_which_the_calendar_opens(start, end, days):
    assert working_days_between(start, end, BERLIN) == days


@pytest.mark.parametrize(("end", "days"), [(4, 0), (5, 1), (FRIDAY, 0), (NEXT_MONDAY, 2)])
def test_holidays_and_days_off_are_no_working_days(end, days):
    hours = WorkingHours(closed=(date(2026, 3, FRIDAY),))
    calendar = replace(BERLIN, hours=hours, holidays=frozenset({date(2026, 3, 4)}))

    assert working_days_between(at(3), at(end), calendar) == days


def test_days_begin_where_people_are():
    start = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    end = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight in Berlin

    assert working_days_between(start, end, BERLIN) == 1
    assert working_days_between(start, end, GREENWICH) == 0


@settings(deadline=None)
@given(st.integers(0, 366), st.integers(0, 40))
def test_seven_more_days_are_five_more_working_days(offset, days):
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=offset)
    end = start + timedelta(days=days)
    assume(GREENWICH.is_working_day(end.date()))

    sooner = working_days_between(start, end, GREENWICH)
    assert working_days_between(start, end + timedelta(days=7), GREENWICH) == sooner + 5


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        (at(MONDAY), 0, MONDAY),
        (at(MONDAY), 1, 3),
        (at(MONDAY), 5, NEXT_MONDAY),
        (at(FRIDAY), 1, NEXT_MONDAY),
        (at(SUNDAY, 23), 1, NEXT_MONDAY),
    ],
)
def test_the_day_after_so_many_working_days(start, days, day):
    assert day_after(start, BERLIN, days=days) == date(2026, 3, day)


@given(st.integers(0, 24 * 365), st.integers(1, 12), st.sets(st.integers(0, 380), max_size=40))
def test_on_that_day_and_not_before_so_many_working_days_have_begun(hours, days, free):
    year = date(2026, 1, 1)
    calendar = replace(BERLIN, holidays=frozenset(year + timedelta(days=n) for n in free))
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    day = day_after(start, calendar, days=days)

    begun, before = (morning_of(d, calendar) for d in (day, day - timedelta(days=1)))
    assert working_days_between(start, begun, calendar) == days
    assert working_days_between(start, before, calendar) < days


def test_where_nobody_ever_works_no_day_comes():
    with pytest.raises(NeverOpen):
        day_after(at(MONDAY), Calendar(zone="UTC", hours=WorkingHours(spans={})), days=1)


def test_work_begins_when_the_calendar_opens_where_people_are():
    spans = {Weekday.WEDNESDAY: ((time(13), time(17)), (time(7, 30), time(12)))}
    calendar = replace(BERLIN, hours=WorkingHours(spans=spans))

    assert morning_of(date(2026, 7, 1), calendar) == datetime(2026, 7, 1, 5, 30, tzinfo=UTC)
    assert morning_of(date(2026, 7, 2), calendar) == datetime(2026, 7, 2, 7, tzinfo=UTC)
