"""What is put in the outbox, and which of it may be sent now."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.addressing import HELD
from domain.delivery import State
from domain.message import CardPlace
from domain.notification import News
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM
from tests.marks import on_both
from tests.storage.outbox_acts import (
    LATER,
    a_card,
    a_notice,
    claim,
    messages,
    put,
    put_off,
    revive,
    settle,
    waiting,
)

pytestmark = on_both


def test_messages_wait_whole_and_in_the_order_in_which_they_were_put(desk):
    whole = a_notice(
        thread="MT-7:requester",
        why="You follow MT-7.",
        news=News.TALK,
        not_before=T0,
        expires_at=LATER,
    )

    put(desk, a_card(), whole)
    put(desk, a_notice("last"))

    assert waiting(desk) == [a_card(), whole, a_notice("last")]


def test_only_the_first_message_with_a_key_is_kept(desk):
    put(desk, a_notice("same", text="first"), a_notice("same", text="second"))
    put(desk, a_notice("same", text="third"))

    assert waiting(desk) == [a_notice("same", text="first")]


def test_a_key_is_taken_for_ever(desk):
    put(desk, a_notice("same"))
    [sent] = claim(desk)
    settle(desk, sent)

    put(desk, a_notice("same", text="again"))

    assert waiting(desk) == []


def test_only_what_waits_for_quiet_hours_is_moved_with_them(desk):
    held = a_notice(f"MT-7{HELD}{ANNA}:x", not_before=LATER)
    others = a_notice(f"MT-7{HELD}{BEN}:x", to=BEN, not_before=LATER)
    planned = a_notice("digest", not_before=LATER)
    put(desk, held, others, planned)

    with desk.transaction() as tx:
        tx.outbox.hold(ANNA, until=None)

    assert waiting(desk) == [replace(held, not_before=None), others, planned]


def test_putting_a_card_plans_its_post(desk):
    put(desk, a_card())

    with desk.reading() as tx:
        assert tx.posts.about("MT-7") == [CardPlace(name="MT-7:triage", to=a_card().to)]


def test_the_outbox_knows_if_something_was_put(desk):
    with desk.transaction() as tx:
        tx.outbox.put()
        assert not tx.outbox.is_filled
        tx.outbox.put(a_notice())
        assert tx.outbox.is_filled


def test_each_place_gets_its_oldest_message(desk):
    put(desk, a_notice("a1", to=ANNA), a_notice("a2", to=ANNA), a_notice("b1", to=BEN))

    assert messages(claim(desk)) == [a_notice("a1", to=ANNA), a_notice("b1", to=BEN)]


def test_a_claim_says_all_that_its_courier_needs(desk):
    put(desk, a_notice())

    [found] = claim(desk)

    assert (found.team, found.message, found.since) == ("T1", a_notice(), T0)
    assert (found.generation, found.attempts, found.may_stand) == (1, 1, False)


def test_a_busy_place_is_left_alone(desk):
    put(desk, a_notice("a", to=ANNA), a_notice("b", to=BEN))

    assert messages(claim(desk, busy={ANNA})) == [a_notice("b", to=BEN)]


def test_no_more_than_the_limit_are_claimed_the_oldest_first(desk):
    put(desk, *(a_notice(person, to=person) for person in (TOM, ANNA, IVO, MAYA)))

    assert [m.to for m in messages(claim(desk, limit=2))] == [TOM, ANNA]
    assert [m.to for m in messages(claim(desk, limit=5))] == [IVO, MAYA]


def test_a_notice_waits_for_its_time_by_the_desks_clock(desk):
    put(desk, a_notice(not_before=LATER))

    assert claim(desk, real=LATER, now=LATER - timedelta(seconds=1)) == []
    assert messages(claim(desk, real=T0, now=LATER)) == [a_notice(not_before=LATER)]


def test_a_message_whose_time_has_not_come_holds_up_no_other(desk):
    put(desk, a_notice("later", not_before=LATER), a_notice("now"))

    assert messages(claim(desk)) == [a_notice("now")]


@pytest.mark.parametrize("state", [State.SENT, State.PARKED, State.DROPPED])
def test_what_is_settled_waits_no_more(desk, state):
    put(desk, a_notice())
    [found] = claim(desk)

    assert settle(desk, found, state)

    assert waiting(desk) == []
    assert claim(desk, real=LATER) == []


def test_the_next_message_for_a_place_goes_once_the_first_is_settled(desk):
    put(desk, a_notice("1"), a_notice("2"))
    [first] = claim(desk)
    assert claim(desk) == []

    settle(desk, first)

    assert messages(claim(desk)) == [a_notice("2")]


def test_what_was_put_off_comes_back_at_its_time(desk):
    put(desk, a_notice())
    [first] = claim(desk)

    assert put_off(desk, first, until=LATER)

    assert claim(desk, real=LATER - timedelta(seconds=1)) == []
    [again] = claim(desk, real=LATER)
    assert (again.attempts, again.since, again.may_stand) == (2, T0, False)


def test_what_was_put_off_holds_up_no_other_for_its_place(desk):
    put(desk, a_notice("1"), a_notice("2"))
    [first] = claim(desk)

    put_off(desk, first, until=LATER)

    assert messages(claim(desk)) == [a_notice("2")]


def test_after_an_unclear_answer_the_next_attempt_looks_first(desk):
    put(desk, a_notice())
    [first] = claim(desk)
    put_off(desk, first, until=LATER, state=State.UNKNOWN)

    [again] = claim(desk, real=LATER)

    assert again.may_stand


def test_what_was_kept_for_a_place_is_sent_when_it_opens(desk):
    put(desk, a_notice("a", to=ANNA), a_notice("b", to=BEN), a_notice("c", to=ANNA))
    for found in claim(desk):
        settle(desk, found, State.PARKED)
    [sent] = claim(desk)
    settle(desk, sent)

    assert revive(desk, ANNA) == 1

    [again] = claim(desk)
    assert (again.message, again.attempts, again.may_stand) == (a_notice("a", to=ANNA), 1, False)


def test_a_place_for_which_nothing_was_kept_changes_nothing(desk):
    put(desk, a_notice())

    with desk.transaction() as tx:
        assert tx.outbox.revive(ANNA) == 0
        assert not tx.outbox.is_filled
