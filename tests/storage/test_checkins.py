from dataclasses import replace
from datetime import timedelta

import pytest

from domain.checkin import Answer
from domain.errors import SeriesNotFound
from tests.builders import ANNA, BEN, IVO, MAYA, T0
from tests.domain.test_checkin import a_series
from tests.marks import on_both

SLOT = "2026-03-05"


def saved(desk, **changes):
    with desk.transaction() as tx:
        return tx.checkins.add(a_series(id=0, **changes))


@on_both
def test_a_series_comes_back_whole(desk):
    series = saved(desk)

    with desk.reading() as tx:
        assert tx.checkins.get(series.id) == replace(series, id=series.id)
    assert series.id > 0
    assert replace(series, id=3) == a_series()


@on_both
def test_a_series_is_known_to_its_team_alone(desk):
    series = saved(desk)

    with desk.of("T2").reading() as tx:
        assert tx.checkins.of_person(ANNA) == []
        with pytest.raises(SeriesNotFound):
            tx.checkins.get(series.id)


@on_both
def test_people_find_what_they_made_and_what_they_take_part_in(desk):
    mine = saved(desk, made_by=IVO, marketing=(BEN,), it=(MAYA,))
    other = saved(desk, made_by=BEN, marketing=(ANNA,), it=(IVO,))

    with desk.reading() as tx:
        found = {p: [s.id for s in tx.checkins.of_person(p)] for p in (ANNA, MAYA, IVO)}

    assert found == {ANNA: [other.id], MAYA: [mine.id], IVO: [mine.id, other.id]}


@on_both
def test_an_answer_takes_the_place_of_the_one_before(desk):
    series = saved(desk)
    first = Answer(person=ANNA, words=("A lot", ""), answered_at=T0)
    second = Answer(person=ANNA, words=("", "A freeze"), answered_at=T0 + timedelta(hours=1))
    bens = Answer(person=BEN, words=("Nothing", "Nothing"), answered_at=T0)

    with desk.transaction() as tx:
        for answer in (first, bens, second):
            tx.checkins.save_answer(series.id, answer, slot=SLOT)

    with desk.reading() as tx:
        assert tx.checkins.answers(series.id, slot=SLOT) == {ANNA: second, BEN: bens}
        assert tx.checkins.answers(series.id, slot="2026-03-12") == {}
    with desk.of("T2").reading() as tx:
        assert tx.checkins.answers(series.id, slot=SLOT) == {}
