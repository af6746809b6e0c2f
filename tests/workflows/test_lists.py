"""Lists, and who may look at one ticket."""

from datetime import date, timedelta

import pytest

from domain.approval import taken_back
from domain.errors import TicketNotFound
from domain.history import Event, happened
from domain.lifecycle import Move
from domain.message import Card, Place
from domain.ticket import Status, Visibility, Waiting
from tests.builders import (
    ANNA,
    BEN,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    T0,
    TOM,
    TRIAGE,
    a_filed,
    a_press,
    an_approval,
    filed,
)
from tests.marks import on_both
from workflows import approval, fulfilment, lists

STRANGER = "U0SAM"
EVERYBODY = [ANNA, BEN, MARA, IVO, TOM, IRIS, MAYA, NOOR, STRANGER]

TRIAGE_CARD = f"MT-7:triage:{TRIAGE}"


def standing(desk, name, place):
    with desk.transaction() as tx:
        tx.workspaces.remember(url="https://acme.slack.com/", bot="UBOT")
        tx.posts.plan(Card(key="k", to=place.channel, name=name))
        tx.posts.stand({name: (place, None)})


def ids(listing):
    return [one.ticket.id for one in listing.rows]


@on_both
def test_my_requests_come_newest_first(desk):
    filed(desk, id=1)
    filed(desk, id=2, opened_at=T0 + timedelta(days=1))
    filed(desk, id=3, requester=BEN)

    assert ids(lists.of_requester(desk, ANNA)) == [2, 1]


@on_both
def test_a_backlog_comes_by_what_is_due_first(desk):
    filed(desk, id=1)
    filed(desk, id=2, needed_by=date(2026, 4, 2))
    filed(desk, id=3, owner=TOM)
    filed(desk, id=4, needed_by=date(2026, 4, 1))

    assert ids(lists.of_owner(desk, IVO)) == [4, 2, 1]


def test_a_list_is_no_longer_than_can_be_shown(desk):
    for number in range(1, lists.LIMIT + 3):
        filed(desk, id=number)

    listing = lists.of_owner(desk, IVO)
    assert (len(listing.rows), listing.how_many) == (lists.LIMIT, lists.LIMIT + 2)


def test_my_requests_link_to_my_own_cards(desk):
    filed(desk)
    standing(desk, "MT-7:requester", Place(channel="D1", ts="1.5"))

    [mine] = lists.of_requester(desk, ANNA).rows

    assert mine.link == "https://acme.slack.com/archives/D1/p15"


def test_a_backlog_links_to_the_cards_in_triage(desk):
    filed(desk)
    standing(desk, TRIAGE_CARD, Place(channel=TRIAGE, ts="2.5"))

    [listed] = lists.of_owner(desk, IVO).rows

    assert listed.link == f"https://acme.slack.com/archives/{TRIAGE}/p25"


def test_a_card_that_does_not_stand_yet_has_no_link(desk):
    filed(desk)

    assert lists.of_owner(desk, IVO).rows[0].link is None


def test_a_private_ticket_leads_nobody_to_a_channel(desk):
    filed(desk, visibility=Visibility.PRIVATE)
    standing(desk, TRIAGE_CARD, Place(channel=TRIAGE, ts="2.5"))
    assert lists.of_owner(desk, IVO).rows[0].link is None

    standing(desk, f"MT-7:owner:{IVO}", Place(channel="D2", ts="3.5"))

    assert lists.of_owner(desk, IVO).rows[0].link == "https://acme.slack.com/archives/D2/p35"


@on_both
def test_what_waits_for_somebody_is_theirs_to_decide_answer_check_or_fill_in_oldest_first(desk):
    def older(days):
        return {"opened_at": T0 - timedelta(days=days)}

    filed(desk, id=1, approvers=(MAYA, ANNA), requester=BEN, **older(3))
    filed(desk, id=2, status=Status.RESOLVED, **older(2))
    filed(desk, id=3, status=Status.WAITING, waiting_for=Waiting.REQUESTER, **older(1))
    filed(desk, id=4, status=Status.NEW, request_type="", **older(4))
    filed(desk, id=5, status=Status.CHANGES_REQUESTED)
    filed(desk, id=6, status=Status.WAITING, waiting_for=Waiting.THIRD_PARTY)
    filed(desk, id=8)
    filed(desk, id=9, status=Status.RESOLVED, requester=BEN)
    filed(desk, id=10, status=Status.CLOSED, closed_at=T0)

    assert ids(lists.waiting_for(desk, ANNA)) == [4, 1, 2, 3, 5]
    assert ids(lists.waiting_for(desk, MAYA)) == [1]
    assert ids(lists.waiting_for(desk, IVO)) == []


