"""Rows that may exist only once, on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.commands import Command


def insert_once(
    connection: Connection, table: Table, values: dict[str, Any], *, by: tuple[str, ...]
) -> bool:
    """Insert the row unless there is one with these columns; say whether it was inserted.

    A twin that another transaction has not committed yet is waited for.
    """
    # RETURNING, as PostgreSQL gives no row count here
    command = _once(connection.dialect.name, table, by, is_returning=True)
    return command.returned(connection, values) is not None


def insert_each_once(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, by: tuple[str, ...]
) -> None:
    """Insert those of the rows that there are not yet; all have the same columns."""
    _once(connection.dialect.name, table, by).tell(connection, *rows)


@cache
def _once(
    dialect_name: str, table: Table, by: tuple[str, ...], *, is_returning: bool = False
) -> Command:
    """Built once: building one costs as much as running it."""
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[dialect_name]
    # inline: nobody asks for keys that a database gives
    insertion = dialect.insert(table).inline().on_conflict_do_nothing(index_elements=by)
    return Command(insertion.returning(table.c[by[-1]]) if is_returning else insertion)


def insert_or_update(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, by: tuple[str, ...]
) -> None:
    """Insert the rows; of those that there are with these columns, save the others."""
    _saving(connection.dialect.name, table, by).tell(connection, *rows)


@cache
def _saving(dialect_name: str, table: Table, by: tuple[str, ...]) -> Command:
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[dialect_name]
    insertion = dialect.insert(table).inline()
    others = {c.name: insertion.excluded[c.name] for c in table.columns if c.name not in by}
    return Command(insertion.on_conflict_do_update(index_elements=by, set_=others))
