"""What is written all day: compiled once, and told straight to the driver.

The twin of `storage.prepared` for INSERT, UPDATE and DELETE: of a short one, SQLAlchemy's way costs
ten times what the database's does. Listeners to `before_cursor_execute` hear of them, too; errors
are SQLAlchemy's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Update
from sqlalchemy.sql.compiler import SQLCompiler

from storage.engine import as_told
from storage.prepared import Convert, into

Given = Mapping[str, Any]


class Command:
    """A statement that writes. Of an INSERT, every row it is given has the same columns."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self.statement = statement
        self._told: dict[tuple[str, tuple[str, ...]], _Told] = {}

    def run(self, connection: Connection, given: Given) -> int:
        """How many rows were written; not to be believed inside `tx.together()`."""
        return int(self._for(connection, given).run(connection, given).rowcount)

    def tell(self, connection: Connection, given: Given) -> None:
        """The same where nobody asks: inside `tx.together()` it waits for nothing."""
        self._for(connection, given).run(connection, given)

    def tell_each(self, connection: Connection, rows: Sequence[Given]) -> None:
        """For each of these rows."""
        if len(rows) == 1:
            self.tell(connection, rows[0])
        elif rows:
            self._for(connection, rows[0]).run_each(connection, rows)

    def returned(self, connection: Connection, given: Given) -> tuple[Any, ...] | None:
        """The first row that it gives back, as the driver says it."""
        told = self._for(connection, given)
        try:
            row: tuple[Any, ...] | None = told.run(connection, given).fetchone()
        except connection.dialect.loaded_dbapi.Error as error:
            raise as_told(error, connection) from error
        return row

    def _for(self, connection: Connection, given: Given) -> "_Told":
        dialect = connection.dialect
        columns = tuple(given) if isinstance(self.statement, Insert) else ()
        told = self._told.get((dialect.name, columns))
        if told is None:
            told = _compiled(self.statement, dialect, columns)
            self._told[dialect.name, columns] = told
        return told


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A statement in the words of one database.

    `wants` are its parameters: the name of each, what it usually is, how the driver wants it.
    """

    words: str
    wants: tuple[tuple[str, Any, Convert | None], ...]
    is_by_name: bool

    def run(self, connection: Connection, given: Given) -> Any:
        values = self._values(given)
        connection.dispatch.before_cursor_execute(connection, None, self.words, values, None, False)
        driver: Any = connection.connection.dbapi_connection
        try:
            return driver.execute(self.words, values)
        except connection.dialect.loaded_dbapi.Error as error:
            raise as_told(error, connection) from error

    def run_each(self, connection: Connection, rows: Sequence[Given]) -> None:
        values = [self._values(given) for given in rows]
        connection.dispatch.before_cursor_execute(connection, None, self.words, values, None, True)
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.cursor().executemany(self.words, values)
        except connection.dialect.loaded_dbapi.Error as error:
            raise as_told(error, connection) from error

    def _values(self, given: Given) -> Any:
        values = [
            convert(given.get(name, usual)) if convert else given.get(name, usual)
            for name, usual, convert in self.wants
        ]
        if not self.is_by_name:
            return values
        return {name: value for (name, *_), value in zip(self.wants, values, strict=True)}


def _compiled(
    statement: Insert | Update | Delete, dialect: Dialect, columns: tuple[str, ...]
) -> _Told:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    assert isinstance(compiled, SQLCompiler)
    usual = {**compiled.params, **_left_out(compiled)}
    wants = [
        (name, usual[name], into(compiled.binds[name].type, dialect))
        for name in compiled.positiontup or usual
    ]
    return _Told(words=str(compiled), wants=tuple(wants), is_by_name=not compiled.positional)


def _left_out(compiled: SQLCompiler) -> dict[str, Any]:
    """What the columns hold that an INSERT does not name."""
    found: dict[str, Any] = {}
    for column in compiled.insert_prefetch:
        assert column.default is not None
        assert column.default.is_scalar, f"{column} is reckoned by SQLAlchemy"
        found[column.key] = column.default.arg  # type: ignore[attr-defined]
    return found
