"""Tickets and their words, in and out of the database."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from domain.errors import TicketNotFound
from domain.request import Filed
from domain.ticket import Brief, Ticket
from storage.approvals import Approvals
from storage.conflicts import Conflict
from storage.mapping import changes_of, columns_of, new_columns, table_of, value_of
from storage.numbers import next_number
from storage.rows.ticket import BriefRow, TicketRow

TICKET, BRIEF = table_of(TicketRow), table_of(BriefRow)

# statements that run for every request are built once: building one costs as much as running it
ADD_TICKET, ADD_BRIEF = insert(TICKET).inline(), insert(BRIEF).inline()
TICKET_BY_ID = select(TICKET).where(
    TICKET.c.team == bindparam("of_team"), TICKET.c.id == bindparam("ticket_id")
)
LOCKED_TICKET_BY_ID = TICKET_BY_ID.with_for_update()
FILED_BY_ID = (
    select(TICKET, BRIEF.c.purpose, BRIEF.c.details)
    .join(BRIEF, (BRIEF.c.team == TICKET.c.team) & (BRIEF.c.ticket_id == TICKET.c.id))
    .where(TICKET.c.team == bindparam("of_team"), TICKET.c.id == bindparam("ticket_id"))
)
LOCKED_FILED_BY_ID = FILED_BY_ID.with_for_update(of=TICKET)

SAVE_TICKET = (
    update(TICKET)
    .where(TICKET.c.team == bindparam("of_team"), TICKET.c.id == bindparam("ticket_id"))
    .where(TICKET.c.version == bindparam("as_read"))
    .values(new_columns(Ticket))
)


class Tickets:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self._approvals = Approvals(connection, team)

    def next_number(self) -> int:
        """A number that nobody else gets; on PostgreSQL a failed transaction leaves a gap."""
        return next_number(self._connection, self._team)

    def get(self, ticket_id: int) -> Ticket:
        """Raises TicketNotFound."""
        return _ticket(self._row(TICKET_BY_ID, ticket_id))

    def get_for_change(self, ticket_id: int) -> Ticket:
        """The ticket, with its row locked until the end of the transaction.

        SQLite has no row locks and needs none: its writers take turns from BEGIN on.
        """
        return _ticket(self._row(LOCKED_TICKET_BY_ID, ticket_id))

    def filed(self, ticket_id: int, *, lock: bool = False) -> Filed:
        """The ticket with its brief and its latest approval. Raises TicketNotFound."""
        row = self._row(LOCKED_FILED_BY_ID if lock else FILED_BY_ID, ticket_id)
        return Filed(
            ticket=_ticket(row),
            brief=value_of(Brief, row, ticket_id=ticket_id),
            approval=self._approvals.latest(ticket_id),
        )

    def open_of_requester(self, requester: str, *, limit: int) -> Sequence[Ticket]:
        """What this person asked for and is not over, newest first."""
        return self._open(TICKET.c.requester == requester, limit=limit, newest_first=True)

    def open_of_owner(self, owner: str, *, limit: int) -> Sequence[Ticket]:
        """The owner's backlog, oldest first."""
        return self._open(TICKET.c.owner == owner, limit=limit, newest_first=False)

    def open_between(
        self, ones: Collection[str], others: Collection[str], *, limit: int
    ) -> Sequence[Ticket]:
        """Open tickets that some of these people asked for and some of the others own."""
        both_ways = or_(
            TICKET.c.requester.in_(ones) & TICKET.c.owner.in_(others),
            TICKET.c.requester.in_(others) & TICKET.c.owner.in_(ones),
        )
        return self._open(both_ways, limit=limit, newest_first=False)

    def add(self, filed: Filed) -> None:
        team = self._team
        self._connection.execute(ADD_TICKET, columns_of(filed.ticket, team=team))
        self._connection.execute(ADD_BRIEF, columns_of(filed.brief, team=team))
        if filed.approval:
            self._approvals.add(filed.approval)

    def save(self, ticket: Ticket) -> Ticket:
        """Save a changed ticket and return it, one version on.

        Raises Conflict if it was saved by somebody else since it was read.
        """
        saved = replace(ticket, version=ticket.version + 1)
        which = {"of_team": self._team, "ticket_id": ticket.id, "as_read": ticket.version}
        if self._connection.execute(SAVE_TICKET, which | changes_of(saved)).rowcount != 1:
            raise Conflict(ticket.reference)
        return saved

    def save_brief(self, brief: Brief) -> None:
        self._connection.execute(
            update(BRIEF)
            .where(BRIEF.c.team == self._team, BRIEF.c.ticket_id == brief.ticket_id)
            .values(purpose=brief.purpose, details=brief.details)
        )

    def _row(self, query: Select[Any], ticket_id: int) -> RowMapping:
        which = {"of_team": self._team, "ticket_id": ticket_id}
        found = self._connection.execute(query, which).mappings().one_or_none()
        if found is None:
            raise TicketNotFound(ticket_id)
        return found

    def _open(
        self, which: ColumnElement[bool], *, limit: int, newest_first: bool
    ) -> Sequence[Ticket]:
        order = TICKET.c.opened_at.desc() if newest_first else TICKET.c.opened_at
        query = (
            select(TICKET)
            .where(TICKET.c.team == self._team, which, TICKET.c.closed_at.is_(None))
            .order_by(order, TICKET.c.id)
            .limit(limit)
        )
        return [_ticket(row) for row in self._connection.execute(query).mappings()]


def _ticket(row: RowMapping) -> Ticket:
    return value_of(Ticket, row)
