"""What is written all day: compiled once, and told straight to the driver.

The twin of `storage.prepared` for INSERT, UPDATE and DELETE: of a short one, SQLAlchemy's way costs
ten times what the database's does. Errors are SQLAlchemy's own.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update

from storage.engine import telling_as_sqlalchemy
from storage.spoken import Given, Spoken, spoken


class Command:
    """A statement that writes. Of an INSERT, all rows that are given have the same columns."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self.statement = statement
        self._spoken: dict[tuple[str, tuple[str, ...]], Spoken] = {}

    def run(self, connection: Connection, given: Given) -> int:
        """How many rows were written; nobody knows that yet inside `tx.together()`."""
        with telling_as_sqlalchemy(connection):
            return int(self._for(connection, given).execute(connection, given).rowcount)

    def tell(self, connection: Connection, *rows: Given) -> None:
        """For each of these rows, where nobody asks what came of it."""
        if not rows:
            return
        command = self._for(connection, rows[0])
        with telling_as_sqlalchemy(connection):
            if len(rows) == 1:
                command.execute(connection, rows[0])
            else:
                command.execute_each(connection, rows)

    def returned(self, connection: Connection, given: Given) -> Sequence[Any] | None:
        """The first row that it gives back, as the driver says it; None if there is none."""
        with telling_as_sqlalchemy(connection):
            row: Sequence[Any] | None = (
                self._for(connection, given).execute(connection, given).fetchone()
            )
            return row

    def _for(self, connection: Connection, given: Given) -> Spoken:
        dialect = connection.dialect
        columns = tuple(given) if isinstance(self.statement, Insert) else ()
        known = self._spoken.get((dialect.name, columns))
        if known is None:
            compiled = self.statement.compile(dialect=dialect, column_keys=list(columns) or None)
            known = self._spoken[dialect.name, columns] = spoken(Spoken, compiled, dialect)
        return known
