"""The outbox as the relay uses it: what stands, what is kept, who hears of it."""

from datetime import timedelta

import pytest

from domain.delivery import CardPost, Sent, State, identity_of
from domain.message import Card, Notice, Place
from tests.builders import ANNA, IVO, NOOR, T0, TRIAGE, a_catalogue, filed
from tests.marks import on_both
from tests.workflows.saying import cards, notices
from workflows import catalogue, delivery

CARD = Card(key="c", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}")
NOTICE = Notice(key="n", to=ANNA, text="hello")
HERE, ELSEWHERE = Place(channel=TRIAGE, ts="1.1"), Place(channel=TRIAGE, ts="2.2")
LATER, LATEST = T0 + timedelta(seconds=30), T0 + timedelta(seconds=60)


def put(desk, *messages):
    with desk.transaction() as tx:
        tx.outbox.put(*messages)


def claimed(desk, *messages, real=T0):
    """The claim on the last of these messages."""
    put(desk, *messages)
    return delivery.claim(desk, real=real, held_until=LATER, busy=(), limit=9)[-1]


def post_of(desk, name=CARD.name):
    with desk.reading() as tx:
        return tx.posts.standing(name)


def unreachable(desk, claim, reason="not_in_channel"):
    delivery.cannot_reach(desk, claim, reason=reason)


@on_both
def test_a_private_word_is_left_once(desk):
    for _ in range(2):
        delivery.tell(desk, NOTICE)

    assert delivery.waiting(desk) == [NOTICE]


@on_both
def test_a_card_stands_where_it_was_sent(desk):
    claim = claimed(desk, CARD)
    assert delivery.thread_of(desk, CARD.name) == (None, True)

    delivery.sent(desk, Sent(claim=claim, place=HERE))

    assert delivery.thread_of(desk, CARD.name) == (HERE, False)
    assert delivery.waiting(desk) == []


def test_who_was_overtaken_moves_no_card(desk):
    late = claimed(desk, CARD)
    [current] = delivery.claim(desk, real=LATER, held_until=LATER, busy=(), limit=1)
    delivery.sent(desk, Sent(claim=current, place=HERE))

    delivery.sent(desk, Sent(claim=late, place=ELSEWHERE))

    assert post_of(desk).place == HERE


@on_both
def test_many_are_saved_at_once_and_those_that_were_overtaken_change_nothing(desk):
    other = Card(key="d", to=ANNA, name="MT-8:requester")
    there = Place(channel="D0ANNA", ts="2.2")
    put(desk, other)
    [late] = delivery.claim(desk, real=T0, held_until=T0, busy=(), limit=1)
    [current] = delivery.claim(desk, real=LATER, held_until=LATEST, busy=(), limit=1)
    put(desk, CARD)
    [first] = delivery.claim(desk, real=LATER, held_until=LATEST, busy=(), limit=1)
    assert late.generation == first.generation != current.generation

    delivery.sent(desk, Sent(claim=late, place=there), Sent(claim=first, place=HERE))

    assert (post_of(desk).place, post_of(desk, other.name).place) == (HERE, None)
    delivery.sent(desk, Sent(claim=current, place=there))
    assert post_of(desk, other.name).place == there


@on_both
def test_what_was_sent_is_saved_with_the_next_claim(desk):
    sent = Sent(claim=claimed(desk, CARD), place=HERE)

    again = delivery.claim(desk, sent=[sent], real=T0, held_until=LATER, busy=(), limit=9)

    assert (again, post_of(desk).place) == ([], HERE)
    assert delivery.waiting(desk) == []


def test_a_card_that_nobody_put_is_not_coming(desk):
    assert delivery.thread_of(desk, CARD.name) == (None, False)
    assert post_of(desk) == CardPost(place=None, copies=0)


