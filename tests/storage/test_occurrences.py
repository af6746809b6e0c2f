from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import OperationalError

from domain.occurrence import Kind, Occurrence, State
from storage.conflicts import Conflict, DatabaseBusy
from tests.builders import T0
from tests.marks import on_both

WEEK = timedelta(weeks=1)


def an_occurrence(**changes):
    planned = Occurrence(kind=Kind.CHECK_IN, schedule="3", slot="2026-03-05", due_at=T0)
    return replace(planned, **changes)


def planned(desk, **changes):
    occurrence = an_occurrence(**changes)
    with desk.transaction() as tx:
        assert tx.occurrences.plan(occurrence)
    return occurrence


def at_once(desk, act):
    """What two threads are told that do the same thing at the same time."""
    start = Barrier(2)

    def acting(_):
        start.wait()
        try:
            with desk.transaction() as tx:
                return act(tx)
        except Conflict:
            return False

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(acting, range(2)))


@on_both
def test_a_slot_is_planned_only_once(desk):
    occurrence = planned(desk, ask_at=T0 - WEEK)

    with desk.transaction() as tx:
        assert not tx.occurrences.plan(replace(occurrence, due_at=T0 + WEEK))

    with desk.reading() as tx:
        assert tx.occurrences.planned(Kind.CHECK_IN) == [occurrence]
        assert tx.occurrences.planned(Kind.DIGEST) == []
        assert tx.occurrences.get(Kind.CHECK_IN, "3", slot="2026-03-05", lock=False) == occurrence
        assert tx.occurrences.get(Kind.CHECK_IN, "4", slot="2026-03-05") is None
    with desk.of("T2").reading() as tx:
        assert tx.occurrences.planned(Kind.CHECK_IN) == []


@on_both
def test_what_is_settled_keeps_its_slot_and_its_reason(desk):
    settled = replace(planned(desk), state=State.SKIPPED, settled_at=T0, reason="it was too late")

    with desk.transaction() as tx:
        assert tx.occurrences.settle(settled)
        assert not tx.occurrences.settle(replace(settled, state=State.DONE))
        assert not tx.occurrences.plan(an_occurrence())
        assert not tx.occurrences.call_off(an_occurrence())

    with desk.reading() as tx:
        assert tx.occurrences.planned(Kind.CHECK_IN) == []
        assert tx.occurrences.get(Kind.CHECK_IN, "3", slot="2026-03-05") == settled


@on_both
def test_people_are_asked_by_one_only(desk):
    asked = replace(planned(desk), asked_at=T0)

    with desk.transaction() as tx:
        assert tx.occurrences.ask(asked)
        assert not tx.occurrences.ask(asked)


@on_both
def test_what_is_called_off_can_be_planned_anew(desk):
    occurrence = planned(desk)

    with desk.transaction() as tx:
        assert not tx.occurrences.call_off(replace(occurrence, due_at=T0 + WEEK))
        assert tx.occurrences.call_off(occurrence)
        assert tx.occurrences.plan(replace(occurrence, due_at=T0 + WEEK))


@on_both
def test_of_two_replicas_one_settles(desk):
    for n in range(10):
        settled = replace(planned(desk, schedule=str(n)), state=State.DONE, settled_at=T0)

        assert at_once(desk, lambda tx, s=settled: tx.occurrences.settle(s)) == [False, True]


@on_both
def test_of_two_replicas_one_plans(desk):
    for n in range(10):
        occurrence = an_occurrence(schedule=str(n))

        assert at_once(desk, lambda tx, o=occurrence: tx.occurrences.plan(o)) == [False, True]


@on_both
def test_a_schedule_has_one_planned_occurrence_at_most(desk):
    planned(desk)

    with pytest.raises(Conflict), desk.transaction() as tx:
        tx.occurrences.plan(an_occurrence(slot="2026-03-12"))


@on_both
def test_what_is_locked_stays_as_it_is_until_the_transaction_ends(desk):
    settled = replace(planned(desk), state=State.DONE, settled_at=T0)

    def settling():
        with desk.transaction() as tx:
            return tx.occurrences.settle(settled)

    with ThreadPoolExecutor(1) as pool:
        with desk.transaction() as tx:
            tx.occurrences.get(Kind.CHECK_IN, "3", slot="2026-03-05", lock=True)
            with pytest.raises((OperationalError, DatabaseBusy)):  # it waited two seconds in vain
                pool.submit(settling).result()
        assert pool.submit(settling).result()
