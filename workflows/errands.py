"""Errands, as the reader runs them: taken under a lease, put off, or given up with a kind word."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errand import ErrandClaim, ErrandKind, delegation_in, source_in, wanted_in
from domain.message import Message
from domain.people import Person
from storage.transaction import Transaction
from views import away
from views import sketch as view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell

KNOWN_FOR_SECONDS = 24 * 3600


def waiting(desk: Desk) -> Sequence[str]:
    with desk.reading() as tx:
        return tx.errands.waiting()


def is_due(desk: Desk, *, real: datetime) -> bool:
    """Whether there is something to claim: looking takes no turn from those who write."""
    with desk.reading() as tx:
        return tx.errands.is_due(real=real)


def claim(desk: Desk, *, real: datetime, held_until: datetime, limit: int) -> Sequence[ErrandClaim]:
    """Take what is to be run, ours until `held_until`; times are real."""
    with desk.transaction() as tx:
        return tx.errands.claim(real=real, held_until=held_until, limit=limit)


def known(desk: Desk, people: Sequence[str]) -> Mapping[str, Person]:
    """Those of these people of whom Slack told within the last day."""
    now = desk.clock()
    with desk.reading() as tx:
        found = tx.people.known(people)
    return {
        id: person
        for id, person in found.items()
        if (now - person.known_at).total_seconds() < KNOWN_FOR_SECONDS
    }


def put_off(desk: Desk, claim: ErrandClaim, *, until: datetime, reason: str) -> None:
    with desk.transaction() as tx:
        tx.errands.put_off(claim, until=until, reason=reason)


@rerun_on_conflict
def give_up(desk: Desk, claim: ErrandClaim, *, reason: str, is_closed: bool) -> None:
    """Settle it undone, and say so to who waits for it; `is_closed`: we are not let in there."""
    now = desk.clock()
    with desk.transaction() as tx:
        if tx.errands.settle(claim, now=now, reason=reason):
            tell(tx, *_apologies(tx, claim, is_closed=is_closed), now=now)


def _apologies(tx: Transaction, claim: ErrandClaim, *, is_closed: bool) -> list[Message]:
    """What a tick asked for, it asks for again, and nobody waits for it."""
    errand = claim.errand
    if errand.kind in (ErrandKind.PEOPLE, ErrandKind.GROUPS):
        return []
    if errand.kind is ErrandKind.STAND_IN:
        return [away.stand_in_unknown(delegation_in(errand))]
    return [_apology(tx, claim, is_closed=is_closed)]


def _apology(tx: Transaction, claim: ErrandClaim, *, is_closed: bool) -> Message:
    errand = claim.errand
    if errand.kind is ErrandKind.EARLIER_MESSAGES:
        ticket = tx.tickets.get(int(errand["ticket"]))
        return view.earlier_unreadable(ticket, source_in(errand), is_closed=is_closed)
    return view.unreadable(wanted_in(errand), errand.key, is_closed=is_closed)
