"""What only PostgreSQL has: row locks, and those who wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from storage.conflicts import Conflict
from tests.builders import filed

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def test_who_wait_for_each_other_meet_in_a_conflict(desk):
    filed(desk, id=1)
    filed(desk, id=2)

    def lock_both(first, then, mine, theirs):
        try:
            with desk.transaction() as tx:
                tx.tickets.filed(first, lock=True)
                mine.set()
                theirs.wait(timeout=5)
                tx.tickets.filed(then, lock=True)
        except Conflict:
            return "conflict"
        return "done"

    one, two = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(lock_both, 1, 2, one, two), pool.submit(lock_both, 2, 1, two, one)]

    assert sorted(end.result() for end in ends) == ["conflict", "done"]
