"""Connections to read by are kept, see each reading anew, and leave room for who writes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from sqlalchemy import event

from storage.transaction import Database
from tests.builders import IVO, T0, filed
from workflows.desk import Desk


@pytest.fixture
def narrow_desk(database_url):
    """A desk whose database keeps one connection to read by, and has one besides."""
    with closing(Database(database_url, pool_size=1)) as database:
        yield Desk(database=database, clock=lambda: T0, team="T1")


def backlog(desk):
    with desk.reading() as tx:
        return [ticket.id for ticket in tx.lists.of_owner(IVO, limit=9).tickets]


def linked(desk):
    with desk.reading() as tx:
        return tx.tickets.linked(7)


def test_a_second_reading_takes_no_connection_from_the_pool(narrow_desk):
    taken = []
    event.listen(narrow_desk.database.engine, "checkout", lambda *_: taken.append(1))

    backlog(narrow_desk)
    backlog(narrow_desk)

    assert len(taken) == 1


@pytest.mark.parametrize("ask", [backlog, linked], ids=["by the driver", "by SQLAlchemy"])
def test_a_kept_connection_sees_what_was_written_meanwhile(narrow_desk, ask):
    ask(narrow_desk)

    filed(narrow_desk)

    assert backlog(narrow_desk) == [7]


def test_a_reading_that_failed_holds_no_moment(narrow_desk):
    def read_and_fail():
        with narrow_desk.reading() as tx:
            tx.lists.of_owner(IVO, limit=9)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        read_and_fail()

    filed(narrow_desk)

    assert backlog(narrow_desk) == [7]


def test_many_readings_at_once_leave_room_for_a_writer(narrow_desk):
    filed(narrow_desk, id=6)
    met = Barrier(2)

    def read():
        with narrow_desk.reading() as tx:
            met.wait(timeout=5)
            return tx.lists.of_owner(IVO, limit=9).how_many

    with ThreadPoolExecutor(2) as pool:
        assert [one.result() for one in [pool.submit(read), pool.submit(read)]] == [1, 1]
    filed(narrow_desk)

    assert narrow_desk.database.engine.pool.checkedout() == 2  # to read by, and to write by


def write_and_fail(desk):
    with desk.transaction() as tx:
        tx.handled.first_time("k", now=T0)
        raise RuntimeError


def test_a_second_writing_takes_no_connection_from_the_pool_and_a_failed_one_leaves_none(
    narrow_desk,
):
    taken = []
    event.listen(narrow_desk.database.engine, "checkout", lambda *_: taken.append(1))

    filed(narrow_desk, id=6)
    filed(narrow_desk)
    assert len(taken) == 1
    with pytest.raises(RuntimeError):
        write_and_fail(narrow_desk)

    with narrow_desk.transaction() as tx:
        assert tx.handled.first_time("k", now=T0)
    assert len(taken) == 2


def test_a_closed_database_keeps_no_connection(narrow_desk):
    backlog(narrow_desk)

    narrow_desk.database.close()

    assert narrow_desk.database.engine.pool.checkedout() == 0
