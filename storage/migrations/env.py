"""How Alembic runs our migrations: in one transaction, one replica at a time."""

from alembic import context
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import storage.transaction  # noqa: F401  # every table is known once its repository is
from storage.engine import begin, open_engine

ONE_AT_A_TIME = 7_242_881


def run() -> None:
    engine = open_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            _prepare(connection)
            _migrate(connection)
            connection.commit()
    finally:
        engine.dispose()


def _prepare(connection: Connection) -> None:
    """Nobody else migrates; on SQLite foreign keys rest, or batch mode would delete child rows."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        connection.begin()
        begin(connection, reading=False)
    else:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"{len(broken)} rows would have lost what they belong to")


run()
