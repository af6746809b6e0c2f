"""The record of the privacy gate: read on a ticket by those involved, and taken out whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import NotYourRecords
from domain.privacy import Export, Record, Round, looks_after_records, rounds
from domain.visibility import involved
from storage.transaction import Transaction
from workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Overview:
    """How much is on record: tickets, those that wait for a decision, and the last export."""

    tickets: int
    waiting: int
    last: Export | None


def of_ticket(desk: Desk, ticket_id: int, *, viewer: str) -> Sequence[Round]:
    """The rounds of one ticket, for who has a part in it or looks after records; else none."""
    with desk.reading() as tx:
        declared = tx.declarations.of(ticket_id)
        if not declared or not _may_read(tx, ticket_id, viewer):
            return ()
        return rounds(declared, tx.declarations.approvals(ticket_id).get(ticket_id, ()))


def may_export(desk: Desk, person: str) -> bool:
    return looks_after_records(person, desk.catalogue())


def overview(desk: Desk, *, viewer: str) -> Overview:
    """Raises NotYourRecords for who looks after no records."""
    if not may_export(desk, viewer):
        raise NotYourRecords
    with desk.reading() as tx:
        found = tuple(_records(tx))
        last = tx.declarations.last_export()
    waiting = sum(1 for record in found if record.rounds[-1].is_waiting)
    return Overview(tickets=len(found), waiting=waiting, last=last)


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
