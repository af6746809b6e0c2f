"""Ticks: again and again, each for itself."""

import time
from datetime import timedelta
from threading import Event

import pytest

from bot.timetable import TICKS, UNHURRIED, Timetable

OFTEN = timedelta(seconds=0.02)


def a_timetable(desk, *ticks, every=timedelta(hours=1)):
    return Timetable(desk, every=every, ticks=ticks)


def test_a_tick_that_fails_holds_up_no_other_and_is_logged(desk, caplog):
    ticked = []

    def failing(_desk):
        raise RuntimeError("boom")

    def working(given):
        ticked.append(given)

    a_timetable(desk, failing, working).tick()

    assert ticked == [desk]
    assert "failing failed" in caplog.text


def test_what_loads_a_library_of_its_own_is_left_out_where_a_start_waits(desk):
    ticked, loaded = [], []
    quick, slow = ticked.append, loaded.append

    a_timetable(desk, quick, slow).tick(but=[slow])

    assert (ticked, loaded) == ([desk], [])
    assert set(UNHURRIED) <= set(TICKS)


def test_it_ticks_again_and_again_even_after_a_failure(desk):
    ticked, is_enough = [], Event()

    def tick(_desk):
        ticked.append(1)
        if len(ticked) == 3:
            is_enough.set()
        raise RuntimeError("boom")

    timetable = a_timetable(desk, tick, every=OFTEN)
    timetable.start()

    assert is_enough.wait(timeout=10)
    timetable.stop()


def test_after_it_stopped_nothing_ticks(desk):
    has_ticked = Event()
    timetable = a_timetable(desk, lambda _: has_ticked.set(), every=OFTEN)
    timetable.start()
    assert has_ticked.wait(timeout=10)

    timetable.stop()
    has_ticked.clear()

    assert not has_ticked.wait(timeout=0.1)


def test_the_age_of_the_last_tick_starts_anew_with_each(desk):
    timetable = a_timetable(desk)
    while timetable.seconds_since_tick < 0.2:
        pass
    until = time.monotonic() + 10

    while timetable.seconds_since_tick >= 0.2:
        assert time.monotonic() < until
        timetable.tick()


@pytest.mark.parametrize("tick", TICKS, ids=lambda t: f"{t.__module__}.{t.__name__}")
@pytest.mark.parametrize("team", ["T1", "T2"], ids=["with a catalogue", "without"])
def test_every_tick_may_run_at_any_time_and_twice(desk, tick, team):
    for _ in range(2):
        tick(desk.of(team))
