"""Cards: all waiting rows of one post are one delivery."""

from datetime import timedelta

from domain.delivery import State
from tests.builders import ANNA
from tests.marks import on_both
from tests.storage.outbox_acts import (
    LATER,
    SOON,
    a_card,
    claim,
    messages,
    put,
    put_off,
    revive,
    settle,
    waiting,
)

pytestmark = on_both

ELSEWHERE = a_card("e", to=ANNA, name="MT-7:requester")


def has_waiting(desk, name="MT-7:triage"):
    with desk.reading() as tx:
        return tx.outbox.has_waiting(name)


def test_waiting_rows_of_one_card_are_claimed_and_settled_as_one(desk):
    put(desk, a_card("v1"), a_card("v2"), ELSEWHERE, a_card("v3"))

    found = claim(desk)

    assert [len(c.ids) for c in found] == [3, 1]
    assert messages(found) == [a_card("v1"), ELSEWHERE]
    settle(desk, found[0])
    assert waiting(desk) == [ELSEWHERE]


def test_a_row_that_comes_in_while_its_card_is_sent_is_sent_next(desk):
    put(desk, a_card("v1"))
    [first] = claim(desk)
    put(desk, a_card("v2"))
    assert claim(desk) == []

    settle(desk, first)

    assert messages(claim(desk)) == [a_card("v2")]


def test_rows_that_come_in_join_a_card_that_was_put_off(desk):
    put(desk, a_card("v1"))
    [first] = claim(desk)
    put_off(desk, first, until=LATER, state=State.UNKNOWN)
    put(desk, a_card("v2"))

    assert claim(desk, real=LATER - timedelta(seconds=1)) == []
    [again] = claim(desk, real=LATER)

    assert len(again.ids) == 2
    assert again.may_stand


def test_a_card_that_was_put_off_holds_up_no_other_card_of_its_place(desk):
    put(desk, a_card("v1"))
    [first] = claim(desk)
    put_off(desk, first, until=LATER)
    other = a_card("o", name="MT-8:triage")
    put(desk, other)

    assert messages(claim(desk)) == [other]


def test_a_card_waits_until_its_last_row_is_settled(desk):
    assert not has_waiting(desk)
    put(desk, a_card("v1"))
    assert has_waiting(desk)
    assert not has_waiting(desk, "MT-8:triage")

    [found] = claim(desk)
    assert has_waiting(desk)

    settle(desk, found, State.PARKED)
    assert not has_waiting(desk)


def test_a_kept_card_that_is_revived_forgets_no_unclear_answer(desk):
    put(desk, a_card("v1"))
    [kept] = claim(desk)
    settle(desk, kept, State.PARKED)
    put(desk, a_card("v2"))
    [unclear] = claim(desk)
    put_off(desk, unclear, until=SOON, state=State.UNKNOWN)
    revive(desk, a_card().to)

    [again] = claim(desk, real=SOON, until=LATER)

    assert len(again.ids) == 2
    assert again.may_stand


def test_who_sent_a_part_of_a_revived_card_is_overtaken_too(desk):
    put(desk, a_card("v1"))
    [kept] = claim(desk)
    settle(desk, kept, State.PARKED)
    put(desk, a_card("v2"))
    [first] = claim(desk, until=SOON)
    [late] = claim(desk, real=SOON, until=LATER)
    assert (first.generation, late.generation) == (1, 2)
    revive(desk, a_card().to)

    [current] = claim(desk, real=LATER, until=LATER + timedelta(seconds=30))

    assert current.generation > late.generation
    assert not settle(desk, late)
