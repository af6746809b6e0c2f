"""The company's calendar at work: nobody is reminded of anything on a holiday."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.calendar import WorkingHours
from domain.policy import TimeOut
from domain.weekday import Weekday
from tests.builders import MAYA, NOOR, T0, a_catalogue, a_policy, saved
from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled, words_of
from workflows import catalogue

BERLIN_EASTER = "2026-04"
"""Good Friday is the 3rd, Easter Monday the 6th."""


@pytest.fixture
def before_easter(company, bot):
    """Maundy Thursday in Berlin, in a company that keeps the holidays of the place."""

    def begin(**step):
        in_force(bot, hours=WorkingHours(regions=("DE-BE",)), **step)
        company.clock_to(f"{BERLIN_EASTER}-02T09:00:00+00:00")
        bot.timetable.tick()

    return begin


def in_force(bot, *, hours, zone="Europe/Berlin", **step):
    """Access needs Maya's yes; `step` says by when."""
    policy = a_policy(MAYA, **step)
    types = tuple(
        replace(kind, approval=policy if kind.approval else None) for kind in a_catalogue().types
    )
    changed = a_catalogue(zone=zone, hours=hours, types=types)
    catalogue.apply(bot.desk, changed, by=NOOR)
    bot.desk.refresh()


def wait_until(company, bot, day, hour=10):
    """Time goes by, and with it the ticks of that morning."""
    company.clock_to(f"{BERLIN_EASTER}-{day:02}T{hour:02}:00:00+00:00")
    bot.timetable.tick()
    settled(bot)


def told(person, words):
    return [m for m in person.dm() if words in words_of(m)]


@on_both
def test_a_nudge_comes_the_day_after_the_holidays(company, bot, before_easter, anna, maya):
    before_easter()
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    for day in (3, 4, 5, 6):
        wait_until(company, bot, day)
    assert told(maya, "still waits for your decision") == []

    wait_until(company, bot, 7)
    eventually(lambda: len(told(maya, "still waits for your decision")) == 1)


@on_both
def test_a_steps_time_does_not_run_on_holidays(company, bot, before_easter, anna, maya):
    before_easter(within=8, then=TimeOut.REMIND)
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    due_at = saved(bot.desk, 1).approval.current.due_at

    assert (due_at.date().isoformat(), due_at.hour) == (f"{BERLIN_EASTER}-07", 9)


WITH_A_BREAK = WorkingHours(
    spans={day: ((time(9), time(12)), (time(13), time(17))) for day in list(Weekday)[:5]}
)
TUESDAY_OFF = WorkingHours(closed=(date(2026, 3, 3),))


@pytest.mark.parametrize(
    ("zone", "hours", "within", "due_at"),
    [
        ("Europe/Berlin", WITH_A_BREAK, 4, "2026-03-02T14:00"),
        ("America/New_York", WITH_A_BREAK, 4, "2026-03-02T19:00"),
        ("Asia/Kolkata", WITH_A_BREAK, 4, "2026-03-03T05:00"),
        ("Europe/Berlin", TUESDAY_OFF, 8, "2026-03-04T09:00"),
    ],
)
@on_both
def test_a_steps_time_runs_in_the_hours_of_the_company_on_its_clocks(
    company, bot, anna, maya, zone, hours, within, due_at
):
    in_force(bot, hours=hours, zone=zone, within=within, then=TimeOut.REMIND)
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    assert f"{saved(bot.desk, 1).approval.current.due_at:%Y-%m-%dT%H:%M}" == due_at

    company.clock_to(f"{due_at}:59+00:00")
    bot.timetable.tick()
    settled(bot)

    assert len(told(maya, "waits for your decision since")) == 1
    assert saved(bot.desk, 1).approval.current.time_outs == 1


@pytest.mark.parametrize(("region", "day"), [("DE", 6), ("DE-BY", 7)])
@on_both
def test_a_regions_own_holiday_counts_where_the_region_is_named(company, bot, anna, region, day):
    in_force(bot, hours=WorkingHours(regions=(region,)), within=8)
    company.clock_to("2027-01-05T09:00:00+00:00")  # the day before Epiphany
    bot.timetable.tick()
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    due_at = saved(bot.desk, 1).approval.current.due_at

    assert (due_at.date(), due_at.hour) == (date(2027, 1, day), 9)


@pytest.mark.parametrize(
    ("hours", "row", "told_to_noor"),
    [
        (
            WorkingHours(spans={}),
            "nine to five, as the catalogue has no open hours",
            "has no open hours",
        ),
        (
            WorkingHours(regions=("DE-XX",)),
            "as if DE-XX had no holidays, as none are known",
            "I know the holidays of DE-XX only up to",
        ),
    ],
)
@on_both
def test_a_calendar_that_says_too_little_counts_as_far_as_it_can_and_says_so(
    company, bot, anna, maya, hours, row, told_to_noor
):
    in_force(bot, hours=hours, within=8, then=TimeOut.REMIND)
    noor = company.person("noor")
    for _ in range(2):
        bot.timetable.tick()
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    company.clock_to("2026-03-03T09:01:00+00:00")
    bot.timetable.tick()
    settled(bot)

    assert len(told(maya, "waits for your decision since")) == 1
    assert told(noor, told_to_noor)
    anna.press("History", message=card(anna))
    shown = words_of(anna.view(title="MT-1 so far"))
    assert f"Tandem reckons working time as far as it is known: {row}" in shown


@on_both
def test_the_calendar_is_kept_within_a_minute_of_its_catalogue(company, bot):
    assert bot.desk.catalogue().roster.holidays == {}

    catalogue.apply(bot.desk, a_catalogue(hours=WorkingHours(regions=("DE-BE",))), by=NOOR)
    bot.timetable.tick()

    kept = bot.desk.catalogue().roster.holidays["DE-BE"]
    assert {day.year for day in kept} == {T0.year, T0.year + 1, T0.year + 2}
