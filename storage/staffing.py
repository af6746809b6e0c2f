"""What has to move when people come and go: who is asked where, and who owns what."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from domain.approval import Approval
from domain.ticket import Ticket
from storage.mapping import table_of, value_of
from storage.rows.person import PersonRow
from storage.rows.ticket import ApprovalRow, ApproverRow, TicketRow

APPROVAL, APPROVER = table_of(ApprovalRow), table_of(ApproverRow)
TICKET, PERSON = table_of(TicketRow), table_of(PersonRow)
DOCUMENT = TypeAdapter(Approval)


class Staffing:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def pending(self) -> Sequence[tuple[Ticket, Approval]]:
        """Every ticket on which somebody has still to decide, with its asking."""
        query = (
            select(TICKET, APPROVAL.c.document)
            .join(APPROVAL, self._of_ticket(APPROVAL))
            .where(TICKET.c.team == self._team, APPROVAL.c.is_pending)
            .where(TICKET.c.closed_at.is_(None))
            .order_by(TICKET.c.id)
        )
        rows = self._connection.execute(query).mappings()
        return [(value_of(Ticket, r), DOCUMENT.validate_json(r["document"])) for r in rows]

    def open_of(self, owners: Collection[str], *, limit: int) -> Sequence[Ticket]:
        """What these people own and has not ended, in the order of numbers."""
        return self._tickets(TICKET.c.owner.in_(sorted(owners)), limit=limit) if owners else ()

    def owners(self) -> frozenset[str]:
        """Whoever owns something that is open."""
        query = (
            select(TICKET.c.owner)
            .distinct()
            .where(TICKET.c.team == self._team, TICKET.c.closed_at.is_(None))
            .where(TICKET.c.owner.is_not(None))
        )
        return frozenset(self._connection.execute(query).scalars())

    def asked(self) -> frozenset[str]:
        """Whoever is asked for a decision now."""
        query = (
            select(APPROVER.c.person)
            .distinct()
            .where(APPROVER.c.team == self._team, APPROVER.c.is_asked)
        )
        return frozenset(self._connection.execute(query).scalars())

    def waits_for(self, person: str) -> int:
        """On how many tickets they are asked to decide now."""
        query = select(func.count()).where(
            APPROVER.c.team == self._team, APPROVER.c.person == person, APPROVER.c.is_asked
        )
        return self._connection.execute(query).scalar_one()

    def waiting_for(self, person: str, *, limit: int) -> Sequence[Ticket]:
        """On what they are asked to decide now, in the order of numbers."""
        asked = select(APPROVER.c.ticket_id).where(
            APPROVER.c.team == self._team, APPROVER.c.person == person, APPROVER.c.is_asked
        )
        return self._tickets(TICKET.c.id.in_(asked), limit=limit)

    def looked_at_since(self, people: Collection[str], *, since: datetime) -> frozenset[str]:
        """Those of these people whom Slack has told of since then."""
        query = (
            select(PERSON.c.id)
            .where(PERSON.c.team == self._team, PERSON.c.id.in_(sorted(people)))
            .where(PERSON.c.known_at >= since)
        )
        return frozenset(self._connection.execute(query).scalars())

    def _tickets(self, which: Any, *, limit: int) -> Sequence[Ticket]:
        query = (
            select(TICKET)
            .where(TICKET.c.team == self._team, which, TICKET.c.closed_at.is_(None))
            .order_by(TICKET.c.id)
            .limit(limit)
        )
        return [value_of(Ticket, row) for row in self._connection.execute(query).mappings()]

    def _of_ticket(self, table: Any) -> Any:
        return (table.c.team == TICKET.c.team) & (table.c.ticket_id == TICKET.c.id)
