"""A gesture counts once, and only together with its effects."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.errors import TicketNotFound
from tests.builders import T0
from tests.marks import on_both

pytestmark = on_both


def first_time(desk, key="press:1", now=T0):
    with desk.transaction() as tx:
        return tx.handled.first_time(key, now=now)


def test_a_gesture_is_new_once(desk):
    assert first_time(desk)
    assert not first_time(desk)
    assert first_time(desk, "press:2")


def test_a_gesture_whose_effects_were_undone_may_come_again(desk):
    def handle_and_fail():
        with desk.transaction() as tx:
            tx.handled.first_time("press:1", now=T0)
            tx.tickets.get(7)

    with pytest.raises(TicketNotFound):
        handle_and_fail()

    assert first_time(desk)


def test_of_many_deliveries_at_once_one_is_the_first(desk):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: first_time(desk), range(16)))

    assert answers.count(True) == 1


def test_only_what_is_older_is_forgotten(desk):
    first_time(desk, "old", T0 - timedelta(seconds=1))
    first_time(desk, "new", T0)

    with desk.transaction() as tx:
        assert tx.handled.forget(before=T0) == 1

    assert first_time(desk, "old")
    assert not first_time(desk, "new")