@on_both
def test_a_deleted_card_is_sent_again_as_another_copy(desk):
    delivery.sent(desk, Sent(claim=claimed(desk, CARD), place=HERE))
    assert identity_of(CARD, post_of(desk)) == f"{CARD.name}#0"
    claim = claimed(desk, Card(key="c2", to=TRIAGE, name=CARD.name))

    delivery.is_gone(desk, claim, HERE, until=T0)

    assert identity_of(CARD, post_of(desk)) == f"{CARD.name}#1"
    assert (post_of(desk).place, post_of(desk).is_unwanted) == (None, False)
    assert delivery.thread_of(desk, CARD.name) == (None, True)
    [again] = delivery.claim(desk, real=T0, held_until=LATER, busy=(), limit=1)
    assert not again.may_stand


def test_a_card_that_was_deleted_twice_is_not_wanted():
    assert CardPost(place=None, copies=2).is_unwanted


def test_a_notice_is_known_by_its_key(desk):
    assert identity_of(NOTICE, None) == "n"


def test_what_comes_too_late_is_dropped(desk):
    claim = claimed(desk, NOTICE)

    delivery.drop(desk, claim, reason="too late")

    assert delivery.waiting(desk) == []


def test_what_is_put_off_waits(desk):
    claim = claimed(desk, NOTICE)

    delivery.put_off(desk, claim, until=LATER, state=State.UNKNOWN, reason="lost")

    assert delivery.waiting(desk) == [NOTICE]


@pytest.mark.parametrize(
    "message",
    [CARD, Notice(key="n", to=TRIAGE, text="hello", thread=CARD.name)],
    ids=["card", "notice"],
)
@on_both
def test_what_triage_cannot_get_its_owner_does(desk, message):
    filed(desk)

    unreachable(desk, claimed(desk, message))

    to_owner, to_noor = delivery.waiting(desk)
    assert (to_owner.to, to_owner.key) == (IVO, f"{message.key}:owner")
    assert to_noor.to == NOOR


@pytest.mark.parametrize(
    "message",
    [
        NOTICE,
        Notice(key="d", to=TRIAGE, text="This week"),
        Card(key="d", to=TRIAGE, name="digest:2026-W10"),
        Card(key="d", to=TRIAGE, name=f"MT-99:triage:{TRIAGE}"),
        Card(key="d", to=ANNA, name="MT-7:requester"),
    ],
    ids=["person", "channel", "digest", "no ticket", "not triage"],
)
def test_elsewhere_only_a_coordinator_hears_of_it(desk, message):
    filed(desk)

    unreachable(desk, claimed(desk, message))

    assert [to for to, _ in notices(desk)] == [NOOR]
    assert cards(desk) == set()


def test_what_is_kept_is_sent_when_its_place_opens(desk):
    filed(desk)
    unreachable(desk, claimed(desk, CARD))

    delivery.revive(desk, TRIAGE)

    assert CARD in delivery.waiting(desk)


def test_who_was_overtaken_parks_nothing(desk):
    filed(desk)
    late = claimed(desk, CARD)
    delivery.claim(desk, real=LATER, held_until=LATER, busy=(), limit=1)

    unreachable(desk, late)

    assert delivery.waiting(desk) == [CARD]


def test_a_desk_without_a_catalogue_keeps_what_it_cannot_send(desk):
    other = desk.of("T2")

    unreachable(other, claimed(other, NOTICE))

    assert delivery.waiting(other) == []


def test_every_coordinator_hears_of_a_closed_place_but_the_one_it_is(desk):
    catalogue.apply(desk, a_catalogue(coordinators=(NOOR, IVO)), by=NOOR)

    unreachable(desk, claimed(desk, Notice(key="x", to=IVO, text="hello")), "user_disabled")

    assert [to for to, _ in notices(desk)] == [NOOR]


@on_both
def test_what_was_said_reaches_the_owner_where_triage_is_closed(desk):
    filed(desk)
    said = Card(key="s", to=TRIAGE, name="comment:1:triage", thread=CARD.name)

    unreachable(desk, claimed(desk, said))

    with desk.reading() as tx:
        places = {place.name: place for place in tx.posts.about("comment:1")}
    assert places["comment:1:owner"].to == IVO
    assert places["comment:1:owner"].thread == f"MT-7:owner:{IVO}"
