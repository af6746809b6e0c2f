"""What Home tabs show of many tickets: the right ones, in the right order, a page at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.approval import Verdict
from domain.home import COUNTED, PAGE, Spot, Tab
from domain.people import Side
from domain.ticket import Status, Visibility, Waiting
from storage.search import Reader
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM, a_filed, an_approval, with_answers
from tests.marks import on_both

pytestmark = on_both

AREAS = ("website", "crm")
TOMS = Reader(person=TOM, is_on_a_side=True)


@pytest.fixture
def home(desk):
    """Asks something of the lists that Home tabs are made of."""

    def asking(ask):
        with desk.reading() as tx:
            return ask(tx.home)

    return asking


@pytest.fixture
def file(desk):
    def file(*filed):
        with desk.transaction() as tx:
            for each in filed:
                tx.tickets.add(each)

    return file


def counted(home, person):
    """How long the lists of somebody of IT are."""
    reader = Reader(person=person, is_on_a_side=True)
    return home(lambda lists: lists.counts(reader, AREAS))


def numbers(found):
    return [row.ticket.id for row in found.rows]


def test_what_waits_for_somebody_comes_with_what_they_decide_first(home, file):
    file(
        a_filed(id=1, requester=MAYA, status=Status.RESOLVED, opened_at=T0 - timedelta(days=9)),
        a_filed(id=2, requester=MAYA, status=Status.NEW),
        a_filed(id=3, requester=MAYA, status=Status.OPEN),
        a_filed(id=4, approvers=(MAYA,)),
        a_filed(id=5, approvers=(IVO,)),
        a_filed(id=6, requester=BEN, status=Status.WAITING, waiting_for=Waiting.REQUESTER),
    )

    found = home(lambda lists: lists.waiting(MAYA, Spot()))

    assert numbers(found) == [4, 1, 2]
    assert [row.turn for row in found.rows] == ["1.0", "", ""]
    assert counted(home, MAYA)[Tab.WAITING] == 3


def test_who_has_decided_is_not_asked_any_more(home, file, desk):
    file(a_filed(id=4, approvers=(MAYA, IVO)))
    with desk.transaction() as tx:
        approval = an_approval(MAYA, IVO, ticket_id=4)
        [first, second] = approval.answers
        said = replace(first, verdict=Verdict.APPROVED, decided_at=T0)
        tx.approvals.save(with_answers(approval, said, second))

    assert numbers(home(lambda lists: lists.waiting(MAYA, Spot()))) == []


def test_my_requests_are_newest_first_and_a_backlog_by_what_is_due(home, file):
    file(
        a_filed(id=1, opened_at=T0, needed_by=date(2026, 4, 1)),
        a_filed(id=2, opened_at=T0 + timedelta(hours=1)),
        a_filed(id=3, opened_at=T0 + timedelta(hours=2), needed_by=date(2026, 3, 9)),
        a_filed(id=4, status=Status.CLOSED, closed_at=T0),
        a_filed(id=5, snoozed_until=T0, requester=BEN),
    )

    assert numbers(home(lambda lists: lists.of(Tab.MINE, ANNA, Spot()))) == [3, 2, 1]
    assert numbers(home(lambda lists: lists.of(Tab.BACKLOG, IVO, Spot()))) == [3, 1, 2]
    assert counted(home, ANNA)[Tab.MINE] == 3
    assert counted(home, IVO)[Tab.BACKLOG] == 3


def test_a_queue_begins_with_what_nobody_has_taken(home, file):
    file(
        a_filed(id=1, status=Status.IN_PROGRESS, needed_by=date(2026, 3, 3)),
        a_filed(id=2, status=Status.OPEN, needed_by=date(2026, 4, 1)),
        a_filed(id=3, status=Status.OPEN, area="crm", needed_by=date(2026, 3, 20)),
        a_filed(id=4, status=Status.OPEN, area="ads"),
        a_filed(id=5, status=Status.RESOLVED),
        a_filed(id=6, status=Status.NEW, area="crm"),
    )

    found = home(lambda lists: lists.queue(AREAS, TOMS, Spot()))

    assert numbers(found) == [3, 2, 6, 1, 5]
    assert counted(home, TOM)[Tab.QUEUE] == 5


def test_a_private_ticket_is_in_the_queue_of_its_people_alone(home, file):
    file(a_filed(id=1, visibility=Visibility.PRIVATE), a_filed(id=2))
    ivos = Reader(person=IVO, is_on_a_side=True)

    assert numbers(home(lambda lists: lists.queue(AREAS, TOMS, Spot()))) == [2]
    assert counted(home, TOM)[Tab.QUEUE] == 1
    assert numbers(home(lambda lists: lists.queue(AREAS, ivos, Spot()))) == [1, 2]


def test_lists_are_narrowed_to_an_area_and_to_a_side(home, file):
    file(
        a_filed(id=1, area="crm", status=Status.RESOLVED),
        a_filed(id=2, area="crm"),
        a_filed(id=3),
    )
    crm, its = Spot(area="crm"), Spot(side=Side.IT)

    assert numbers(home(lambda lists: lists.of(Tab.MINE, ANNA, crm))) == [2, 1]
    assert numbers(home(lambda lists: lists.of(Tab.BACKLOG, IVO, its))) == [2, 3]
    assert numbers(home(lambda lists: lists.queue(AREAS, TOMS, crm))) == [2, 1]
    assert numbers(home(lambda lists: lists.queue(AREAS, TOMS, its))) == [2, 3]
    assert numbers(home(lambda lists: lists.waiting(ANNA, crm))) == [1]


def test_a_list_comes_in_pages(home, file):
    file(*(a_filed(id=n, status=Status.OPEN) for n in range(1, 2 * PAGE + 2)))

    pages = [home(lambda lists, n=n: lists.queue(AREAS, TOMS, Spot(page=n))) for n in range(4)]

    assert [len(page.rows) for page in pages] == [PAGE, PAGE, 1, 0]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert [n for page in pages for n in numbers(page)] == list(range(1, 2 * PAGE + 2))


def test_nobody_counts_further_than_needed(home, file):
    file(*(a_filed(id=n, status=Status.RESOLVED) for n in range(1, COUNTED + 20)))

    found = counted(home, ANNA)

    assert found == dict.fromkeys((Tab.WAITING, Tab.MINE, Tab.QUEUE), COUNTED) | {Tab.BACKLOG: 0}


def test_a_lead_sees_where_both_sides_stand(home, file):
    old = T0 - timedelta(days=20)
    file(
        a_filed(id=1, status=Status.RESOLVED),
        a_filed(id=2, opened_at=old),
        a_filed(id=3),
        a_filed(id=4, status=Status.CLOSED, closed_at=T0),
    )

    sides = {found.side: found for found in home(lambda lists: lists.sides())}

    assert (sides[Side.MARKETING].count, sides[Side.MARKETING].oldest_at) == (1, T0)
    assert (sides[Side.IT].count, sides[Side.IT].oldest_at) == (2, old)


def test_where_nothing_is_open_nothing_is_old(home):
    assert {(found.count, found.oldest_at) for found in home(lambda lists: lists.sides())} == {
        (0, None)
    }
