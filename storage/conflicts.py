"""Transactions that get in each other's way: done anew, or given up in time for the ack."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

TURN_SECONDS = 2


class Conflict(Exception):
    """Somebody saved the same thing meanwhile: run the workflow again from its start."""


class DatabaseBusy(Exception):
    """Another writer took longer than anybody may wait."""


class Turns:
    """Writers of one process, one after the other.

    SQLite's own way of waiting is to ask again now and then, so that the unlucky never get in.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises DatabaseBusy."""
        if not self._lock.acquire(timeout=TURN_SECONDS):
            raise DatabaseBusy("Another transaction is taking its time.")
        try:
            yield
        finally:
            self._lock.release()
