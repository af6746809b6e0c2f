"""Leases: a message is one relay's at a time, and who comes too late changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from domain.delivery import Lease, State
from tests.builders import ANNA, BEN, T0
from tests.marks import on_both
from tests.storage.outbox_acts import (
    LATER,
    SOON,
    a_notice,
    claim,
    messages,
    put,
    put_off,
    settle,
    waiting,
)

only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@on_both
def test_a_lease_that_runs_is_respected(desk):
    put(desk, a_notice())
    claim(desk, until=SOON)

    assert claim(desk, real=SOON - timedelta(seconds=1)) == []


@on_both
def test_who_takes_over_an_old_lease_looks_first(desk):
    put(desk, a_notice())
    [first] = claim(desk, until=SOON)

    [second] = claim(desk, real=SOON, until=LATER)

    assert second.may_stand
    assert (second.generation, second.attempts) == (first.generation + 1, 2)
    assert second.since == T0


@on_both
@pytest.mark.parametrize("finish", [settle, put_off])
def test_who_was_overtaken_changes_nothing(desk, finish):
    put(desk, a_notice())
    [late] = claim(desk, until=SOON)
    [current] = claim(desk, real=SOON, until=LATER)

    assert not finish(desk, late)

    assert waiting(desk) == [a_notice()]
    assert claim(desk, real=SOON) == []
    assert settle(desk, current)


@on_both
def test_who_was_overtaken_does_not_undo_what_was_sent(desk):
    put(desk, a_notice())
    [late] = claim(desk, until=SOON)
    [current] = claim(desk, real=SOON, until=LATER)
    settle(desk, current)

    assert not put_off(desk, late, state=State.UNKNOWN)

    assert waiting(desk) == []


@on_both
def test_nothing_goes_to_a_place_that_somebody_is_sending_to(desk):
    put(desk, a_notice("1"))
    claim(desk, until=SOON)
    put(desk, a_notice("2"), a_notice("b", to=BEN))

    assert messages(claim(desk, real=T0)) == [a_notice("b", to=BEN)]


@on_both
def test_many_relays_claim_each_message_once(desk):
    put(desk, *(a_notice(f"n{n}", to=f"C{n}") for n in range(30)))

    def claim_all(_):
        claimed = []
        while found := claim(desk, limit=4):
            claimed += found
        return [m.key for m in messages(claimed)]

    with ThreadPoolExecutor(4) as pool:
        claimed = [key for keys in pool.map(claim_all, range(4)) for key in keys]

    # a relay may find nothing while others hold the rows it looked at: the next look finds them
    claimed += [m.key for m in messages(claim(desk, limit=30))]
    assert sorted(claimed) == sorted(f"n{n}" for n in range(30))


@only_postgresql
def test_a_relay_does_not_wait_for_what_another_is_claiming(desk):
    put(desk, a_notice("a", to=ANNA), a_notice("b", to=BEN))
    is_holding, may_go = Event(), Event()

    def claim_slowly():
        with desk.transaction() as tx:
            lease = Lease(since=T0, until=SOON)
            claims = tx.outbox.claim(lease, now=T0, busy=(), limit=1)
            is_holding.set()
            may_go.wait(timeout=10)
        return messages(claims)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(claim_slowly)
        assert is_holding.wait(timeout=10)
        quick = messages(claim(desk))
        may_go.set()

        assert quick == [a_notice("b", to=BEN)]
        assert slow.result() == [a_notice("a", to=ANNA)]
