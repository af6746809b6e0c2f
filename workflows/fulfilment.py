"""What owner and requester do with a ticket after it was taken in."""

from dataclasses import replace
from datetime import date

from domain import lifecycle as rules
from domain.approval import taken_back
from domain.errors import TicketNotFound
from domain.history import Event, happened
from domain.lifecycle import Move, company_of
from domain.link import is_held_up, is_told_on
from domain.message import Message
from domain.request import Filed
from domain.ticket import Status, Ticket
from domain.working_day import morning_of
from storage.transaction import Transaction
from views import told as view
from views.conversation import at_it
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell

EVENTS = {
    Move.ADD_DETAILS: Event.DETAILED,
    Move.EDIT: Event.EDITED,
    Move.TAKE: Event.TAKEN,
    Move.REPLY: Event.REPLIED,
    Move.ASK: Event.ASKED,
    Move.ANSWER: Event.ANSWERED,
    Move.WAIT_FOR_IT: Event.WAITS_FOR_IT,
    Move.WAIT_FOR_THIRD_PARTY: Event.WAITS_FOR_THIRD_PARTY,
    Move.GO_ON: Event.WENT_ON,
    Move.RESOLVE: Event.RESOLVED,
    Move.DONE: Event.DONE,
    Move.NOT_YET: Event.NOT_YET,
    Move.CLOSE: Event.CLOSED,
    Move.REOPEN: Event.REOPENED,
    Move.WITHDRAW: Event.WITHDRAWN,
    Move.CANCEL: Event.CANCELLED,
    Move.COMMENT: Event.COMMENTED,
    Move.NOTE: Event.NOTED,
    Move.WATCH: Event.WATCHED,
    Move.UNWATCH: Event.UNWATCHED,
    Move.SNOOZE: Event.SNOOZED,
    Move.WAKE: Event.WOKEN,
    Move.LINK: Event.LINKED,
    Move.UNLINK: Event.UNLINKED,
}


ELSEWHERE = frozenset(
    {
        Move.ASSIGN,
        Move.HAND_OVER,
        Move.MOVE_AREA,
        Move.SHARE,
        Move.UNSHARE,
        Move.ASK_APPROVAL,
        Move.ASK_AGAIN,
        Move.REMIND,
    }
)
"""What takes more than these moves do, and has a workflow of its own."""


@rerun_on_conflict
def move(
    desk: Desk,
    ticket_id: int,
    what: Move,
    *,
    by: str,
    key: str,
    words: str = "",
    day: date | None = None,
) -> None:
    """Make this move and tell everyone it concerns; once for each press or sent form.

    What is put aside comes back in the morning of that `day`. Raises TicketNotFound for a move from
    `ELSEWHERE`, which no button asks for here.
    """
    if what in ELSEWHERE:
        raise TicketNotFound(ticket_id)
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        before = tx.tickets.filed(ticket_id, lock=True)
        catalogue = tx.catalogues.current()
        until = morning_of(day, catalogue.calendar) if day else None
        company = company_of(catalogue)
        after = rules.move(before, by, what, company=company, now=now, words=words, until=until)
        after = _save(tx, before, after)
        tx.history.add(happened(after.ticket, EVENTS[what], by=by, at=now, words=words))
        it = at_it(after, catalogue)
        told = view.told(after, what, by=by, words=words, it=it)
        told += _unblocked(tx, after.ticket) if what is Move.RESOLVE else []
        tell(tx, *cards_after(tx, before, after), *told, now=now, by=by)


def check(desk: Desk, ticket_id: int, what: Move, *, by: str) -> Filed:
    """The ticket, if this person may make this move now; for the form that asks for words.

    Raises the refusal that the move would raise.
    """
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        company = company_of(tx.catalogues.current())
    rules.check(filed, by, what, company=company, now=desk.clock())
    return filed


def _save(tx: Transaction, before: Filed, after: Filed) -> Filed:
    """Save what a move has changed, and return it one version on."""
    ticket = tx.tickets.save(after.ticket)
    if ticket.status is Status.CANCELLED and before.approval:
        tx.approvals.save(taken_back(before.approval))
    for person in set(after.watchers) - set(before.watchers):
        tx.tickets.watch(ticket.id, person)
    for person in set(before.watchers) - set(after.watchers):
        tx.tickets.unwatch(ticket.id, person)
    return replace(after, ticket=ticket)


def _unblocked(tx: Transaction, done: Ticket) -> list[Message]:
    """The owners of what waited for this ticket hear that it is resolved."""
    catalogue = tx.catalogues.known()
    waiting = [
        tx.tickets.filed(other.id)
        for link, other in tx.tickets.linked(done.id)
        if is_held_up(other, link, by=done)
    ]
    return [
        view.unblocked(
            filed, done, is_told=is_told_on(filed.ticket, of=done), it=at_it(filed, catalogue)
        )
        for filed in waiting
    ]
