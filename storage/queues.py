"""Who has how much to do, and whose turn it is.

A queue's row is locked while a ticket of it finds its owner: of two that come at once, the second
one is counted with the first.
"""

from sqlalchemy import Connection, bindparam, func, select

from domain.catalogue import Assign, Catalogue
from domain.routing import Load, Routed, Way, candidates
from storage.mapping import table_of
from storage.once import insert_once, insert_or_update
from storage.prepared import among
from storage.rows.roster import QueueRow
from storage.rows.ticket import TicketRow

QUEUE, TICKET = table_of(QueueRow), table_of(TicketRow)
LAST = select(QUEUE.c.last).where(
    QUEUE.c.team == bindparam("of_team"), QUEUE.c.name == bindparam("queue")
)
LOCKED_LAST = LAST.with_for_update()
OPEN = (
    select(TICKET.c.owner, func.count())
    .where(TICKET.c.team == bindparam("of_team"), among(TICKET.c.owner, "people"))
    .where(TICKET.c.closed_at.is_(None))
    .group_by(TICKET.c.owner)
)


class Queues:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def load(self, way: Way, catalogue: Catalogue) -> Load:
        """What the way's manner of choosing asks for, and nothing more.

        Nobody else chooses from this queue until the end of the transaction.
        """
        if way.assign is Assign.OWNER:
            return Load()
        last = self._locked(way.queue)
        return self._found(way, catalogue, last)

    def look(self, way: Way, catalogue: Catalogue) -> Load:
        """The same, to see who would be chosen; others may choose meanwhile."""
        if way.assign is Assign.OWNER:
            return Load()
        which = {"of_team": self._team, "queue": way.queue}
        return self._found(way, catalogue, self._connection.execute(LAST, which).scalar())

    def note(self, routed: Routed | None) -> None:
        """Who got it, where it goes in turn."""
        if routed is None or routed.owner is None or routed.way.assign is not Assign.ROUND_ROBIN:
            return
        row = {"team": self._team, "name": routed.way.queue, "last": routed.owner}
        insert_or_update(self._connection, QUEUE, [row], by=KEY)

    def _locked(self, queue: str) -> str | None:
        """Who was last. Where there is no row yet, one is made: only that can be locked."""
        which = {"of_team": self._team, "queue": queue}
        if (last := self._connection.execute(LOCKED_LAST, which).scalar()) is None:
            insert_once(
                self._connection, QUEUE, {"team": self._team, "name": queue, "last": ""}, by=KEY
            )
            last = self._connection.execute(LOCKED_LAST, which).scalar()
        return last

    def _found(self, way: Way, catalogue: Catalogue, last: str | None) -> Load:
        if way.assign is Assign.ROUND_ROBIN:
            return Load(last=last or None)
        people = {"of_team": self._team, "people": candidates(way, catalogue)}
        return Load(open={owner: n for owner, n in self._connection.execute(OPEN, people)})


KEY = ("team", "name")
