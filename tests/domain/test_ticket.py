"""Whose move it is, and what a history entry keeps of it."""

import pytest

from domain.history import Entry, Event, happened
from domain.message import Card
from domain.people import Side
from domain.ticket import ENDS, Status, Waiting
from tests.builders import ANNA, IVO, STANDS, T0, TRIAGE, a_ticket


@pytest.mark.parametrize(
    ("status", "side"),
    [
        (Status.NEW, Side.MARKETING),
        (Status.AWAITING_APPROVAL, Side.IT),
        (Status.CHANGES_REQUESTED, Side.MARKETING),
        (Status.OPEN, Side.IT),
        (Status.IN_PROGRESS, Side.IT),
        (Status.RESOLVED, Side.MARKETING),
        (Status.CLOSED, None),
        (Status.DECLINED, None),
        (Status.CANCELLED, None),
    ],
)
def test_one_side_has_the_next_move_until_the_end(status, side):
    assert a_ticket(status=status).waits_on is side


@pytest.mark.parametrize(
    ("waiting_for", "side"),
    [
        (Waiting.REQUESTER, Side.MARKETING),
        (Waiting.IT, Side.IT),
        (Waiting.THIRD_PARTY, Side.IT),
    ],
)
def test_what_waits_is_on_the_side_that_can_get_it_going(waiting_for, side):
    assert a_ticket(status=Status.WAITING, waiting_for=waiting_for).waits_on is side


def test_every_way_to_stand_is_on_a_side_or_at_an_end():
    ends = {status for status, waiting_for in STANDS if not _side(status, waiting_for)}

    assert ends == ENDS


def _side(status, waiting_for):
    return a_ticket(status=status, waiting_for=waiting_for).waits_on


def test_an_entry_keeps_where_the_ticket_stood():
    ticket = a_ticket(status=Status.RESOLVED)

    entry = happened(ticket, Event.RESOLVED, by=ANNA, at=T0, words="All done")

    assert entry == Entry(
        ticket_id=7,
        event=Event.RESOLVED,
        by=ANNA,
        at=T0,
        status=Status.RESOLVED,
        waits_on=Side.MARKETING,
        words="All done",
        owner=IVO,
        area="website",
    )


def test_a_card_is_about_the_first_part_of_its_name():
    assert Card(key="k", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}").subject == "MT-7"
