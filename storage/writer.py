"""The connection to write by on SQLite: kept, as taking one anew costs more than a statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from storage.conflicts import Turns
from storage.engine import begin


class Writer:
    """Writers of one process take turns, so one connection is enough for all of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turns = Turns()
        self._kept: Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of one's own, committed at the end. Raises DatabaseBusy.

        A connection on which something failed is not used again.
        """
        with self._turns.taken():
            connection, self._kept = self._kept or self._engine.connect(), None
            try:
                with connection.begin():
                    begin(connection, reading=False)
                    yield connection
            except BaseException:
                connection.close()
                raise
            self._kept = connection

    def close(self) -> None:
        with self._turns.taken():
            if self._kept:
                self._kept.close()
            self._kept = None
