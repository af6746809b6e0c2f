"""Working days, counted by hand on the calendar of one zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.working_day import day_after, is_working_day, morning_of, working_days_between

BERLIN = "Europe/Berlin"
MONDAY, FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY = (2, 6, 7, 8, 9)  # of March 2026


def at(day, hour=12, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(BERLIN))


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
def test_working_days_begin_on_mondays_to_fridays(start, end, days):
    assert working_days_between(start, end, zone=BERLIN) == days


def test_days_begin_where_people_are():
    start = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    end = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight in Berlin

    assert working_days_between(start, end, zone=BERLIN) == 1
    assert working_days_between(start, end, zone="UTC") == 0


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        (at(FRIDAY, 23, 59), BERLIN, True),
        (at(SATURDAY, 0, 0), BERLIN, False),
        (at(SATURDAY, 0, 0), "UTC", True),
        (at(SUNDAY, 23, 59), BERLIN, False),
        (at(SUNDAY, 23, 59), "Asia/Tokyo", True),
    ],
)
def test_it_is_a_working_day_where_it_is_monday_to_friday(moment, zone, expected):
    assert is_working_day(moment, zone=zone) is expected


@settings(deadline=None)
@given(st.integers(0, 366), st.integers(0, 40))
def test_seven_more_days_are_five_more_working_days(offset, days):
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=offset)
    end = start + timedelta(days=days)
    assume(is_working_day(end, zone="UTC"))

    sooner = working_days_between(start, end, zone="UTC")
    assert working_days_between(start, end + timedelta(days=7), zone="UTC") == sooner + 5


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        (at(MONDAY, 9), 0, MONDAY),
        (at(MONDAY, 9), 1, 3),
        (at(FRIDAY), 1, NEXT_MONDAY),
        (at(SATURDAY), 1, NEXT_MONDAY),
        (at(MONDAY), 5, NEXT_MONDAY),
        (at(FRIDAY), 6, 16),
    ],
)
def test_the_day_after_so_many_working_days(start, days, day):
    assert day_after(start, days=days, zone=BERLIN) == date(2026, 3, day)


@given(st.integers(-50_000, 50_000), st.integers(1, 30))
def test_on_that_day_and_not_before_so_many_working_days_have_begun(hours, days):
    start = at(MONDAY) + timedelta(hours=hours)

    day = day_after(start, days=days, zone=BERLIN)

    begun, before = (morning_of(d, zone=BERLIN) for d in (day, day - timedelta(days=1)))
    assert working_days_between(start, begun, zone=BERLIN) == days
    assert working_days_between(start, before, zone=BERLIN) < days


def test_work_begins_in_the_morning_of_where_people_are():
    assert morning_of(date(2026, 7, 1), zone=BERLIN) == datetime(2026, 7, 1, 7, tzinfo=UTC)
