"""The record of the privacy gate: read on a ticket by those involved, and taken out whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import opening as rules
from domain.errors import NotYourRecords
from domain.history import Event, happened
from domain.opening import may_open
from domain.privacy import Export, Record, Round, looks_after_records, rounds
from domain.visibility import involved
from storage.transaction import Transaction
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell


@dataclass(frozen=True, kw_only=True)
class Overview:
    """How much is on record: tickets, those that wait for a decision, and the last export."""

    tickets: int
    waiting: int
    last: Export | None


@dataclass(frozen=True, kw_only=True)
class Read:
    """The rounds of one ticket, and what their reader may do: take all records out, open it up."""

    rounds: Sequence[Round] = ()
    may_export: bool = False
    may_open: bool = False


def of_ticket(desk: Desk, ticket_id: int, *, viewer: str) -> Read:
    """For who has a part in it or looks after records; for others there is nothing to read."""
    with desk.reading() as tx:
        declared = tx.declarations.of(ticket_id)
        if not declared or not _may_read(tx, ticket_id, viewer):
            return Read()
        catalogue = tx.catalogues.current()
        return Read(
            rounds=rounds(declared, tx.declarations.approvals(ticket_id).get(ticket_id, ())),
            may_export=looks_after_records(viewer, catalogue),
            may_open=may_open(tx.tickets.filed(ticket_id), viewer, catalogue, now=desk.clock()),
        )


@rerun_on_conflict
def open_up(desk: Desk, ticket_id: int, *, by: str, key: str) -> None:
    """Let both sides see it again. Raises TicketNotFound and StaysRestricted."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        before = tx.tickets.filed(ticket_id, lock=True)
        after = rules.open_up(before, by, tx.catalogues.current(), now=now)
        after = replace(after, ticket=tx.tickets.save(after.ticket))
        tx.history.add(happened(after.ticket, Event.OPENED_UP, by=by, at=now))
        tell(tx, *cards_after(tx, before, after), now=now, by=by)


def overview(desk: Desk, *, viewer: str) -> Overview:
    """Raises NotYourRecords for who looks after no records."""
    if not looks_after_records(viewer, desk.catalogue()):
        raise NotYourRecords
    with desk.reading() as tx:
        tickets, waiting = tx.declarations.counts()
        return Overview(tickets=tickets, waiting=waiting, last=tx.declarations.last_export())


def export(desk: Desk, *, by: str, since: datetime | None = None) -> Sequence[Record]:
    """Every ticket that has a record, by number; with `since`, the rounds touched since then.

    That it was done is kept.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        told = (record.touched(since) if since else record for record in _records(tx))
        found = [record for record in told if record.rounds]
        tx.declarations.note(Export(at=now, by=by, since=since, tickets=len(found)))
    return found


def _records(tx: Transaction) -> Iterator[Record]:
    approvals = tx.declarations.approvals()
    for ticket_id, declared in tx.declarations.by_ticket().items():
        told = rounds(declared, approvals.get(ticket_id, ()))
        yield Record(ticket=tx.tickets.get(ticket_id), rounds=told)


def _may_read(tx: Transaction, ticket_id: int, viewer: str) -> bool:
    if viewer in involved(tx.tickets.filed(ticket_id)):
        return True
    return looks_after_records(viewer, tx.catalogues.current())
