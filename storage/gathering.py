"""Words that wait together: several notices in one row of the outbox."""

from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from domain.addressing import BETWEEN
from domain.delivery import State
from storage.claiming import OUTBOX


def add_words(connection: Connection, row: dict[str, Any]) -> bool:
    """Insert the row, or add its words to those of its key; False if those do not wait any more."""
    return connection.execute(_statement(connection.dialect.name), row).first() is not None


@cache
def _statement(dialect_name: str) -> Any:
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[dialect_name]
    insertion = dialect.insert(OUTBOX)
    both = OUTBOX.c.text + BETWEEN + insertion.excluded.text
    return insertion.on_conflict_do_update(
        index_elements=("team", "key"), set_={"text": both}, where=OUTBOX.c.state == State.NEW
    ).returning(OUTBOX.c.id)
