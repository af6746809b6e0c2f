"""Whose turn it is, and who has how much to do."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.catalogue import Assign
from domain.routing import Load, Routed, Way, route
from tests.builders import IVO, MAYA, T0, TOM, a_catalogue, a_filed, filed
from tests.marks import on_both

pytestmark = on_both

CATALOGUE = a_catalogue()
PEOPLE = (IVO, MAYA, TOM)


def a_way(assign=Assign.ROUND_ROBIN, *, rule=None):
    return Way(area=CATALOGUE.areas[0], assign=assign, people=PEOPLE, rule=rule)


def chosen(desk, way):
    with desk.transaction() as tx:
        routed = route(way, CATALOGUE, load=tx.queues.load(way, CATALOGUE), now=T0)
        tx.queues.note(routed)
    return routed.owner


def test_of_those_in_turn_each_gets_one_before_anybody_gets_two(desk):
    assert [chosen(desk, a_way()) for _ in range(4)] == [IVO, MAYA, TOM, IVO]


def test_each_queue_has_its_own_turn(desk):
    chosen(desk, a_way())

    assert chosen(desk, a_way(rule="Maya's")) == IVO
    assert chosen(desk, a_way()) == MAYA


def test_who_has_the_fewest_open_tickets_is_counted(desk):
    for number, owner in enumerate((IVO, IVO, TOM), start=7):
        filed(desk, id=number, owner=owner)
    filed(desk, id=17, owner=MAYA, closed_at=T0)

    with desk.transaction() as tx:
        load = tx.queues.load(a_way(Assign.FEWEST_OPEN), CATALOGUE)

    assert load == Load(open={IVO: 2, TOM: 1})


def test_a_look_changes_nobodys_turn(desk):
    chosen(desk, a_way())

    with desk.reading() as tx:
        looked = tx.queues.look(a_way(), CATALOGUE)
        fresh = tx.queues.look(a_way(rule="another"), CATALOGUE)

    assert (looked, fresh) == (Load(last=IVO), Load())
    assert chosen(desk, a_way()) == MAYA


def test_nobody_is_noted_where_nobody_was_chosen(desk):
    with desk.transaction() as tx:
        tx.queues.note(Routed(way=a_way(), owner=None))
        tx.queues.note(None)

    assert chosen(desk, a_way()) == IVO


@pytest.mark.parametrize("assign", [Assign.ROUND_ROBIN, Assign.FEWEST_OPEN])
@pytest.mark.parametrize("is_first", [True, False])
def test_two_that_come_at_once_go_to_two_people(desk, assign, is_first):
    way, both_began = a_way(assign), threading.Barrier(2)
    if not is_first:
        chosen(desk, way)

    def file(number):
        both_began.wait(20)
        with desk.transaction() as tx:
            routed = route(way, CATALOGUE, load=tx.queues.load(way, CATALOGUE), now=T0)
            threading.Event().wait(0.05)  # long enough for the other one to look meanwhile
            tx.tickets.add(a_filed(id=number, owner=routed.owner))
            tx.queues.note(routed)
        return routed.owner

    with ThreadPoolExecutor(2) as pool:
        owners = set(pool.map(file, (7, 8)))

    assert len(owners) == 2
