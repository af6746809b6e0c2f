"""Tickets and their words, in and out of the database."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from domain.errors import TicketNotFound
from domain.form import FieldValue
from domain.link import Link
from domain.request import Filed
from domain.search import remembered, words_of
from domain.ticket import Brief, Ticket, Visibility
from storage.approvals import Approvals
from storage.commands import Command
from storage.conflicts import Conflict
from storage.mapping import (
    Row,
    changes_of,
    columns_of,
    new_columns,
    shape_of,
    table_of,
    value_of,
)
from storage.numbers import next_number
from storage.once import insert_once
from storage.prepared import Prepared, PreparedValues
from storage.rows.ticket import BriefRow, LinkRow, ShareRow, TicketRow, WatcherRow, WordsRow

TICKET, BRIEF, WORDS = table_of(TicketRow), table_of(BriefRow), table_of(WordsRow)
WATCHER, LINK, SHARE = table_of(WatcherRow), table_of(LinkRow), table_of(ShareRow)
LATE_LIMIT = 50
VALUES = TypeAdapter(tuple[FieldValue, ...])

# statements that run for every request are built once: building one costs as much as running it
ADD_TICKET, ADD_BRIEF = Command(insert(TICKET).inline()), Command(insert(BRIEF).inline())
ADD_WORDS = Command(insert(WORDS).inline())
TICKET_BY_ID = Prepared(
    select(TICKET).where(
        TICKET.c.team == bindparam("of_team"), TICKET.c.id == bindparam("ticket_id")
    )
)
SPACE: Any = literal_column("' '")
WATCHERS = (
    select(func.aggregate_strings(WATCHER.c.person, SPACE))
    .where(WATCHER.c.team == TICKET.c.team, WATCHER.c.ticket_id == TICKET.c.id)
    .scalar_subquery()
    .label("watchers")
)
SHARED = (
    select(func.aggregate_strings(SHARE.c.area, SPACE))
    .where(SHARE.c.team == TICKET.c.team, SHARE.c.ticket_id == TICKET.c.id)
    .scalar_subquery()
    .label("shared")
)
FILED = (
    select(
        TICKET,
        BRIEF.c.purpose,
        BRIEF.c.details,
        BRIEF.c.acceptance,
        BRIEF.c.field_values,
        WATCHERS,
        SHARED,
    )
    .join(BRIEF, (BRIEF.c.team == TICKET.c.team) & (BRIEF.c.ticket_id == TICKET.c.id))
    .where(TICKET.c.team == bindparam("of_team"), TICKET.c.id == bindparam("ticket_id"))
)
FILED_BY_ID = Prepared(FILED)
LOCKED_FILED_BY_ID = Prepared(FILED.with_for_update(of=TICKET))

LINKS = PreparedValues(
    Link,
    select(*(LINK.c[name] for name in shape_of(Link).plain))
    .where(LINK.c.team == bindparam("of_team"))
    .where((LINK.c.ticket_id == bindparam("ticket")) | (LINK.c.other_id == bindparam("ticket")))
    .order_by(LINK.c.ticket_id, LINK.c.other_id, LINK.c.kind),
)

SAVE_TICKET = Command(
    update(TICKET)
    .where(TICKET.c.team == bindparam("of_team"), TICKET.c.id == bindparam("ticket_id"))
    .where(TICKET.c.version == bindparam("as_read"))
    .values(new_columns(Ticket) | {n: bindparam(f"new_{n}") for n in ("waits_on", "due_on")})
)
SAVE_BRIEF = Command(
    update(BRIEF)
    .where(BRIEF.c.team == bindparam("of_team"), BRIEF.c.ticket_id == bindparam("ticket"))
    .values(new_columns(Brief) | {"field_values": bindparam("new_field_values")})
)
SAVE_WORDS = Command(
    update(WORDS)
    .where(WORDS.c.team == bindparam("of_team"), WORDS.c.ticket_id == bindparam("ticket"))
    .values(summary=bindparam("new_summary"), terms=bindparam("new_terms"))
)


FILED_OF_LATE = PreparedValues(
    Ticket,
    select(*(TICKET.c[name] for name in shape_of(Ticket).plain))
    .where(TICKET.c.team == bindparam("of_team"), TICKET.c.requester == bindparam("requester"))
    .where(TICKET.c.opened_at >= bindparam("since"), TICKET.c.closed_at.is_(None))
    .order_by(TICKET.c.opened_at.desc(), TICKET.c.id)
    .limit(LATE_LIMIT),
)
"""Asked before each request is taken in."""


class Tickets:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self._approvals = Approvals(connection, team)
        self._ours: dict[int, Ticket] = {}

    def next_number(self) -> int:
        """A number that nobody else gets; on PostgreSQL a failed transaction leaves a gap."""
        return next_number(self._connection, self._team)

    def get(self, ticket_id: int) -> Ticket:
        """The ticket; what this transaction has locked or saved need not be asked for again.

        Raises TicketNotFound.
        """
        return self._ours.get(ticket_id) or _ticket(self._row(TICKET_BY_ID, ticket_id))

    def filed(self, ticket_id: int, *, lock: bool = False) -> Filed:
        """The ticket with its brief and its latest approval. Raises TicketNotFound.

        `lock` keeps others from changing it until the end of the transaction. SQLite has no row
        locks and needs none: its writers take turns from BEGIN on.
        """
        row = self._row(LOCKED_FILED_BY_ID if lock else FILED_BY_ID, ticket_id)
        ticket = _ticket(row)
        if lock:
            self._ours[ticket_id] = ticket
        return Filed(
            ticket=ticket,
            brief=value_of(
                Brief,
                row,
                ticket_id=ticket_id,
                values=VALUES.validate_json(row["field_values"]),
            ),
            approval=self._approvals.latest(ticket_id),
            watchers=tuple(sorted((row["watchers"] or "").split())),
            shared=tuple(sorted((row["shared"] or "").split())),
        )

    def filed_since(self, since: datetime, *, requester: str) -> Sequence[Ticket]:
        """What was filed for this person since then and is not over, newest first."""
        which = {"of_team": self._team, "requester": requester, "since": since}
        return FILED_OF_LATE.values(self._connection, which)

    def open_between(
        self, ones: Collection[str], others: Collection[str], *, limit: int
    ) -> Sequence[Ticket]:
        """Open tickets that some of these people asked for and some of the others own.

        Only what both sides may see: the list is posted in a channel.
        """
        both_ways = or_(
            TICKET.c.requester.in_(ones) & TICKET.c.owner.in_(others),
            TICKET.c.requester.in_(others) & TICKET.c.owner.in_(ones),
        )
        seen_by_all = TICKET.c.visibility == Visibility.BOTH_SIDES
        return self._open(both_ways & seen_by_all, TICKET.c.opened_at, limit=limit)

    def add(self, filed: Filed) -> None:
        team, ticket, brief = self._team, filed.ticket, filed.brief
        derived = _derived(ticket)
        ADD_TICKET.tell(self._connection, columns_of(ticket, team=team, **derived))
        values = VALUES.dump_json(brief.values).decode()
        ADD_BRIEF.tell(self._connection, columns_of(brief, team=team, field_values=values))
        self._ours[ticket.id] = ticket
        found_by = {"team": team, "ticket_id": ticket.id, **found_by_words(filed)}
        ADD_WORDS.tell(self._connection, found_by)
        if filed.approval:
            self._approvals.add(filed.approval)

    def save(self, ticket: Ticket) -> Ticket:
        """Save a changed ticket and return it, one version on.

        Raises Conflict if it was saved by somebody else since it was read.
        """
        saved = replace(ticket, version=ticket.version + 1)
        which = {"of_team": self._team, "ticket_id": ticket.id, "as_read": ticket.version}
        derived = {f"new_{name}": value for name, value in _derived(ticket).items()}
        if SAVE_TICKET.run(self._connection, which | changes_of(saved) | derived) != 1:
            raise Conflict(ticket.reference)
        self._ours[saved.id] = saved
        return saved

    def save_words(self, filed: Filed) -> None:
        """Save what an edited request says, where lists, cards and searches read it."""
        brief, which = filed.brief, {"of_team": self._team, "ticket": filed.ticket.id}
        values = {"new_field_values": VALUES.dump_json(brief.values).decode()}
        SAVE_BRIEF.tell(self._connection, which | changes_of(brief) | values)
        found_by = {f"new_{name}": words for name, words in found_by_words(filed).items()}
        SAVE_WORDS.tell(self._connection, which | found_by)

    def watch(self, ticket_id: int, person: str) -> bool:
        """Whether they did not watch it yet."""
        row = {"team": self._team, "ticket_id": ticket_id, "person": person}
        return insert_once(self._connection, WATCHER, row, by=("team", "ticket_id", "person"))

    def unwatch(self, ticket_id: int, person: str) -> None:
        whose = (WATCHER.c.ticket_id == ticket_id) & (WATCHER.c.person == person)
        self._connection.execute(delete(WATCHER).where(WATCHER.c.team == self._team, whose))

    def share(self, ticket_id: int, area: str) -> bool:
        """Whether this area did not work on it yet."""
        row = {"team": self._team, "ticket_id": ticket_id, "area": area}
        return insert_once(self._connection, SHARE, row, by=("team", "ticket_id", "area"))

    def unshare(self, ticket_id: int, area: str) -> None:
        which = (SHARE.c.ticket_id == ticket_id) & (SHARE.c.area == area)
        self._connection.execute(delete(SHARE).where(SHARE.c.team == self._team, which))

    def link(self, link: Link) -> bool:
        """Whether they were not linked like this yet."""
        row, key = columns_of(link, team=self._team), ("team", "ticket_id", "other_id", "kind")
        return insert_once(self._connection, LINK, row, by=key)

    def unlink(self, link: Link) -> None:
        ends = (LINK.c.ticket_id == link.ticket_id) & (LINK.c.other_id == link.other_id)
        which = delete(LINK).where(LINK.c.team == self._team, ends, LINK.c.kind == link.kind)
        self._connection.execute(which)

    def links(self, ticket_id: int) -> Sequence[Link]:
        """Links from and to this ticket."""
        which = {"of_team": self._team, "ticket": ticket_id}
        return LINKS.values(self._connection, which)

    def linked(self, ticket_id: int) -> Sequence[tuple[Link, Ticket]]:
        """Each of its links, with the ticket at the other end."""
        links = self.links(ticket_id)
        ends = [link.other_id if link.ticket_id == ticket_id else link.ticket_id for link in links]
        if not links:
            return []
        query = select(TICKET).where(TICKET.c.team == self._team, TICKET.c.id.in_(ends))
        others = [_ticket(row) for row in self._connection.execute(query).mappings()]
        by_id = {ticket.id: ticket for ticket in others}
        return [(link, by_id[end]) for link, end in zip(links, ends, strict=True)]

    def asleep(self, *, until: datetime, limit: int) -> Sequence[Ticket]:
        """What was put aside until then or earlier, the longest first."""
        due = (TICKET.c.snoozed_until.is_not(None)) & (TICKET.c.snoozed_until <= until)
        return self._open(due, TICKET.c.snoozed_until, limit=limit)

    def unanswered(self, *, until: datetime, limit: int) -> Sequence[Ticket]:
        """What nobody had taken by then, the longest overdue first."""
        due = (TICKET.c.answer_by.is_not(None)) & (TICKET.c.answer_by <= until)
        return self._open(due, TICKET.c.answer_by, limit=limit)

    def resolved(self, *, before: datetime, limit: int) -> Sequence[Ticket]:
        """What was resolved before then and is not closed yet, the longest first."""
        due = (TICKET.c.resolved_at.is_not(None)) & (TICKET.c.resolved_at < before)
        return self._open(due, TICKET.c.resolved_at, limit=limit)

    def _row(self, query: Prepared, ticket_id: int) -> dict[str, Any]:
        which = {"of_team": self._team, "ticket_id": ticket_id}
        found = query.rows(self._connection, which)
        if not found:
            raise TicketNotFound(ticket_id)
        return dict(zip(query.columns, found[0], strict=True))

    def _open(
        self, which: ColumnElement[bool], order: ColumnElement[Any], *, limit: int
    ) -> Sequence[Ticket]:
        query = (
            select(TICKET)
            .where(TICKET.c.team == self._team, which, TICKET.c.closed_at.is_(None))
            .order_by(order, TICKET.c.id)
            .limit(limit)
        )
        return [_ticket(row) for row in self._connection.execute(query).mappings()]


def _ticket(row: Row) -> Ticket:
    return value_of(Ticket, row)


def _derived(ticket: Ticket) -> dict[str, object]:
    """What follows from the rest, in columns of its own for lists."""
    return {"waits_on": ticket.waits_on, "due_on": ticket.needed_by or date.max}


def found_by_words(filed: Filed) -> dict[str, str]:
    """By what a search finds this ticket."""
    ticket, brief = filed.ticket, filed.brief
    answers = [answer for value in brief.values for answer in value.answers]
    texts = [ticket.summary, brief.purpose, brief.details, *answers]
    return {
        "summary": " ".join(words_of(ticket.summary)),
        "terms": " ".join(remembered(ticket.reference, texts)),
    }
