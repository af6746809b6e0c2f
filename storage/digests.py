"""The numbers of a digest, counted by the database, and what each posted digest said."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, and_, case, func, insert, select

from domain.digest import OLDEST_SHOWN, Backlog, Digest, Moved, Waiting, Weeks
from domain.history import Event
from domain.people import Side
from domain.ticket import Status, Visibility
from storage.mapping import table_of
from storage.rows.catalogue import CatalogueRow
from storage.rows.occurrence import DigestRow
from storage.rows.ticket import ApprovalRow, EntryRow, TicketRow

TICKET, HISTORY, APPROVAL = table_of(TicketRow), table_of(EntryRow), table_of(ApprovalRow)
CATALOGUE, DIGEST = table_of(CatalogueRow), table_of(DigestRow)
DOCUMENT = TypeAdapter(Digest)

COUNTED = (Event.FILED, Event.APPROVED, Event.RESOLVED)


class Digests:
    """A digest is kept whole when it is posted: what waited then is known only then, and a card
    drawn again weeks later says the same, whatever became of its tickets and of the catalogue.
    """

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def now(self, week: str, weeks: Weeks, *, as_of: datetime) -> Digest:
        """What moved in these weeks, and what waits at this moment."""
        moved = self._moved(weeks)
        approvals, oldest = self._approvals()
        return Digest(
            week=week,
            weeks=weeks,
            as_of=as_of,
            moved=moved[True],
            before=moved[False],
            backlogs=self._backlogs(as_of),
            approvals=approvals,
            approval_days=(as_of - oldest).days if oldest else 0,
        )

    def keep(self, channel: str, digest: Digest) -> None:
        """Keep what is about to be said in this channel."""
        document = DOCUMENT.dump_json(digest).decode()
        row = {"team": self._team, "channel": channel, "week": digest.week, "document": document}
        self._connection.execute(insert(DIGEST).values(row))

    def kept(self, channel: str, *, week: str) -> Digest:
        query = select(DIGEST.c.document).where(
            DIGEST.c.team == self._team, DIGEST.c.channel == channel, DIGEST.c.week == week
        )
        return DOCUMENT.validate_json(self._connection.execute(query).scalar_one())

    def in_force_since(self) -> datetime:
        """When the catalogue in force, and so the plan in it, was applied."""
        query = (
            select(CATALOGUE.c.applied_at)
            .where(CATALOGUE.c.team == self._team)
            .order_by(CATALOGUE.c.version.desc())
            .limit(1)
        )
        found: datetime = self._connection.execute(query).scalar_one()
        return found

    def _moved(self, weeks: Weeks) -> dict[bool, Moved]:
        """Tickets that moved, in the week told (True) and in the one before, each counted once.

        An approval counts when it is complete: while more people have to say yes, the ticket
        still awaits it.
        """
        is_told = case((HISTORY.c.at >= weeks.start, 1), else_=0).label("is_told")
        query = (
            select(is_told, HISTORY.c.event, func.count(HISTORY.c.ticket_id.distinct()))
            .where(HISTORY.c.team == self._team, HISTORY.c.event.in_(COUNTED))
            .where(HISTORY.c.at >= weeks.earlier, HISTORY.c.at < weeks.end)
            .where(
                (HISTORY.c.event != Event.APPROVED) | (HISTORY.c.status != Status.AWAITING_APPROVAL)
            )
            .group_by("is_told", HISTORY.c.event)
        )
        found = {(bool(told), event): n for told, event, n in self._connection.execute(query)}
        return {
            told: Moved(
                new=found.get((told, Event.FILED), 0),
                approved=found.get((told, Event.APPROVED), 0),
                resolved=found.get((told, Event.RESOLVED), 0),
            )
            for told in (True, False)
        }

    def _backlogs(self, as_of: datetime) -> tuple[Backlog, ...]:
        query = (
            select(TICKET.c.waits_on, func.count())
            .where(TICKET.c.team == self._team, TICKET.c.closed_at.is_(None))
            .group_by(TICKET.c.waits_on)
        )
        counts = {Side(side): count for side, count in self._connection.execute(query)}
        return tuple(
            Backlog(side=side, count=counts.get(side, 0), oldest=self._oldest(side, as_of))
            for side in (Side.IT, Side.MARKETING)
        )

    def _oldest(self, side: Side, as_of: datetime) -> tuple[Waiting, ...]:
        query = (
            select(TICKET)
            .where(TICKET.c.team == self._team, TICKET.c.closed_at.is_(None))
            .where(TICKET.c.waits_on == side, TICKET.c.visibility == Visibility.BOTH_SIDES)
            .order_by(TICKET.c.opened_at, TICKET.c.id)
            .limit(OLDEST_SHOWN)
        )
        found = self._connection.execute(query).mappings()
        return tuple(_waiting(row, side, as_of) for row in found)

    def _approvals(self) -> tuple[int, datetime | None]:
        """How many wait for an answer, and since when the oldest does."""
        waiting = and_(APPROVAL.c.team == self._team, APPROVAL.c.is_pending)
        query = select(func.count(), func.min(APPROVAL.c.asked_at)).where(waiting)
        count, oldest = self._connection.execute(query).one()
        return count, oldest


def _waiting(row: RowMapping, side: Side, as_of: datetime) -> Waiting:
    return Waiting(
        ticket_id=row["id"],
        summary=row["summary"],
        area=row["area"],
        person=row["owner"] if side is Side.IT else row["requester"],
        days=(as_of - row["opened_at"]).days,
    )
