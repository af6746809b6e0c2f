"""Rows that may exist only once, on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(
    connection: Connection, table: Table, values: dict[str, Any], *, by: Sequence[str]
) -> bool:
    """Insert the row unless there is one with these columns; say whether it was inserted.

    A twin that another transaction has not committed yet is waited for.
    """
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
    insertion = dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=by)
    # RETURNING, as PostgreSQL gives no row count here
    return connection.execute(insertion.returning(table.c[by[-1]])).first() is not None
