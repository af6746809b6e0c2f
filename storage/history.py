"""What happened to tickets, in the order in which it happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from domain.history import HANDED, Entry, Event
from storage.commands import Command
from storage.mapping import columns_of, table_of, value_of
from storage.rows.ticket import EntryRow

HISTORY = table_of(EntryRow)
ADD = Command(insert(HISTORY).inline())
OF_TICKET = (
    select(HISTORY)
    .where(HISTORY.c.team == bindparam("of_team"), HISTORY.c.ticket_id == bindparam("ticket"))
    .order_by(HISTORY.c.id)
)

BEFORE = HISTORY.alias("before")
CAME_FROM = (
    select(BEFORE.c.area)
    .where(BEFORE.c.team == HISTORY.c.team, BEFORE.c.ticket_id == HISTORY.c.ticket_id)
    .where(BEFORE.c.id < HISTORY.c.id)
    .order_by(BEFORE.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
"""Where the ticket stood until then."""
HANDED_ON = (
    select(CAME_FROM.label("came_from"), HISTORY.c.event)
    .where(HISTORY.c.team == bindparam("of_team"), HISTORY.c.event.in_([e.value for e in HANDED]))
    .where(HISTORY.c.at >= bindparam("since"), HISTORY.c.at < bindparam("until"))
    .subquery()
)
COUNT_HANDED_ON = select(HANDED_ON.c.came_from, HANDED_ON.c.event, func.count()).group_by(
    HANDED_ON.c.came_from, HANDED_ON.c.event
)


class History:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def add(self, *entries: Entry) -> None:
        rows = [columns_of(entry, team=self._team) for entry in entries]
        ADD.tell(self._connection, *rows)

    def of(self, ticket_id: int) -> Sequence[Entry]:
        """The whole history of one ticket, oldest first."""
        which = {"of_team": self._team, "ticket": ticket_id}
        return [
            value_of(Entry, row) for row in self._connection.execute(OF_TICKET, which).mappings()
        ]

    def handed_on(self, since: datetime, until: datetime) -> Mapping[tuple[str, Event], int]:
        """How often tickets were handed on in this time, by the area that they were in and how."""
        which = {"of_team": self._team, "since": since, "until": until}
        rows = self._connection.execute(COUNT_HANDED_ON, which)
        return {(area or "", Event(event)): count for area, event, count in rows}
