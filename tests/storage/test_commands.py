"""What is told straight to the driver is written as SQLAlchemy would write it."""

import pytest
from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.commands import Command
from storage.mapping import table_of
from storage.rows.message import HandledRow, MessageRow
from tests.builders import T0
from tests.marks import on_both

HANDLED, OUTBOX = table_of(HandledRow), table_of(MessageRow)
ADD = insert(HANDLED).inline()
LATER = (
    update(HANDLED)
    .where(HANDLED.c.team == bindparam("of_team"))
    .values(handled_at=bindparam("new"))
)


def a_row(key, **changes):
    return {"team": "T1", "key": key, "handled_at": T0} | changes


def rows(tx, table=HANDLED):
    return [tuple(row) for row in tx.connection.execute(select(table).order_by(table.c.key))]


@on_both
def test_one_row_and_many_are_written(desk):
    with desk.transaction() as tx:
        Command(ADD).tell(tx.connection, a_row("a"))
        Command(ADD).tell(tx.connection, a_row("b"), a_row("c"))
        Command(ADD).tell(tx.connection)

    with desk.reading() as tx:
        assert rows(tx) == [("T1", key, T0) for key in "abc"]


@on_both
def test_it_tells_how_many_rows_were_written(desk):
    with desk.transaction() as tx:
        Command(ADD).tell(tx.connection, a_row("a"), a_row("b"), a_row("c", team="T2"))

        assert Command(LATER).run(tx.connection, {"of_team": "T1", "new": T0}) == 2
        assert Command(LATER).run(tx.connection, {"of_team": "T3", "new": T0}) == 0


@on_both
def test_what_a_row_does_not_name_is_as_usual(desk):
    row = {"team": "T1", "key": "a", "to": "U1", "state": "new"}

    with desk.transaction() as tx:
        Command(insert(OUTBOX).inline()).tell(tx.connection, row)

    with desk.reading() as tx:
        [found] = tx.connection.execute(select(OUTBOX)).mappings()
        assert (found["attempts"], found["generation"], found["text"]) == (0, 0, None)


@on_both
def test_its_errors_are_sqlalchemys(desk):
    with desk.database.engine.begin() as connection, pytest.raises(IntegrityError):
        Command(ADD).tell(connection, a_row("a"), a_row("a"))


@on_both
def test_listeners_hear_of_it(desk):
    heard = []
    event.listen(
        desk.database.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, words, *_: heard.append(words.split()[0]),
    )

    with desk.transaction() as tx:
        Command(ADD).tell(tx.connection, a_row("a"))

    assert "INSERT" in heard
