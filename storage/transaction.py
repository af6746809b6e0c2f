"""One transaction: everything inside the block is saved, or nothing is."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.approvals import Approvals
from storage.card_links import CardLinks
from storage.catalogues import CatalogueCache, Catalogues, Workspaces
from storage.checkins import CheckIns
from storage.comments import Comments
from storage.company import People, Preferences
from storage.conflicts import Conflict, Turns
from storage.digests import Digests
from storage.drafts import Drafts
from storage.engine import begin, open_engine, read_only
from storage.errands import Errands
from storage.handled import Handled
from storage.history import History
from storage.home import HomeLists
from storage.occurrences import Occurrences
from storage.origins import Origins
from storage.outbox import Outbox
from storage.posts import Posts
from storage.search import Search
from storage.ticket_lists import TicketLists
from storage.tickets import Tickets

DEADLOCK_OR_SERIALIZATION = ("40P01", "40001")


class NestedTransaction(Exception):
    """A workflow called a workflow: what two share takes `tx` or plain values instead."""


class Transaction:
    """The repositories of one team."""

    def __init__(self, connection: Connection, team: str, cache: CatalogueCache) -> None:
        self.team = team
        self._connection = connection
        self.tickets = Tickets(connection, team)
        self.approvals = Approvals(connection, team)
        self.history = History(connection, team)
        self.home = HomeLists(connection, team)
        self.search = Search(connection, team)
        self.lists = TicketLists(connection, team)
        self.posts = Posts(connection, team)
        self.card_links = CardLinks(connection, team)
        self.outbox = Outbox(connection, team, self.posts)
        self.handled = Handled(connection, team)
        self.origins = Origins(self.posts, self.handled)
        self.catalogues = Catalogues(connection, team, cache)
        self.workspaces = Workspaces(connection, team)
        self.occurrences = Occurrences(connection, team)
        self.checkins = CheckIns(connection, team)
        self.digests = Digests(connection, team)
        self.comments = Comments(connection, team)
        self.errands = Errands(connection, team)
        self.people = People(connection, team)
        self.preferences = Preferences(connection, team)
        self.drafts = Drafts(connection, team)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written in here leaves in one go on PostgreSQL, instead of one by one.

        Nothing in here may need an answer; what fails is told at the end.
        """
        raw: Any = self._connection.connection.dbapi_connection
        dialect = self._connection.dialect
        failure = dialect.loaded_dbapi.Error
        try:
            with getattr(raw, "pipeline", nullcontext)():
                yield
        except failure as error:
            raise DBAPIError.instance(
                None, None, error, failure, hide_parameters=True, dialect=dialect
            ) from error


class Database:
    """Opens transactions, one at a time in each thread."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self._engine = open_engine(url, pool_size=pool_size)
        self._reader = read_only(self._engine)
        self._thread = threading.local()
        self._turns = Turns() if self._engine.dialect.name == "sqlite" else None
        self.cache = CatalogueCache()

    @property
    def engine(self) -> Engine:
        """For migrations and for tests that look behind the curtain."""
        return self._engine

    def writing(self, team: str) -> AbstractContextManager[Transaction]:
        """Raises Conflict where the work should be done anew, DatabaseBusy after two seconds."""
        turn = self._turns.taken() if self._turns else nullcontext()
        return self._transaction(self._engine, team, turn=turn, reading=False)

    def reading(self, team: str) -> AbstractContextManager[Transaction]:
        """Waits for no writer, cannot write, and sees one moment throughout."""
        return self._transaction(self._reader, team, turn=nullcontext(), reading=True)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(
        self, engine: Engine, team: str, *, turn: AbstractContextManager[None], reading: bool
    ) -> Iterator[Transaction]:
        if getattr(self._thread, "is_busy", False):
            raise NestedTransaction("A transaction is open in this thread already.")
        self._thread.is_busy = True
        try:
            with turn, engine.begin() as connection:
                begin(connection, reading=reading)
                yield Transaction(connection, team, self.cache)
        except DBAPIError as error:
            if _may_run_again(error):
                raise Conflict(str(error.orig)) from error
            raise
        finally:
            self._thread.is_busy = False


def _may_run_again(error: DBAPIError) -> bool:
    """Two transactions met: a deadlock, or both made the row that may exist once."""
    state = getattr(error.orig, "sqlstate", None)
    return state in DEADLOCK_OR_SERIALIZATION or isinstance(error, IntegrityError)
