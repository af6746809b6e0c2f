from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.checkin import Answer, CheckIn, Series, check_answer, next_occurrence
from domain.errors import CheckInOver, SeriesNotFound
from domain.occurrence import State
from tests.builders import ANNA, BEN, IVO, MAYA, SHARED, T0


def a_series(**changes):
    series = Series(
        id=3,
        name="Website check-in",
        channel=SHARED,
        starts=date(2026, 3, 5),
        at=time(14),
        zone="Europe/Berlin",
        ask_hours_before=4,
        made_by=ANNA,
        made_at=T0,
        marketing=(ANNA, BEN),
        it=(IVO,),
        questions=("What moved?", "What blocks you?"),
    )
    return replace(series, **changes)


def a_check_in(*, state=State.PLANNED, answers=(), **changes):
    series = a_series(**changes)
    occurrence = replace(next_occurrence(series, after=T0), state=state)
    return CheckIn(series=series, occurrence=occurrence, answers={a.person: a for a in answers})


def test_the_next_one_is_named_by_its_date_and_asked_about_beforehand():
    occurrence = next_occurrence(a_series(), after=T0)

    assert occurrence.slot == "2026-03-05"
    assert occurrence.due_at == datetime(2026, 3, 5, 13, tzinfo=UTC)
    assert occurrence.ask_at == datetime(2026, 3, 5, 9, tzinfo=UTC)


def test_it_stays_on_its_local_time_when_the_clocks_change():
    before = next_occurrence(a_series(), after=datetime(2026, 3, 25, tzinfo=UTC))
    after = next_occurrence(a_series(), after=before.due_at)

    assert after.slot == "2026-04-02"
    assert after.due_at - before.due_at == timedelta(days=7, hours=-1)


def test_participants_of_both_sides_may_answer_until_it_is_due():
    check_in = a_check_in()
    due_at = check_in.occurrence.due_at

    for person in (ANNA, BEN, IVO):
        check_answer(check_in, person, now=due_at - timedelta(seconds=1))
    with pytest.raises(CheckInOver, match="in the thread"):
        check_answer(check_in, ANNA, now=due_at)


@pytest.mark.parametrize("state", [State.DONE, State.SKIPPED])
def test_nobody_answers_what_is_over(state):
    with pytest.raises(CheckInOver):
        check_answer(a_check_in(state=state), ANNA, now=T0)


def test_others_learn_nothing_about_it():
    with pytest.raises(SeriesNotFound):
        check_answer(a_check_in(state=State.DONE), MAYA, now=T0)


def test_who_has_not_answered_is_silent():
    answer = Answer(person=BEN, words=("All of it", ""), answered_at=T0)

    assert a_check_in(answers=[answer]).silent == (ANNA, IVO)
