"""Working time, counted by hand where clocks change, nights are worked and nobody is there."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import MOST_KEPT, Calendar, NeverOpen, WorkingHours, due, elapsed
from domain.weekday import Weekday

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def at(*moment, zone=BERLIN, fold=0):
    return datetime(*moment, tzinfo=zone, fold=fold)


def daily(*spans, zone="Europe/Berlin", holidays=(), closed=()):
    """The same hours on each day, as in "22-6" or "9:30-12"."""
    hours = tuple(tuple(map(_time, span.split("-"))) for span in spans)
    week = WorkingHours(spans=dict.fromkeys(Weekday, hours), closed=closed)
    return Calendar(zone=zone, hours=week, holidays=frozenset(holidays))


def _time(text):
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute or 0))


OFFICE = Calendar(zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(2026, 3, 2, 9), 8, at(2026, 3, 2, 17)),
        (at(2026, 3, 2, 9), 8.5, at(2026, 3, 3, 9, 30)),
        (at(2026, 3, 6, 16), 2, at(2026, 3, 9, 10)),
        (at(2026, 3, 7, 12), 1, at(2026, 3, 9, 10)),
        (at(2026, 3, 2, 5), 0, at(2026, 3, 2, 5)),
        (at(2026, 3, 27, 16), 8, at(2026, 3, 30, 16)),  # over the end of winter time
    ],
)
def test_work_goes_on_from_nine_to_five_on_mondays_to_fridays(start, hours, end):
    assert due(start, hours * HOUR, OFFICE) == end
    assert elapsed(start, end, OFFICE) == hours * HOUR


def test_a_break_counts_nothing():
    calendar = daily("9-12:30", "13:30-17")

    assert due(at(2026, 3, 2, 12), HOUR, calendar) == at(2026, 3, 2, 14)
    assert elapsed(at(2026, 3, 2, 12), at(2026, 3, 2, 13), calendar) == HOUR / 2


def test_a_night_shift_belongs_to_the_day_on_which_it_begins():
    calendar = daily("22-6", holidays=[date(2026, 3, 3)], closed=(date(2026, 3, 5),))

    assert elapsed(at(2026, 3, 3, 0), at(2026, 3, 3, 12), calendar) == 6 * HOUR
    assert elapsed(at(2026, 3, 3, 12), at(2026, 3, 4, 12), calendar) == 0 * HOUR
    assert due(at(2026, 3, 2, 22), 9 * HOUR, calendar) == at(2026, 3, 4, 23)
    assert due(at(2026, 3, 5, 6), HOUR, calendar) == at(2026, 3, 6, 23)


@pytest.mark.parametrize(
    ("spans", "day", "hours"),
    [
        (["1-5"], date(2026, 3, 29), 3),  # two o'clock is three o'clock
        (["2:15-2:45"], date(2026, 3, 29), 0),
        (["2:15-3:30"], date(2026, 3, 29), 0.5),
        (["22-6"], date(2026, 3, 28), 7),
        (["1-5"], date(2026, 10, 25), 5),  # two o'clock comes twice
        (["2:15-2:45"], date(2026, 10, 25), 1),
        (["2:30-3:30"], date(2026, 10, 25), 1.5),
        (["22-2:15"], date(2026, 10, 24), 4.5),
        (["0-0"], date(2026, 10, 25), 25),
        (["0-0"], date(2026, 3, 29), 23),
    ],
)
def test_a_moment_counts_by_what_clocks_on_the_wall_show(spans, day, hours):
    calendar = daily(*spans, holidays={day - timedelta(days=1), day + timedelta(days=1)} - {day})
    start = datetime.combine(day, time(), BERLIN)

    worked = elapsed(start, start + timedelta(days=2), calendar)

    assert worked == hours * HOUR


def test_shifts_that_meet_in_an_hour_shown_twice_all_count():
    calendar = daily("18-2:15", "2:30-4")
    start, end = at(2026, 10, 25, 2), at(2026, 10, 25, 3)

    assert elapsed(start, end, calendar) == 1.5 * HOUR


def test_a_day_that_was_skipped_has_no_hours():
    apia = ZoneInfo("Pacific/Apia")
    calendar = daily("9-17", zone="Pacific/Apia")

    found = due(at(2011, 12, 29, 16, zone=apia), 2 * HOUR, calendar)

    assert found == at(2011, 12, 31, 10, zone=apia)


def test_half_an_hour_is_what_clocks_change_by_on_lord_howe():
    zone = ZoneInfo("Australia/Lord_Howe")
    calendar = daily("1-3", zone="Australia/Lord_Howe")

    before, after = at(2026, 4, 5, zone=zone), at(2026, 4, 6, zone=zone)

    assert elapsed(before, after, calendar) == 2.5 * HOUR


def test_it_is_open_from_the_first_moment_to_just_before_the_last():
    opens, closes = at(2026, 3, 2, 9), at(2026, 3, 2, 17)
    moment = timedelta(microseconds=1)

    assert OFFICE.is_open(opens)
    assert not OFFICE.is_open(opens - moment)
    assert OFFICE.is_open(closes - moment)
    assert not OFFICE.is_open(closes)
    assert not OFFICE.is_open(at(2026, 3, 7, 12))


def test_hours_that_overlap_count_once():
    assert elapsed(at(2026, 3, 2), at(2026, 3, 3), daily("9-13", "12-14")) == 5 * HOUR


def test_nothing_elapses_backwards():
    assert elapsed(at(2026, 3, 3, 12), at(2026, 3, 2, 12), OFFICE) == 0 * HOUR
    assert elapsed(at(2026, 3, 2, 12), at(2026, 3, 2, 12), OFFICE) == 0 * HOUR


def test_where_nobody_ever_works_nothing_is_ever_due():
    never = Calendar(zone="UTC", hours=WorkingHours(spans={}))

    with pytest.raises(NeverOpen):
        due(at(2026, 3, 2), HOUR, never)
    assert elapsed(at(2026, 3, 2), at(2027, 3, 2), never) == 0 * HOUR


def test_long_work_is_due_in_many_years():
    start = at(2026, 3, 2, 9)

    found = due(start, 40_000 * HOUR, OFFICE)

    assert found.year == 2045
    assert elapsed(start, found, OFFICE) == 40_000 * HOUR


def test_what_was_reckoned_is_kept_up_to_a_bound():
    elapsed(at(2020, 1, 1), at(2020, 1, 1) + timedelta(days=3 * MOST_KEPT), OFFICE)

    assert len(OFFICE._kept) <= MOST_KEPT


def test_the_answer_is_in_utc():
    assert due(at(2026, 3, 2, 9), HOUR, OFFICE).tzinfo is UTC
    assert due(at(2026, 3, 2, 9), 0 * HOUR, OFFICE).tzinfo is UTC
