"""Which gestures have been handled: Slack may deliver each of them again."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.mapping import table_of
from storage.once import insert_once
from storage.rows.message import HandledRow

HANDLED = table_of(HandledRow)


class Handled:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def first_time(self, key: str, *, now: datetime) -> bool:
        """Whether this gesture is new; if so, it is handled once this transaction commits."""
        values = {"team": self._team, "key": key, "handled_at": now}
        return insert_once(self._connection, HANDLED, values, by=("team", "key"))

    def knows(self, key: str) -> bool:
        query = select(HANDLED.c.key).where(HANDLED.c.team == self._team, HANDLED.c.key == key)
        return self._connection.execute(query).first() is not None

    def forget(self, *, before: datetime) -> int:
        """Drop what is too old to be delivered again; say how many there were."""
        old = delete(HANDLED).where(HANDLED.c.team == self._team, HANDLED.c.handled_at < before)
        return self._connection.execute(old).rowcount
