"""One transaction: all of it or nothing; readings only look; errors keep people's words."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from domain.errors import TicketNotFound
from domain.message import Notice
from storage.conflicts import Conflict
from storage.transaction import NestedTransaction
from tests.builders import ANNA, IVO, MAYA, TOM, a_filed, filed, saved
from tests.marks import on_both

pytestmark = on_both


def test_what_failed_leaves_nothing_behind(desk):
    def put_and_fail():
        with desk.transaction() as tx:
            tx.tickets.add(a_filed())
            tx.outbox.put(Notice(key="k", to=ANNA, text="hello"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()

    with desk.reading() as tx:
        assert tx.outbox.waiting() == []
    with pytest.raises(TicketNotFound):
        saved(desk)


def test_a_reading_cannot_write(desk):
    with pytest.raises(DBAPIError), desk.reading() as tx:
        tx.tickets.add(a_filed())


def test_a_transaction_after_a_reading_can_write(desk):
    with desk.reading():
        pass

    filed(desk)

    assert saved(desk).ticket.id == 7


def test_a_reading_waits_for_no_writer(desk):
    ticket = filed(desk).ticket
    with ThreadPoolExecutor(1) as pool, desk.transaction() as tx:
        tx.tickets.filed(7, lock=True)
        tx.tickets.save(replace(ticket, owner=MAYA))

        assert pool.submit(saved, desk).result(timeout=5).ticket.owner == IVO


def test_a_reading_sees_one_moment_throughout(desk):
    ticket = filed(desk).ticket

    def save():
        with desk.transaction() as tx:
            tx.tickets.save(replace(ticket, owner=MAYA))

    with ThreadPoolExecutor(1) as pool, desk.reading() as tx:
        before = tx.tickets.get(7)
        pool.submit(save).result(timeout=5)

        assert tx.tickets.get(7) == before
    assert saved(desk).ticket.owner == MAYA


@pytest.mark.parametrize("inner", ["transaction", "reading"])
@pytest.mark.parametrize("outer", ["transaction", "reading"])
def test_no_transaction_opens_inside_another(desk, outer, inner):
    with getattr(desk, outer)(), pytest.raises(NestedTransaction), getattr(desk.of("T2"), inner)():
        pass


def test_a_refused_transaction_leaves_the_thread_free(desk):
    with pytest.raises(NestedTransaction), desk.transaction(), desk.transaction():
        pass

    filed(desk)


def test_two_who_make_the_same_row_meet_in_a_conflict(desk):
    filed(desk)

    with pytest.raises(Conflict):
        filed(desk)


def test_an_error_shows_nobodys_words(desk):
    filed(desk)

    with pytest.raises(Conflict) as error:
        filed(desk, summary="secret plan", owner=TOM)

    assert "secret plan" not in "".join(map(str, (error.value, error.value.__cause__)))
