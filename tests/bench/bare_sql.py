"""What a question costs at least: its own statements, straight on the driver, rows and all."""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import event, make_url

from workflows.desk import Desk

Asked = list[tuple[str, Any]]


def asked_by(desk: Desk, ask: Callable[[Desk], object]) -> Asked:
    """The statements that this question is asked by, with their values."""
    statements: Asked = []

    def keep(_connection: Any, _cursor: Any, words: str, values: Any, *_: Any) -> None:
        statements.append((words, values))

    event.listen(desk.database.engine, "before_cursor_execute", keep)
    try:
        ask(desk)
    finally:
        event.remove(desk.database.engine, "before_cursor_execute", keep)
    return statements


def asker(url: str, statements: Asked) -> tuple[Callable[[int], None], Callable[[], None]]:
    """A function that asks for the same in a transaction of its own, and one that hangs up."""
    if url.startswith("sqlite"):
        lite = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        return lambda _: _ask(lite, statements), lite.close
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    post = psycopg.connect(address, autocommit=True, prepare_threshold=1)
    return lambda _: _ask(post, statements), post.close


def _ask(connection: Any, statements: Asked) -> None:
    connection.execute("BEGIN")
    for words, values in statements:
        connection.execute(words, values).fetchall()
    connection.execute("COMMIT")
