"""Lists of tickets for one person: a page of them, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from domain.people import Side
from domain.ticket import Ticket
from storage.mapping import table_of
from storage.prepared import Prepared, PreparedValues
from storage.rows.ticket import ApproverRow, TicketRow

TICKET, APPROVER = table_of(TicketRow), table_of(ApproverRow)

OPEN = select(TICKET).where(TICKET.c.team == bindparam("of_team"), TICKET.c.closed_at.is_(None))
MINE = OPEN.where(TICKET.c.requester == bindparam("person"))
OWNED = OPEN.where(TICKET.c.owner == bindparam("person"), TICKET.c.snoozed_until.is_(None))
TO_ANSWER = MINE.where(TICKET.c.waits_on == Side.MARKETING)
TO_DECIDE = OPEN.join_from(
    APPROVER, TICKET, (TICKET.c.team == APPROVER.c.team) & (TICKET.c.id == APPROVER.c.ticket_id)
).where(
    APPROVER.c.team == bindparam("of_team"),
    APPROVER.c.person == bindparam("person"),
    APPROVER.c.is_asked,
)


def _page(query: Select[Any], *order: ColumnElement[Any]) -> Select[Any]:
    return query.order_by(*order, TICKET.c.id).limit(bindparam("most"))


def _count(query: Select[Any]) -> Select[Any]:
    return query.with_only_columns(func.count(), maintain_column_froms=True)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What to ask for a page of a list, and for how long the list is."""

    page: PreparedValues[Ticket]
    count: Prepared


def _question(query: Select[Any], *order: ColumnElement[Any]) -> Question:
    return Question(
        page=PreparedValues(Ticket, _page(query, *order)), count=Prepared(_count(query))
    )


BY_REQUESTER = _question(MINE, TICKET.c.opened_at.desc())
BY_OWNER = _question(OWNED, TICKET.c.due_on)
ANSWERS_OF = _question(TO_ANSWER, TICKET.c.opened_at)
DECISIONS_OF = _question(TO_DECIDE, TICKET.c.opened_at)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The first of a list, and how many there are in all."""

    tickets: Sequence[Ticket]
    how_many: int


class TicketLists:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def of_requester(self, person: str, *, limit: int) -> Page:
        """What this person asked for and has not ended, newest first."""
        return self._asked(BY_REQUESTER, person, limit)

    def of_owner(self, person: str, *, limit: int) -> Page:
        """Their backlog, what is due first before what has no date; without what is put aside."""
        return self._asked(BY_OWNER, person, limit)

    def waiting_for(self, person: str, *, limit: int) -> Page:
        """What they have to decide, to answer, to check or to fill in; the oldest first."""
        parts = [self._asked(question, person, limit) for question in (DECISIONS_OF, ANSWERS_OF)]
        tickets = sorted((t for p in parts for t in p.tickets), key=lambda t: (t.opened_at, t.id))
        return Page(tickets=tickets[:limit], how_many=sum(part.how_many for part in parts))

    def _asked(self, question: Question, person: str, limit: int) -> Page:
        which = {"of_team": self._team, "person": person, "most": limit}
        tickets = question.page.values(self._connection, which)
        if len(tickets) < limit:
            return Page(tickets=tickets, how_many=len(tickets))
        return Page(tickets=tickets, how_many=question.count.scalar(self._connection, which))
