"""Who has how much to do, and whose turn it is."""

from sqlalchemy import Connection, bindparam, func, select

from domain.catalogue import Assign, Catalogue
from domain.routing import Load, Routed, Way, candidates
from storage.mapping import table_of
from storage.once import insert_or_update
from storage.prepared import among
from storage.rows.roster import QueueRow
from storage.rows.ticket import TicketRow

QUEUE, TICKET = table_of(QueueRow), table_of(TicketRow)
LAST = (
    select(QUEUE.c.last)
    .where(QUEUE.c.team == bindparam("of_team"), QUEUE.c.name == bindparam("queue"))
    .with_for_update()
)
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

        Whose turn it is stays locked until the end of the transaction.
        """
        match way.assign:
            case Assign.ROUND_ROBIN:
                which = {"of_team": self._team, "queue": way.queue}
                return Load(last=self._connection.execute(LAST, which).scalar())
            case Assign.FEWEST_OPEN:
                people = {"of_team": self._team, "people": candidates(way, catalogue)}
                rows = self._connection.execute(OPEN, people)
                return Load(open={owner: count for owner, count in rows})
            case _:
                return Load()

    def note(self, routed: Routed | None) -> None:
        """Who got it, where it goes in turn."""
        if routed is None or routed.owner is None or routed.way.assign is not Assign.ROUND_ROBIN:
            return
        row = {"team": self._team, "name": routed.way.queue, "last": routed.owner}
        insert_or_update(self._connection, QUEUE, [row], by=("team", "name"))
