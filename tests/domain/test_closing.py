"""Silence after what was resolved: counted from the last word, asked about once, then the end."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar, WorkingHours
from domain.closing import Due, closes_on, due, silence
from domain.history import Event, happened
from domain.ticket import Status
from tests.builders import ANNA, BEN, IVO, a_ticket

BERLIN = "Europe/Berlin"
CALENDAR = Calendar(zone=BERLIN)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo(BERLIN))


def history(*events):
    """Each is what happened, by whom, and so many days after Monday."""
    ticket = a_ticket(status=Status.RESOLVED)
    return [
        happened(ticket, event, by=by, at=MONDAY + timedelta(days=days))
        for event, by, days in events
    ]


RESOLVED = (Event.RESOLVED, IVO, 0)
NUDGED = (Event.NUDGED, ANNA, 3)


def after(*events, days):
    now = MONDAY + timedelta(days=days)
    return due(silence(history(*events), ANNA), CALENDAR, now=now, days=3)


@pytest.mark.parametrize(
    ("events", "days", "expected"),
    [
        ([RESOLVED], 2, None),
        ([RESOLVED], 3, Due.NUDGE),
        ([RESOLVED], 30, Due.NUDGE),
        ([RESOLVED, NUDGED], 3, None),
        ([RESOLVED, NUDGED], 7, None),
        ([RESOLVED, NUDGED], 8, Due.CLOSE),
        ([RESOLVED, NUDGED], 12, None),  # a Saturday
        ([RESOLVED, (Event.COMMENTED, ANNA, 2)], 4, None),
        ([RESOLVED, (Event.NOT_COUNTED, ANNA, 2)], 4, Due.NUDGE),
        ([RESOLVED, (Event.COMMENTED, BEN, 2)], 4, Due.NUDGE),
        ([RESOLVED, NUDGED, (Event.COMMENTED, ANNA, 4)], 8, None),
        ([RESOLVED, NUDGED, (Event.COMMENTED, ANNA, 4)], 9, Due.NUDGE),
        ([RESOLVED, NUDGED, (Event.NOT_YET, ANNA, 4), (Event.RESOLVED, IVO, 7)], 9, None),
    ],
)
def test_silence_is_asked_about_once_and_then_ends_it(events, days, expected):
    assert after(*events, days=days) is expected


def test_where_nothing_was_resolved_there_is_no_silence():
    assert silence(history((Event.TAKEN, IVO, 0)), ANNA) is None


def test_with_no_days_nothing_closes_by_itself():
    found = silence(history(RESOLVED), ANNA)

    assert due(found, CALENDAR, now=MONDAY + timedelta(days=99), days=0) is None
    assert closes_on(found, CALENDAR, days=0) is None


@pytest.mark.parametrize(
    ("events", "day"),
    [
        ([RESOLVED], date(2026, 3, 10)),
        ([RESOLVED, NUDGED], date(2026, 3, 10)),
        ([RESOLVED, (Event.NUDGED, ANNA, 4)], date(2026, 3, 11)),
        ([RESOLVED, (Event.COMMENTED, ANNA, 1)], date(2026, 3, 11)),
    ],
)
def test_the_day_on_which_it_closes_is_known_beforehand(events, day):
    assert closes_on(silence(history(*events), ANNA), CALENDAR, days=3) == day


def test_holidays_put_off_the_reminder_and_the_end():
    holidays = frozenset({date(2026, 3, 4), date(2026, 3, 5)})
    calendar = Calendar(zone=BERLIN, holidays=holidays)
    found = silence(history(RESOLVED), ANNA)

    assert due(found, calendar, now=MONDAY + timedelta(days=4), days=3) is None
    assert due(found, calendar, now=MONDAY + timedelta(days=7), days=3) is Due.NUDGE
    assert closes_on(found, calendar, days=3) == date(2026, 3, 12)


def test_where_nobody_ever_works_nothing_closes_by_itself():
    never = Calendar(zone=BERLIN, hours=WorkingHours(spans={}))

    assert closes_on(silence(history(RESOLVED), ANNA), never, days=3) is None
