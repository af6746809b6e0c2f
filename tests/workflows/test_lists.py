"""Lists, and who may look at one ticket."""

from datetime import date, timedelta

import pytest

from domain.errors import TicketNotFound
from domain.history import Event, happened
from domain.message import Card, Place
from domain.ticket import Visibility
from tests.builders import ANNA, BEN, IRIS, IVO, MARA, MAYA, NOOR, T0, TOM, TRIAGE, filed
from tests.marks import on_both
from workflows import lists

TRIAGE_CARD = f"MT-7:triage:{TRIAGE}"


def standing(desk, name, place):
    with desk.transaction() as tx:
        tx.workspaces.remember(url="https://acme.slack.com/", bot="UBOT")
        tx.posts.plan(Card(key="k", to=ANNA, name=name))
        tx.posts.stand({name: (place, None)})


def ids(listed):
    return [one.ticket.id for one in listed]


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

    assert len(lists.of_owner(desk, IVO)) == lists.LIMIT


def test_my_requests_link_to_my_own_cards(desk):
    filed(desk)
    standing(desk, "MT-7:requester", Place(channel="D1", ts="1.5"))

    [mine] = lists.of_requester(desk, ANNA)

    assert mine.link == "https://acme.slack.com/archives/D1/p15"


def test_a_backlog_links_to_the_cards_in_triage(desk):
    filed(desk)
    standing(desk, TRIAGE_CARD, Place(channel=TRIAGE, ts="2.5"))

    [listed] = lists.of_owner(desk, IVO)

    assert listed.link == f"https://acme.slack.com/archives/{TRIAGE}/p25"


def test_a_card_that_does_not_stand_yet_has_no_link(desk):
    filed(desk)

    assert lists.of_owner(desk, IVO)[0].link is None


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
