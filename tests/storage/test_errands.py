"""Errands: left once, run by one at a time, and kept until they are done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from domain.errand import Errand, ErrandKind
from tests.builders import T0
from tests.marks import on_both

pytestmark = on_both

SOON, LATER = T0 + timedelta(seconds=30), T0 + timedelta(seconds=60)


def an_errand(key="C1:1.0", **about):
    wanted = tuple(({"channel": "C1", "ts": "1.0"} | about).items())
    return Errand(key=key, kind=ErrandKind.TICKET_FROM_MESSAGE, about=wanted)


def put(desk, *errands):
    with desk.transaction() as tx:
        return [tx.errands.put(errand) for errand in errands]


def claim(desk, *, real=T0, until=SOON, limit=10):
    with desk.transaction() as tx:
        return tx.errands.claim(real=real, held_until=until, limit=limit)


def settle(desk, claim, reason=""):
    with desk.transaction() as tx:
        return tx.errands.settle(claim, now=T0, reason=reason)


def put_off(desk, claim, *, until):
    with desk.transaction() as tx:
        return tx.errands.put_off(claim, until=until, reason="Slack is away")


def is_due(desk, *, real):
    with desk.reading() as tx:
        return tx.errands.is_due(real=real)


def test_something_is_due_until_it_is_taken_and_again_once_its_lease_is_over(desk):
    assert not is_due(desk, real=T0)
    put(desk, an_errand())
    assert is_due(desk, real=T0)

    [taken] = claim(desk)

    assert not is_due(desk, real=T0)
    assert is_due(desk, real=SOON)
    settle(desk, taken)
    assert not is_due(desk, real=LATER)


def test_an_errand_comes_back_the_same(desk):
    assert put(desk, an_errand(by="U0ANNA")) == [True]

    [found] = claim(desk)

    assert (found.team, found.errand) == ("T1", an_errand(by="U0ANNA"))
    assert (found.generation, found.attempts) == (1, 1)


def test_of_errands_with_one_key_the_first_stays(desk):
    assert put(desk, an_errand(by="U0ANNA"), an_errand(by="U0BEN")) == [True, False]

    [found] = claim(desk)
    settle(desk, found)

    assert found.errand["by"] == "U0ANNA"
    assert put(desk, an_errand(by="U0BEN")) == [False]
    assert claim(desk, real=LATER) == []


def test_the_oldest_are_taken_first_and_no_more_than_asked_for(desk):
    put(desk, an_errand("c"), an_errand("a"), an_errand("b"))

    assert [c.errand.key for c in claim(desk, limit=2)] == ["c", "a"]
    assert [c.errand.key for c in claim(desk, limit=2)] == ["b"]
    assert claim(desk) == []


def test_who_runs_an_errand_has_it_alone_until_the_lease_is_over(desk):
    put(desk, an_errand())
    [first] = claim(desk)

    assert claim(desk, real=SOON - timedelta(seconds=1), until=LATER) == []
    [second] = claim(desk, real=SOON, until=LATER)

    assert (second.generation, second.attempts) == (2, 2)
    assert not settle(desk, first)
    assert not put_off(desk, first, until=T0)
    assert claim(desk, real=SOON) == []
    assert settle(desk, second)


def test_what_is_done_or_given_up_is_never_taken_again(desk):
    put(desk, an_errand("done"), an_errand("given up"))
    done, given_up = claim(desk)

    assert settle(desk, done)
    assert settle(desk, given_up, "the message is gone")

    assert claim(desk, real=LATER) == []


def test_what_was_put_off_comes_back_at_its_time(desk):
    put(desk, an_errand())
    [first] = claim(desk)

    assert put_off(desk, first, until=LATER)

    assert claim(desk, real=LATER - timedelta(seconds=1)) == []
    [again] = claim(desk, real=LATER)
    assert (again.errand, again.attempts) == (an_errand(), 2)


def test_of_many_who_look_at_once_each_errand_has_one_taker(desk):
    put(desk, *(an_errand(f"e{n}") for n in range(12)))

    with ThreadPoolExecutor(4) as pool:
        taken = [
            c.errand.key for cs in pool.map(lambda _: claim(desk, limit=3), range(8)) for c in cs
        ]

    assert sorted(taken) == sorted(f"e{n}" for n in range(12))
