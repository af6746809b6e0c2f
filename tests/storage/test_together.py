"""What is written together: one trip on PostgreSQL, and the same errors as one by one."""

import pytest

from domain.errors import TicketNotFound
from storage.conflicts import Conflict
from tests.builders import a_filed
from tests.marks import on_both

pytestmark = on_both


def add_together(desk, *filed):
    with desk.transaction() as tx, tx.together():
        for one in filed:
            tx.tickets.add(one)


def test_what_is_written_together_is_saved(desk):
    add_together(desk, a_filed(id=7), a_filed(id=8))

    with desk.reading() as tx:
        assert (tx.tickets.get(7).id, tx.tickets.get(8).id) == (7, 8)


def test_two_of_what_may_exist_once_are_a_conflict_and_nothing_is_saved(desk):
    with pytest.raises(Conflict):
        add_together(desk, a_filed(id=7), a_filed(id=7))

    with desk.reading() as tx, pytest.raises(TicketNotFound):
        tx.tickets.get(7)
