"""The history of a ticket: all of it, in order, and nobody else's."""

from datetime import timedelta

from domain.history import Event, happened
from tests.builders import ANNA, IVO, T0, a_ticket, filed
from tests.marks import on_both

pytestmark = on_both


def test_entries_come_back_in_the_order_in_which_they_were_added(desk):
    filed(desk)
    told = [
        happened(a_ticket(), Event.TAKEN, by=IVO, at=T0 + timedelta(hours=1)),
        happened(a_ticket(), Event.COMMENTED, by=ANNA, at=T0, words="Any news?"),
        happened(a_ticket(), Event.NUDGED, by=None, at=T0),
    ]

    with desk.transaction() as tx:
        tx.history.add(*told[:2])
        tx.history.add(told[2])

    with desk.reading() as tx:
        assert tx.history.of(7) == told


def test_each_ticket_has_a_history_of_its_own(desk):
    filed(desk)
    filed(desk, id=8)

    with desk.transaction() as tx:
        tx.history.add(happened(a_ticket(id=8), Event.FILED, by=ANNA, at=T0))

    with desk.reading() as tx:
        assert tx.history.of(7) == []


def test_what_was_handed_on_is_counted_by_the_area_that_it_left(desk):
    for number in (7, 8):
        filed(desk, id=number)
    elsewhere = a_ticket(id=8, area="crm")
    told = [
        happened(a_ticket(), Event.FILED, by=ANNA, at=T0),
        happened(a_ticket(), Event.HANDED_OVER, by=IVO, at=T0),
        happened(a_ticket(), Event.HANDED_OVER, by=IVO, at=T0 + timedelta(days=8)),
        happened(a_ticket(id=8), Event.FILED, by=ANNA, at=T0),
        happened(elsewhere, Event.MOVED, by=IVO, at=T0),
        happened(elsewhere, Event.PASSED_ON, by=None, at=T0),
        happened(elsewhere, Event.COMMENTED, by=None, at=T0),
    ]
    with desk.transaction() as tx:
        tx.history.add(*told)

    with desk.reading() as tx:
        counted = tx.history.handed_on(T0, T0 + timedelta(days=7))

    assert counted == {
        ("website", Event.HANDED_OVER): 1,
        ("website", Event.MOVED): 1,
        ("crm", Event.PASSED_ON): 1,
    }
