from dataclasses import replace
from datetime import timedelta

import pytest

from domain.occurrence import Kind, Occurrence, State, has_to_ask, settle
from tests.builders import T0

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def an_occurrence(kind=Kind.DIGEST, **changes):
    planned = Occurrence(kind=kind, schedule="C1", slot="2026-W09", due_at=T0)
    return replace(planned, **changes)


@pytest.mark.parametrize(
    ("kind", "late", "state"),
    [
        (Kind.DIGEST, timedelta(), State.DONE),
        (Kind.DIGEST, 12 * HOUR, State.DONE),
        (Kind.DIGEST, 12.01 * HOUR, State.SKIPPED),
        (Kind.CHECK_IN, 2 * HOUR, State.DONE),
        (Kind.CHECK_IN, 2.01 * HOUR, State.SKIPPED),
    ],
)
def test_each_kind_may_be_late_by_its_grace(kind, late, state):
    settled = settle(an_occurrence(kind), following=T0 + WEEK, now=T0 + late)

    assert settled.state is state
    assert settled.settled_at == T0 + late


def test_what_was_missed_says_why():
    settled = settle(an_occurrence(), following=T0 + WEEK, now=T0 + 13 * HOUR)

    assert settled.reason == "the desk was not running at 2026-03-02 09:00 UTC"
    assert settle(an_occurrence(), following=T0 + WEEK, now=T0).reason == ""


def test_only_the_latest_of_several_is_caught_up():
    settled = settle(an_occurrence(), following=T0 + HOUR, now=T0 + HOUR)

    assert settled.state is State.SKIPPED


@pytest.mark.parametrize(
    ("changes", "now", "asks"),
    [
        ({}, T0 - 5 * HOUR, False),
        ({}, T0 - 4 * HOUR, True),
        ({}, T0 - timedelta(seconds=1), True),
        ({}, T0, False),
        ({"asked_at": T0 - 4 * HOUR}, T0 - HOUR, False),
        ({"state": State.SKIPPED}, T0 - HOUR, False),
        ({"ask_at": None}, T0 - HOUR, False),
    ],
)
def test_people_are_asked_once_and_only_beforehand(changes, now, asks):
    occurrence = an_occurrence(Kind.CHECK_IN, **{"ask_at": T0 - 4 * HOUR, **changes})

    assert has_to_ask(occurrence, now=now) is asks
