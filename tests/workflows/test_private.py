"""A ticket that becomes private, or whose people change: who is told, and what loses its words."""

from dataclasses import replace

import pytest

from domain.lifecycle import Move
from domain.message import Card, Notice, Place
from domain.ticket import Status, Visibility
from tests.builders import ANNA, BEN, IVO, MARA, TOM, TRIAGE, a_comment, filed, saved
from tests.marks import on_both
from workflows import cards, delivery, fulfilment, intake

CHANNEL = "C0MARKETING"


def waiting_cards(desk):
    return {(m.name, m.to) for m in delivery.waiting(desk) if isinstance(m, Card)}


def drawn(desk, name, to):
    return cards.drawn(desk, [Card(key="", to=to, name=name)])[name].shown


def stand(desk, name, to, *, thread=None):
    """A post of this name stands there."""
    with desk.transaction() as tx:
        tx.posts.plan(Card(key="", to=to, name=name, thread=thread))
        channel = f"D{to}" if to.startswith("U") else to
        place = Place(channel=channel, ts=f"1.{len(name):06}")
        tx.posts.stand({name: (place, "")})


@pytest.fixture
def in_channels(desk):
    """A ticket for both sides that came from a channel and was talked about in triage."""
    before = filed(desk, watchers=(BEN,))
    with desk.transaction() as tx:
        tx.posts.adopt("origin:MT-7", CHANNEL, Place(channel=CHANNEL, ts="1.000001"))
        comment = tx.comments.add(a_comment(words="It is about Zoe"))
    stand(desk, "MT-7:requester", CHANNEL, thread="origin:MT-7")
    stand(desk, f"MT-7:triage:{TRIAGE}", TRIAGE)
    stand(desk, f"comment:{comment.id}:triage", TRIAGE, thread=f"MT-7:triage:{TRIAGE}")
    return before


@on_both
def test_what_becomes_private_leaves_the_channels_and_goes_on_in_messages(desk, in_channels):
    intake.edit(desk, 7, replace(in_channels.request, is_private=True), key="k")

    assert waiting_cards(desk) >= {
        ("MT-7:requester", ANNA),
        (f"MT-7:owner:{IVO}", IVO),
        (f"MT-7:watcher:{BEN}", BEN),
        (f"MT-7:left:{CHANNEL}", CHANNEL),
        (f"MT-7:triage:{TRIAGE}", TRIAGE),
        ("comment:1:triage", TRIAGE),
    }
    for name, to in waiting_cards(desk):
        shown = drawn(desk, name, to)
        assert shown.is_withheld == (to in (CHANNEL, TRIAGE))
        assert ("Spring" in str(shown)) != shown.is_withheld
        assert "Zoe" not in str(shown) or not shown.is_withheld


def test_a_word_for_the_requester_is_not_said_below_the_message_it_all_came_from(desk, in_channels):
    assert delivery.thread_of(desk, "origin:MT-7")[0]

    intake.edit(desk, 7, replace(in_channels.request, is_private=True), key="k")

    assert delivery.thread_of(desk, "origin:MT-7") == (None, False)
    assert delivery.thread_of(desk, f"MT-7:triage:{TRIAGE}") == (None, False)


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.RESTRICTED])
def test_the_owner_hears_of_a_private_ticket_directly(desk, visibility):
    filed(desk, status=Status.RESOLVED, visibility=visibility)

    fulfilment.move(desk, 7, Move.NOT_YET, by=ANNA, key="k", words="The form is missing")

    told = [m for m in delivery.waiting(desk) if isinstance(m, Notice)]
    assert {(m.to, m.thread) for m in told} == {(IVO, f"MT-7:owner:{IVO}")}


def test_who_took_a_private_ticket_over_has_its_card_and_who_had_it_reads_so(desk):
    filed(desk, watchers=(TOM,), visibility=Visibility.PRIVATE)
    stand(desk, f"MT-7:owner:{IVO}", IVO)

    fulfilment.move(desk, 7, Move.TAKE, by=TOM, key="k")

    assert saved(desk).ticket.owner == TOM
    assert (f"MT-7:owner:{TOM}", TOM) in waiting_cards(desk)
    assert (f"MT-7:owner:{IVO}", IVO) in waiting_cards(desk)
    left = drawn(desk, f"MT-7:owner:{IVO}", IVO)
    assert left.text == f"MT-7 is with <@{TOM}> now. Nothing is needed from you."


def test_who_filed_it_for_somebody_else_goes_on_seeing_it(desk):
    filed(desk, filed_by=MARA, visibility=Visibility.PRIVATE)
    stand(desk, f"MT-7:watcher:{MARA}", MARA)

    assert "Spring" in drawn(desk, f"MT-7:watcher:{MARA}", MARA).text


@pytest.mark.parametrize("visibility", Visibility)
def test_a_follow_up_begins_as_private_as_what_it_follows(desk, visibility):
    before = filed(desk, visibility=visibility)

    draft = intake.follow_up_of(before, desk.catalogue())

    assert draft.is_private == (visibility is not Visibility.BOTH_SIDES)
