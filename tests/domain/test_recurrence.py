"""Times against walks through minutes and days, which share no code with what they judge."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Weekly
from domain.recurrence import (
    Repeats,
    Rule,
    closest_zone,
    dates_after,
    instant,
    instants,
    is_zone,
    iso_week,
    next_date,
)
from domain.recurrence import dates as dates_of
from domain.weekday import Weekday

ZONES = (
    "America/New_York",
    "America/Santiago",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

zones = st.sampled_from(ZONES)
dates = st.dates(date(2024, 1, 1), date(2031, 12, 31))
times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
weeklies = st.builds(Weekly, weekday=st.sampled_from(Weekday), at=times, zone=zones)
moments = st.integers(0, 365 * 24 * 60 * 7).map(
    lambda n: datetime(2024, 1, 1, tzinfo=UTC) + n * MINUTE
)


def clock_readings(start, zone, hours):
    """What the clocks of this zone show, minute by minute of true time: (moment, shown)."""
    local = ZoneInfo(zone)
    for n in range(hours * 60):
        moment = start + n * MINUTE
        yield moment, moment.astimezone(local).replace(tzinfo=None)


def days_of_change(zone):
    """Days near which the clocks of this zone are changed."""
    local = ZoneInfo(zone)
    found, day = [], datetime(2024, 1, 1, tzinfo=UTC)
    while day.year < 2032:
        following = day + timedelta(days=1)
        if day.astimezone(local).utcoffset() != following.astimezone(local).utcoffset():
            found += [day.date(), following.date()]
        day = following
    return found


CHANGES = {zone: days for zone in ZONES if (days := days_of_change(zone))}
changing = st.sampled_from(sorted(CHANGES)).flatmap(
    lambda zone: st.tuples(st.sampled_from(CHANGES[zone]), times, st.just(zone))
)


def walked(day, at, zone):
    """The first minute at which the clocks show it; where none does, the lost time is added."""
    wanted = datetime.combine(day, at)
    start = datetime.combine(day, time(), tzinfo=UTC) - 14 * HOUR
    before = None
    for moment, shown in clock_readings(start, zone, 52):
        if shown == wanted:
            return moment
        if shown > wanted:  # the clocks jumped over it: as late after the jump as it is inside
            jumped_from = before + MINUTE
            return moment + (wanted - jumped_from)
        before = shown
    raise AssertionError("the walk was too short")


@given(changing)
def test_near_a_clock_change_it_is_the_first_such_minute_or_later_by_the_gap(meant):
    assert instant(*meant) == walked(*meant)


@given(dates, times, zones)
def test_on_any_day_it_is_the_first_such_minute_or_later_by_the_gap(day, at, zone):
    assert instant(day, at, zone) == walked(day, at, zone)


@pytest.mark.parametrize(
    ("day", "at", "zone", "shown"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:30:00+00:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30:00+00:00"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03T15:45:00+00:00"),
        (date(2026, 9, 6), time(0, 30), "America/Santiago", "2026-09-06T04:30:00+00:00"),
        (date(2026, 11, 27), time(16, 0), "Asia/Kathmandu", "2026-11-27T10:15:00+00:00"),
    ],
)
def test_known_instants(day, at, zone, shown):
    assert instant(day, at, zone).isoformat() == shown


@given(weeklies, moments)
def test_the_next_date_is_the_first_of_its_weekday_that_lies_ahead(when, moment):
    day = next_date(when, after=moment)

    assert day.weekday() == when.weekday
    assert instant(day, when.at, when.zone) > moment
    assert instant(day - timedelta(weeks=1), when.at, when.zone) <= moment


@given(weeklies, moments)
def test_no_week_is_left_out_and_none_comes_twice(when, moment):
    days = list(islice(dates_after(when, moment), 60))

    assert {b - a for a, b in pairwise(days)} == {timedelta(weeks=1)}


@given(weeklies, moments)
def test_outside_clock_changes_weeks_are_a_week_long(when, moment):
    first, second = (
        instant(day, when.at, when.zone) for day in islice(dates_after(when, moment), 2)
    )
    shown = [m.astimezone(ZoneInfo(when.zone)) for m in (first, second)]

    assert abs((second - first) - timedelta(weeks=1)) <= HOUR
    if len({s.utcoffset() for s in shown}) == 1 and {s.time() for s in shown} == {when.at}:
        assert second - first == timedelta(weeks=1)


def test_what_happens_at_the_very_moment_is_not_ahead():
    when = Weekly(weekday=Weekday.MONDAY, at=time(9), zone="Europe/Berlin")

    assert next_date(when, after=datetime(2026, 3, 2, 8, tzinfo=UTC)) == date(2026, 3, 9)
    assert next_date(when, after=datetime(2026, 3, 2, 7, 59, tzinfo=UTC)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 27), "2026-W48"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
    ],
)
def test_weeks_are_named_as_iso_does(day, week):
    assert iso_week(day) == week


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Berlin", "Europe/Berlin"),
        ("europe/berln", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("nowhere at all", None),
    ],
)
def test_a_mistyped_zone_is_guessed_by_its_city(typed, meant):
    assert not is_zone(typed)
    assert closest_zone(typed) == meant


rules = st.builds(
    Rule,
    repeats=st.sampled_from(Repeats),
    interval=st.integers(1, 6),
    starts=st.dates(date(2023, 1, 1), date(2027, 12, 31)),
)


def is_of(rule, day):
    """Whether this day is one of the rule's, said of each day by itself."""
    start = rule.starts
    if day < start:
        return False
    following = day + timedelta(days=1)
    match rule.repeats:
        case Repeats.WEEKS:
            return (day - start).days % (7 * rule.interval) == 0
        case Repeats.MONTHS_BY_DAY:
            is_it = day.day == start.day or (day.day < start.day and following.month != day.month)
        case _:
            is_last = (day + timedelta(weeks=1)).month != day.month
            by_last = rule.repeats is Repeats.MONTHS_BY_LAST_WEEKDAY or start.day > 28
            same = is_last if by_last else (day.day - 1) // 7 == (start.day - 1) // 7
            is_it = day.weekday() == start.weekday() and same
    months = (day.year - start.year) * 12 + day.month - start.month
    return is_it and months % rule.interval == 0


