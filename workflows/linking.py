"""Saying that two tickets belong together. Nobody is told: both cards show it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain import lifecycle as rules
from domain.errors import FieldRefusal, TicketNotFound
from domain.history import Event, happened
from domain.lifecycle import Move, company_of
from domain.link import Link, LinkKind, is_told_on
from domain.request import Filed
from domain.visibility import may_see
from storage.transaction import Transaction
from views import links as view
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell


@rerun_on_conflict
def link(
    desk: Desk, ticket_id: int, other_id: int, kind: LinkKind | None, *, by: str, key: str
) -> None:
    """Say how they belong together; with no kind, that they do no longer.

    Raises FieldRefusal for one that this person may not see, as for one that there is not.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        filed, other = _both(tx, ticket_id, other_id)
        company = company_of(tx.catalogues.current())
        rules.check(filed, by, Move.LINK if kind else Move.UNLINK, company=company, now=now)
        if ticket_id == other_id:
            raise FieldRefusal(view.itself(other_id))
        if other is None or not may_see(other, by, both_sides=company.both):
            raise FieldRefusal(view.not_found(other_id))
        changed = _changed(tx, filed, other, kind)
        event = Event.LINKED if kind else Event.UNLINKED
        for end, far in ((filed, other), (other, filed)) if changed else ():
            if is_told_on(end.ticket, of=far.ticket):
                _record(tx, end, event, changed, by=by, now=now)


def _record(
    tx: Transaction, end: Filed, event: Event, changed: Sequence[Link], *, by: str, now: datetime
) -> None:
    """On one of the two tickets: in its history, and on its cards."""
    after = replace(end, ticket=tx.tickets.save(end.ticket))
    for each in changed:
        words = view.in_words(each, of=after.ticket)
        tx.history.add(happened(after.ticket, event, by=by, at=now, words=words))
    tell(tx, *cards_after(tx, end, after), now=now, by=by)


def _both(tx: Transaction, ticket_id: int, other_id: int) -> tuple[Filed, Filed | None]:
    """Locked in the order of their numbers, so that two who link them both ways do not meet."""
    found = {number: _filed(tx, number) for number in sorted({ticket_id, other_id})}
    filed = found[ticket_id]
    if filed is None:
        raise TicketNotFound(ticket_id)
    return filed, found[other_id]


def _filed(tx: Transaction, number: int) -> Filed | None:
    try:
        return tx.tickets.filed(number, lock=True)
    except TicketNotFound:
        return None


def _changed(tx: Transaction, filed: Filed, other: Filed, kind: LinkKind | None) -> list[Link]:
    """The links that were made or taken away: none, if all was so before."""
    if kind:
        made = Link(ticket_id=filed.ticket.id, other_id=other.ticket.id, kind=kind)
        return [made] if tx.tickets.link(made) else []
    ends = {filed.ticket.id, other.ticket.id}
    gone = [each for each in tx.tickets.links(filed.ticket.id) if {*_ends(each)} == ends]
    for each in gone:
        tx.tickets.unlink(each)
    return gone


def _ends(link: Link) -> tuple[int, int]:
    return link.ticket_id, link.other_id