@on_both
def test_what_was_decided_or_taken_back_waits_for_nobody(desk):
    filed(desk, id=7, approvers=(MAYA, TOM))
    filed(desk, id=8, approvers=(MAYA,))
    approval.decide(desk, a_press(by=TOM, ticket_id=7))
    fulfilment.move(desk, 8, Move.WITHDRAW, by=ANNA, key="press:2")

    assert ids(lists.waiting_for(desk, MAYA)) == []


@on_both
def test_who_is_asked_in_a_new_round_has_it_once_on_their_list(desk):
    before = filed(desk, approvers=(MAYA, TOM)).approval
    with desk.transaction() as tx:
        tx.approvals.replace_by(an_approval(MAYA, round=2), before=taken_back(before))

    assert ids(lists.waiting_for(desk, MAYA)) == [7]
    assert ids(lists.waiting_for(desk, TOM)) == []


def test_a_long_list_of_what_waits_says_how_many_there_are(desk):
    for number in range(1, lists.LIMIT + 2):
        filed(desk, id=number, status=Status.RESOLVED)
    filed(desk, id=99, approvers=(ANNA,), requester=BEN)

    listing = lists.waiting_for(desk, ANNA)

    assert (len(listing.rows), listing.how_many) == (lists.LIMIT, lists.LIMIT + 2)


def test_what_is_put_aside_is_not_in_the_backlog(desk):
    filed(desk, id=1, snoozed_until=T0 + timedelta(days=3))
    filed(desk, id=2)

    assert ids(lists.of_owner(desk, IVO)) == [2]


@on_both
@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.RESTRICTED])
def test_a_search_finds_a_private_ticket_only_for_those_with_a_part_in_it(desk, visibility):
    filed(desk, visibility=visibility, watchers=(TOM,), approvers=(MAYA,), filed_by=MARA)

    finders = [p for p in EVERYBODY if ids(lists.search(desk, "spring", viewer=p))]

    assert finders == [ANNA, MARA, IVO, TOM, MAYA]


@on_both
def test_who_is_on_no_side_finds_only_what_they_have_a_part_in(desk):
    filed(desk, id=1)
    filed(desk, id=2, requester=STRANGER)

    assert ids(lists.search(desk, "spring", viewer=STRANGER)) == [2]


def test_a_search_says_that_nobody_counted_further(desk):
    with desk.transaction() as tx:
        for number in range(1, 203):
            tx.tickets.add(a_filed(id=number))

    listing = lists.search(desk, "spring", viewer=BEN)

    assert (len(listing.rows), listing.how_many, listing.is_cut) == (lists.LIMIT, 200, True)


def test_the_emoji_is_told_before_there_is_a_catalogue(desk):
    assert lists.ticket_emoji(desk.of("T2")) == lists.ticket_emoji(desk) == "ticket"


@pytest.mark.parametrize(
    ("viewer", "card"),
    [
        (ANNA, "MT-7:requester"),
        (IVO, TRIAGE_CARD),
        (TOM, TRIAGE_CARD),
        (IRIS, TRIAGE_CARD),
        (NOOR, f"MT-7:approval:{NOOR}"),
        (BEN, f"MT-7:reader:{BEN}"),
        (MARA, f"MT-7:reader:{MARA}"),
    ],
)
def test_who_is_part_of_a_ticket_or_of_a_side_sees_it_as_their_own_card(desk, viewer, card):
    before = filed(desk, approvers=(MAYA, NOOR))

    looked = lists.ticket(desk, 7, viewer=viewer)

    assert (looked.name, looked.shown.filed) == (card, before)


@pytest.mark.parametrize(
    ("viewer", "visibility"),
    [
        ("U0STRANGER", Visibility.BOTH_SIDES),
        (NOOR, Visibility.BOTH_SIDES),
        (BEN, Visibility.PRIVATE),
        (MARA, Visibility.PRIVATE),
        (TOM, Visibility.PRIVATE),
        (IRIS, Visibility.RESTRICTED),
    ],
)
def test_to_everybody_else_it_looks_as_if_it_were_not_there(desk, viewer, visibility):
    filed(desk, approvers=(MAYA,), visibility=visibility)

    with pytest.raises(TicketNotFound) as refusal:
        lists.ticket(desk, 7, viewer=viewer)

    assert str(refusal.value) == str(TicketNotFound(7))


def test_a_ticket_is_shown_with_its_history(desk):
    ticket = filed(desk).ticket
    entry = happened(ticket, Event.FILED, by=ANNA, at=T0)
    with desk.transaction() as tx:
        tx.history.add(entry)

    assert lists.ticket(desk, 7, viewer=ANNA).shown.history == [entry]
