"""The desk: transactions, whom they wake, and what is done anew after a conflict."""

from copy import deepcopy
from dataclasses import replace

import pytest

from domain.delivery import Lease, State
from domain.errand import to_look_at_groups
from domain.errors import NoCatalogue
from domain.message import Notice
from storage.conflicts import Conflict
from storage.transaction import NestedTransaction
from tests.builders import ANNA, T0
from workflows.desk import TRIES, rerun_on_conflict

NOTICE = Notice(key="n", to=ANNA, text="hello")


@pytest.fixture
def woken():
    return []


@pytest.fixture
def waking(desk, woken):
    """The desk, which keeps whether what it wakes for is committed."""

    def wake():
        with desk.reading() as tx:
            woken.append(len(tx.outbox.waiting()))

    return replace(desk, wake=wake)


@pytest.mark.parametrize("inner", ["transaction", "reading"])
@pytest.mark.parametrize("outer", ["transaction", "reading"])
def test_workflows_never_call_workflows(desk, outer, inner):
    with getattr(desk, outer)(), pytest.raises(NestedTransaction), getattr(desk.of("T2"), inner)():
        pass


def test_the_relay_is_woken_after_the_commit(waking, woken):
    with waking.transaction() as tx:
        tx.outbox.put(NOTICE)
        assert woken == []

    assert woken == [1]


def test_the_reader_is_woken_for_errands_alone(waking, woken):
    errands = []
    desk = replace(waking, wake_reader=lambda: errands.append("woken"))

    with desk.transaction() as tx:
        tx.outbox.put(NOTICE)
    assert (woken, errands) == ([1], [])
    with desk.transaction() as tx:
        tx.errands.put(to_look_at_groups(because="test"))

    assert (woken, errands) == ([1], ["woken"])


def test_nobody_is_woken_for_nothing(waking, woken):
    with waking.transaction() as tx:
        tx.handled.first_time("k", now=T0)
    with waking.reading():
        pass

    assert woken == []


def test_nobody_is_woken_for_what_was_undone(waking, woken):
    def put_and_fail():
        with waking.transaction() as tx:
            tx.outbox.put(NOTICE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()

    assert woken == []


def test_a_place_that_opens_wakes_the_relay_for_what_was_kept(waking, woken):
    lease = Lease(since=T0, until=T0)
    with waking.transaction() as tx:
        tx.outbox.put(NOTICE)
        [kept] = tx.outbox.claim(lease, now=T0, busy=(), limit=1)
        tx.outbox.settle(kept, State.PARKED, now=T0)
    woken.clear()

    with waking.transaction() as tx:
        tx.outbox.revive(ANNA)

    assert woken == [1]


def test_there_is_one_desk_however_often_it_is_copied(desk):
    assert deepcopy(desk) is desk


def test_a_desk_of_another_team_is_otherwise_the_same(desk):
    other = desk.of("T2")

    assert (other.team, desk.team) == ("T2", "T1")
    assert replace(other, team="T1") == desk


def test_the_catalogue_in_memory_needs_no_transaction(desk):
    with desk.transaction():
        assert desk.catalogue().zone == "Europe/Berlin"


def test_without_a_catalogue_the_desk_says_so(desk):
    with pytest.raises(NoCatalogue):
        desk.of("T2").catalogue()


def conflicting(times):
    """A workflow that meets so many conflicts first; and how often it was run."""
    runs = []

    @rerun_on_conflict
    def workflow(_desk, value):
        """Do it."""
        runs.append(value)
        if len(runs) <= times:
            raise Conflict
        return value

    return workflow, runs


def test_a_conflict_is_not_shown_to_anybody(desk):
    workflow, runs = conflicting(TRIES - 1)

    assert workflow(desk, 7) == 7

    assert runs == [7] * TRIES


def test_a_conflict_that_does_not_end_is_an_error(desk):
    workflow, runs = conflicting(TRIES)

    with pytest.raises(Conflict):
        workflow(desk, 7)

    assert len(runs) == TRIES


def test_a_workflow_keeps_its_name_and_its_words(desk):
    workflow, _ = conflicting(0)

    assert (workflow.__name__, workflow.__doc__) == ("workflow", "Do it.")
