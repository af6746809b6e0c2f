"""What happens by itself: one reminder, the end, and the morning of what was put aside."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.history import Event
from domain.lifecycle import Move
from domain.ticket import Status
from tests.builders import ANNA, IVO, T0, TRIAGE, a_catalogue, filed, saved
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import catalogue, closing, fulfilment, lists
from workflows.desk import Desk

CARDS = {f"MT-7:triage:{TRIAGE}", "MT-7:requester"}


class Later:
    """The same desk at another time."""

    def __init__(self, desk):
        self.desk = desk

    def at(self, **passed):
        return replace(self.desk, clock=lambda: T0 + timedelta(**passed))

    def tick(self, **passed):
        closing.tick(self.at(**passed))


@pytest.fixture
def later(desk):
    filed(desk, status=Status.IN_PROGRESS)
    return Later(desk)


@pytest.fixture
def resolved(desk, later):
    fulfilment.move(desk, 7, Move.RESOLVE, by=IVO, key="form:1", words="It is live")
    return later


def said(desk):
    return [event for event, _ in events(desk)][1:]


def words(desk):
    return [text for _, text in notices(desk)][1:]


@on_both
def test_silence_is_asked_about_once_and_then_it_closes_by_itself(desk, resolved):
    for day in range(1, 11):
        for hour in range(0, 24, 2):
            resolved.tick(days=day, hours=hour)

    assert said(desk) == [Event.NUDGED, Event.CLOSED]
    with desk.reading() as tx:
        *_, nudged, closed = tx.history.of(7)
    assert (nudged.at, closed.at) == (T0 + timedelta(days=3), T0 + timedelta(days=8))
    assert closed.by is None
    assert saved(desk).ticket.status is Status.CLOSED
    [asked, told] = words(desk)
    assert "Is MT-7 done?" in asked
    assert "closes on Tue 10 Mar 2026" in asked
    assert "MT-7 is closed now" in told


def test_the_card_says_on_which_day_it_closes(desk, resolved):
    shown = lists.ticket(desk, 7, viewer=ANNA)

    assert shown.shown.history[-1].event is Event.RESOLVED
    resolved.tick(days=3)
    assert cards(desk) == CARDS


def test_replicas_that_tick_at_once_say_it_once(desk, resolved):
    for minutes in (0, 0, 1, 61):
        resolved.tick(days=3, minutes=minutes)

    assert said(desk) == [Event.NUDGED]


def test_a_word_of_the_requester_is_no_silence(desk, resolved):
    at = resolved.at(days=2)
    fulfilment.move(at, 7, Move.NOT_YET, by=ANNA, key="form:2", words="No")

    resolved.tick(days=3)

    assert Event.NUDGED not in said(desk)


def test_nobody_is_asked_at_night_or_on_a_weekend(desk, resolved):
    resolved.tick(days=3, hours=9)  # 19:00 in Berlin
    resolved.tick(days=3, hours=-3)
    resolved.tick(days=5)  # a Saturday

    assert said(desk) == []


def test_a_bot_that_was_away_asks_before_it_closes(desk, resolved):
    resolved.tick(days=30)
    resolved.tick(days=30, hours=2)

    assert said(desk) == [Event.NUDGED]


def test_where_nothing_closes_by_itself_nobody_is_asked(desk, resolved):
    plan = replace(a_catalogue().intake, close_after_days=0)
    catalogue.apply(desk, a_catalogue(intake=plan), by=IVO)

    resolved.tick(days=30)

    assert said(desk) == []


def test_before_the_first_catalogue_nothing_happens(database):
    closing.tick(Desk(database=database, clock=lambda: T0, team="T2"))


@on_both
def test_what_was_put_aside_comes_back_in_the_morning_with_one_word_to_its_owner(desk, later):
    day = date(2026, 3, 5)
    fulfilment.move(desk, 7, Move.SNOOZE, by=IVO, key="form:1", words="After the fair", day=day)
    assert lists.of_owner(desk, IVO).rows == []

    for hours in (70, 71, 71, 72):  # 9:00 in Berlin is 8:00 UTC
        resolved = later.at(hours=hours)
        closing.tick(resolved)

    assert said(desk) == [Event.WOKEN]
    with desk.reading() as tx:
        assert tx.history.of(7)[-1].at == datetime(2026, 3, 5, 8, tzinfo=UTC)
    [(to, text)] = notices(desk)
    assert (to, text) == (
        TRIAGE,
        f"<@{IVO}> MT-7 was put aside until today: it is in your backlog again.",
    )
    assert [row.ticket.id for row in lists.of_owner(desk, IVO).rows] == [7]


def test_what_was_resolved_in_the_meantime_stays_so(desk, later):
    fulfilment.move(desk, 7, Move.SNOOZE, by=IVO, key="form:1", day=date(2026, 3, 5))
    fulfilment.move(desk, 7, Move.RESOLVE, by=IVO, key="form:2", words="Done after all")

    later.tick(days=9)

    assert Event.WOKEN not in said(desk)
    assert saved(desk).ticket.status is Status.RESOLVED
