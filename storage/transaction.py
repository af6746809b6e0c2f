"""One transaction: everything inside the block is saved, or nothing is."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.approvals import Approvals
from storage.card_links import CardLinks
from storage.catalogues import CatalogueCache, Catalogues, Workspaces
from storage.checkins import CheckIns
from storage.comments import Comments
from storage.company import People, Preferences
from storage.conflicts import Conflict
from storage.declarations import Declarations
from storage.digests import Digests
from storage.drafts import Drafts
from storage.engine import is_sqlite, open_engine, telling_as_sqlalchemy
from storage.errands import Errands
from storage.handled import Handled
from storage.history import History
from storage.home import HomeLists
from storage.occurrences import Occurrences
from storage.origins import Origins
from storage.outbox import Outbox
from storage.posts import Posts
from storage.queues import Queues
from storage.readers import Readers
from storage.rosters import Rosters
from storage.search import Search
from storage.staffing import Staffing
from storage.ticket_lists import TicketLists
from storage.tickets import Tickets
from storage.writer import Writer

DEADLOCK_OR_SERIALIZATION = ("40P01", "40001")

Kept = TypeVar("Kept")


class NestedTransaction(Exception):
    """A workflow called a workflow: what two share takes `tx` or plain values instead."""


class _Repository(Generic[Kept]):
    """Opened when it is first asked for: no transaction needs all of them."""

    def __init__(self, opened: Callable[[Connection, str], Kept]) -> None:
        self._opened = opened

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, tx: "Transaction", _owner: type | None = None) -> Kept:
        kept = tx.__dict__[self._name] = self._opened(tx.connection, tx.team)
        return kept


class Transaction:
    """The repositories of one team."""

    tickets = _Repository(Tickets)
    approvals = _Repository(Approvals)
    history = _Repository(History)
    home = _Repository(HomeLists)
    search = _Repository(Search)
    lists = _Repository(TicketLists)
    posts = _Repository(Posts)
    card_links = _Repository(CardLinks)
    handled = _Repository(Handled)
    workspaces = _Repository(Workspaces)
    occurrences = _Repository(Occurrences)
    checkins = _Repository(CheckIns)
    digests = _Repository(Digests)
    comments = _Repository(Comments)
    errands = _Repository(Errands)
    preferences = _Repository(Preferences)
    declarations = _Repository(Declarations)
    queues = _Repository(Queues)
    drafts = _Repository(Drafts)
    staffing = _Repository(Staffing)

    def __init__(self, connection: Connection, team: str, cache: CatalogueCache) -> None:
        self.team = team
        self.connection = connection
        self._cache = cache

    @cached_property
    def catalogues(self) -> Catalogues:
        return Catalogues(self.connection, self.team, self._cache)

    @cached_property
    def rosters(self) -> Rosters:
        return Rosters(self.connection, self.team)

    @cached_property
    def people(self) -> People:
        return People(self.connection, self.team, self.rosters)

    @property
    def has_changed_roster(self) -> bool:
        return "rosters" in self.__dict__ and self.rosters.is_changed

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self.team, self.posts)

    @cached_property
    def origins(self) -> Origins:
        return Origins(self.posts, self.handled)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written in here leaves in one go on PostgreSQL, instead of one by one.

        Nothing in here may need an answer; what fails is told at the end.
        """
        raw: Any = self.connection.connection.dbapi_connection
        with telling_as_sqlalchemy(self.connection), getattr(raw, "pipeline", nullcontext)():
            yield


class Database:
    """Opens transactions, one at a time in each thread."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        readers = pool_size if is_sqlite(url) else 0
        writer = 1 if is_sqlite(url) else 0
        self._engine = open_engine(url, pool_size=pool_size + readers + writer)
        self._readers = Readers(self._engine, at_most=readers)
        self._thread = threading.local()
        self._writer = Writer(self._engine) if writer else None
        self.cache = CatalogueCache()

    @property
    def engine(self) -> Engine:
        """For migrations and for tests that look behind the curtain."""
        return self._engine

    def writing(self, team: str) -> AbstractContextManager[Transaction]:
        """Raises Conflict where the work should be done anew, DatabaseBusy after two seconds."""
        return self._transaction(self._writing(), team)

    def reading(self, team: str) -> AbstractContextManager[Transaction]:
        """Waits for no writer, cannot write, and sees one moment throughout."""
        return self._transaction(self._readers.reading(), team)

    def close(self) -> None:
        self._readers.close()
        if self._writer:
            self._writer.close()
        self._engine.dispose()

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._writer.writing() if self._writer else self._engine.begin()

    @contextmanager
    def _transaction(
        self, opened: AbstractContextManager[Connection], team: str
    ) -> Iterator[Transaction]:
        if getattr(self._thread, "is_busy", False):
            raise NestedTransaction("A transaction is open in this thread already.")
        self._thread.is_busy = True
        try:
            with opened as connection:
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
