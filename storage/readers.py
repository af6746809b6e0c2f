"""Connections to read by. SQLite's are kept: to take one anew costs more than many a question."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from storage.engine import begin, read_only


class Readers:
    """`at_most` so many are kept for the next readings; the pool has to have as many more."""

    def __init__(self, engine: Engine, *, at_most: int) -> None:
        self._engine = read_only(engine)
        self._at_most = at_most
        self._kept: list[Connection] = []

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment throughout and cannot write."""
        connection = self._taken()
        try:
            begin(connection, reading=True)
            yield connection
            _end(connection)
        except BaseException:
            connection.close()
            raise
        if len(self._kept) < self._at_most:
            self._kept.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        while self._kept:
            self._kept.pop().close()

    def _taken(self) -> Connection:
        try:
            return self._kept.pop()
        except IndexError:
            return self._engine.connect()


def _end(connection: Connection) -> None:
    """Also where SQLAlchemy knows of no transaction, as all was asked of the driver itself."""
    if connection.in_transaction():
        connection.rollback()
    else:
        raw: Any = connection.connection.dbapi_connection
        raw.rollback()
