"""How we talk to SQLite and PostgreSQL. No wait here outlives the three seconds of an ack."""

from typing import Any

from sqlalchemy import Engine, event
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


def read_only(engine: Engine) -> Engine:
    """The same database, where a transaction cannot write and sees one moment throughout."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(read_only=True)
    return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")


def _tune_sqlite(engine: Engine) -> None:
    """Take the write lock at BEGIN, so that read-decide-write cannot interleave."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 2000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("read_only", False)
        raw = connection.connection.dbapi_connection
        if connection.info.get("is_reading") is not reading:
            raw.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
            connection.info["is_reading"] = reading
        raw.execute("BEGIN" if reading else "BEGIN IMMEDIATE")


def _tune_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.execute("SET lock_timeout = '2s'")
        connection.commit()