@given(rules, st.dates(date(2022, 1, 1), date(2030, 12, 31)))
def test_a_rule_has_just_the_days_that_fit_it(rule, since):
    until = since + timedelta(days=800)

    found = list(takewhile(lambda day: day <= until, dates_of(rule, on_or_after=since)))

    walked = [since + timedelta(days=n) for n in range(801)]
    assert found == [day for day in walked if is_of(rule, day)]


@pytest.mark.parametrize(
    ("repeats", "starts", "expected"),
    [
        (Repeats.WEEKS, "2026-12-28", "2026-12-28 2027-01-11 2027-01-25"),
        (Repeats.MONTHS_BY_DAY, "2026-12-31", "2026-12-31 2027-02-28 2027-04-30"),
        (Repeats.MONTHS_BY_WEEKDAY, "2026-12-08", "2026-12-08 2027-02-09 2027-04-13"),
        (Repeats.MONTHS_BY_WEEKDAY, "2026-12-31", "2026-12-31 2027-02-25 2027-04-29"),
        (Repeats.MONTHS_BY_LAST_WEEKDAY, "2026-12-08", "2026-12-29 2027-02-23 2027-04-27"),
    ],
)
def test_every_second_week_or_month_keeps_what_the_start_was(repeats, starts, expected):
    rule = Rule(repeats=repeats, interval=2, starts=date.fromisoformat(starts))

    found = islice(dates_of(rule, on_or_after=rule.starts), 3)

    assert " ".join(map(str, found)) == expected


def test_a_slot_in_the_night_of_a_clock_change_comes_once_and_later_by_the_gap():
    rule = Rule(starts=date(2026, 3, 22))
    after = datetime(2026, 3, 28, tzinfo=UTC)

    found = islice(instants(rule, time(2, 30), "Europe/Berlin", after=after), 2)

    assert [(str(day), f"{moment:%d %H:%M}") for day, moment in found] == [
        ("2026-03-29", "29 01:30"),
        ("2026-04-05", "05 00:30"),
    ]
