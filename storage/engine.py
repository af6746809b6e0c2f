"""How we talk to SQLite and PostgreSQL. No wait here outlives the three seconds of an ack."""

from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import create_engine


def open_engine(url: str, *, pool_size: int = 10) -> Engine:
    """An engine whose errors and logs never show people's words."""
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=0, pool_timeout=2, hide_parameters=True
    )
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    else:
        _tune_postgresql(engine)
    return engine


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def read_only(engine: Engine) -> Engine:
    """The same database, where a transaction cannot write and sees one moment throughout.

    On SQLite that is for `begin` to say.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")


def begin(connection: Connection, *, reading: bool) -> None:
    """Take SQLite's write lock at once, so that read-decide-write cannot interleave.

    PostgreSQL begins by itself. A listener to SQLAlchemy's own "begin" would slow every statement.
    """
    if connection.dialect.name != "sqlite":
        return
    raw: Any = connection.connection.dbapi_connection
    if connection.info.get("is_reading") is not reading:
        raw.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.info["is_reading"] = reading
    raw.execute("BEGIN" if reading else "BEGIN IMMEDIATE")


def _as_told(error: Exception, connection: Connection) -> DBAPIError:
    """What the driver says, as SQLAlchemy says it, without the statement and its values."""
    dialect = connection.dialect
    failure = dialect.loaded_dbapi.Error
    told = DBAPIError.instance(None, None, error, failure, hide_parameters=True, dialect=dialect)
    assert isinstance(told, DBAPIError)
    return told


class telling_as_sqlalchemy:  # noqa: N801 - used as a verb, at every statement: no generator
    """The driver's errors leave here as SQLAlchemy's."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error and isinstance(error, self._connection.dialect.loaded_dbapi.Error):
            raise _as_told(error, self._connection) from error


def _tune_sqlite(engine: Engine) -> None:
    """Leave it to `begin` when a transaction begins."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 2000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")


def _tune_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.execute("SET lock_timeout = '2s'")
        connection.commit()
