"""What owner and requester do with a ticket after it was taken in."""

from dataclasses import replace

from domain import lifecycle as rules
from domain.history import Event, happened
from domain.lifecycle import Move, company_of
from domain.ticket import Status, Ticket
from views import moves as view
from views import ticket as ticket_view
from workflows.desk import Desk, rerun_on_conflict
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


@rerun_on_conflict
def move(desk: Desk, ticket_id: int, what: Move, *, by: str, key: str, words: str = "") -> None:
    """Make this move and tell everyone it concerns; once for each press or sent form."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        filed = tx.tickets.filed(ticket_id, lock=True)
        catalogue = tx.catalogues.current()
        company = company_of(catalogue)
        after = rules.move(filed, by, what, company=company, now=now, words=words)
        after = replace(after, ticket=tx.tickets.save(after.ticket))
        ticket = after.ticket
        if ticket.status is Status.CANCELLED:
            tx.approvals.replace_by(None, ticket_id=ticket_id)
        tx.history.add(happened(ticket, EVENTS[what], by=by, at=now, words=words))
        channel = catalogue.triage_of(ticket.area) if ticket.is_for_both_sides else None
        standing = tx.posts.about(ticket.reference)
        cards = ticket_view.cards(after, catalogue, standing)
        if what is Move.COMMENT:
            cards = []
        told = view.told(ticket, what, by=by, words=words, channel=channel)
        tell(tx, *cards, *told, now=now, by=by)


def check(desk: Desk, ticket_id: int, what: Move, *, by: str) -> Ticket:
    """The ticket, if this person may make this move now; for the form that asks for words.

    Raises the refusal that the move would raise.
    """
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        company = company_of(tx.catalogues.current())
    rules.check(filed, by, what, company=company, now=desk.clock())
    return filed.ticket
