"""What owner and requester do with a ticket after it was taken in."""

from domain import lifecycle as rules
from domain.history import Event, happened
from domain.lifecycle import Move
from domain.people import Side
from domain.request import Filed
from domain.ticket import Status, Ticket
from views import moves as view
from views import ticket as ticket_view
from workflows.desk import Desk, rerun_on_conflict

EVENTS = {
    Move.TAKE: Event.TAKEN,
    Move.RESOLVE: Event.RESOLVED,
    Move.DONE: Event.DONE,
    Move.NOT_YET: Event.NOT_YET,
    Move.WITHDRAW: Event.WITHDRAWN,
    Move.COMMENT: Event.COMMENTED,
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
        it_people = catalogue.members(Side.IT)
        ticket = tx.tickets.save(rules.move(filed.ticket, by, what, it_people=it_people, now=now))
        if ticket.status is Status.CANCELLED:
            tx.approvals.replace_by(None, ticket_id=ticket_id)
        tx.history.add(happened(ticket, EVENTS[what], by=by, at=now, words=words))
        after = Filed(ticket=ticket, brief=filed.brief, approval=filed.approval)
        channel = catalogue.triage_of(ticket.area)
        standing = tx.posts.about(ticket.reference)
        cards = ticket_view.cards(after, catalogue, standing)
        if what is Move.COMMENT:
            cards = []
        tx.outbox.put(*cards, *view.told(ticket, what, by=by, words=words, channel=channel))


def check(desk: Desk, ticket_id: int, what: Move, *, by: str) -> Ticket:
    """The ticket, if this person may make this move now; for the form that asks for words.

    Raises the refusal that the move would raise.
    """
    with desk.reading() as tx:
        ticket = tx.tickets.get(ticket_id)
        it_people = tx.catalogues.current().members(Side.IT)
    rules.check(ticket, by, what, it_people=it_people)
    return ticket
