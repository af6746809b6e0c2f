"""What happened to tickets, in the order in which it happened."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select

from domain.history import Entry
from storage.mapping import columns_of, table_of, value_of
from storage.rows.ticket import EntryRow

HISTORY = table_of(EntryRow)
ADD = insert(HISTORY).inline()
OF_TICKET = (
    select(HISTORY)
    .where(HISTORY.c.team == bindparam("of_team"), HISTORY.c.ticket_id == bindparam("ticket"))
    .order_by(HISTORY.c.id)
)


class History:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def add(self, *entries: Entry) -> None:
        rows = [columns_of(entry, team=self._team) for entry in entries]
        self._connection.execute(ADD, rows)

    def of(self, ticket_id: int) -> Sequence[Entry]:
        """The whole history of one ticket, oldest first."""
        which = {"of_team": self._team, "ticket": ticket_id}
        return [
            value_of(Entry, row) for row in self._connection.execute(OF_TICKET, which).mappings()
        ]
