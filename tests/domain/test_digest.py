from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import DigestPlan, Weekly
from domain.digest import follows, next_occurrence, week_told, weeks_so_far, weeks_told
from domain.weekday import Weekday
from tests.builders import SHARED, T0

FRIDAY = Weekly(weekday=Weekday.FRIDAY, at=time(16), zone="Europe/Berlin")
MONDAY = Weekly(weekday=Weekday.MONDAY, at=time(0, 30), zone="Europe/Berlin")

weeklies = st.builds(
    Weekly,
    weekday=st.sampled_from(Weekday),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe"]),
)
moments = st.integers(0, 365 * 24 * 60 * 7).map(
    lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)


@pytest.mark.parametrize(
    ("posted_on", "week"),
    [
        (date(2026, 11, 27), "2026-W48"),  # a Friday tells its own week
        (date(2026, 11, 30), "2026-W48"),  # the Monday after tells the week before
        (date(2026, 12, 2), "2026-W48"),
        (date(2026, 12, 3), "2026-W49"),
    ],
)
def test_a_digest_is_about_the_week_that_most_of_its_working_days_are_in(posted_on, week):
    assert week_told(posted_on) == week


@given(st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_the_week_told_has_most_of_the_working_days_before(posted_on):
    days = [posted_on - timedelta(days=n) for n in range(1, 8)]
    weeks = [f"{d:%G-W%V}" for d in days if d.isoweekday() <= 5]

    assert weeks.count(week_told(posted_on)) >= 3


@given(weeklies, moments)
def test_nothing_falls_between_two_digests_and_nothing_is_told_twice(when, moment):
    first = next_occurrence(when, SHARED, after=moment)
    second = next_occurrence(when, SHARED, after=first.due_at)

    assert weeks_told(when, first.due_at).end == first.due_at
    assert weeks_told(when, second.due_at).start == first.due_at
    assert weeks_told(when, second.due_at).earlier == weeks_told(when, first.due_at).start


@given(weeklies, moments)
def test_every_week_has_one_digest(when, moment):
    occurrence, slots = next_occurrence(when, SHARED, after=moment), []
    for _ in range(60):
        slots.append(occurrence.slot)
        occurrence = next_occurrence(when, SHARED, after=occurrence.due_at)

    first = datetime.strptime(f"{slots[0]}-1", "%G-W%V-%u").date()  # noqa: DTZ007
    assert slots == [f"{first + timedelta(weeks=n):%G-W%V}" for n in range(60)]


def test_a_digest_after_midnight_is_posted_in_the_week_after_the_clocks_change_too():
    occurrence = next_occurrence(MONDAY, SHARED, after=datetime(2026, 3, 29, 12, tzinfo=UTC))

    assert occurrence.due_at == datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    assert occurrence.slot == "2026-W13"


def test_this_week_starts_on_monday_of_the_zone():
    sunday_night = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # already Monday in Berlin

    weeks = weeks_so_far(sunday_night, "Europe/Berlin")

    assert weeks.start == datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert weeks.earlier == datetime(2026, 2, 22, 23, tzinfo=UTC)
    assert weeks.end == sunday_night


def test_the_week_before_is_whole_across_a_clock_change():
    weeks = weeks_so_far(datetime(2026, 4, 1, 9, tzinfo=UTC), "Europe/Berlin")

    assert weeks.start.astimezone(ZoneInfo("Europe/Berlin")).isoformat()[:16] == "2026-03-30T00:00"
    assert weeks.start - weeks.earlier == timedelta(days=7, hours=-1)


@pytest.mark.parametrize(
    ("plan", "is_followed"),
    [
        (DigestPlan(channels=(SHARED,), when=FRIDAY), True),
        (DigestPlan(channels=(), when=FRIDAY), False),
        (DigestPlan(channels=(SHARED,), when=MONDAY), False),
    ],
)
def test_an_occurrence_follows_the_plan_that_made_it(plan, is_followed):
    assert follows(next_occurrence(FRIDAY, SHARED, after=T0), plan) is is_followed
