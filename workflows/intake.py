"""Taking requests in, and letting their requesters edit them."""

from dataclasses import replace

from domain import request as rules
from domain.history import Event, happened
from domain.lifecycle import Move, check, company_of
from domain.request import Filed, Request
from views import intake as view
from views import ticket as ticket_view
from workflows.desk import Desk, rerun_on_conflict


@rerun_on_conflict
def take_in(desk: Desk, request: Request, *, key: str) -> None:
    """Make a ticket of the request and tell everyone it concerns; once for each sent form."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        catalogue = tx.catalogues.known()
        filed = rules.take_in(request, catalogue, number=0, now=now)
        filed = rules.numbered(filed, tx.tickets.next_number())
        with tx.together():
            tx.tickets.add(filed)
            tx.history.add(happened(filed.ticket, Event.FILED, by=request.requester, at=now))
            tx.outbox.put(*ticket_view.cards(filed, catalogue, ()))


@rerun_on_conflict
def edit(desk: Desk, ticket_id: int, request: Request, *, key: str) -> None:
    """Write the request anew; a material change asks for approval again."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        before = tx.tickets.filed(ticket_id, lock=True)
        catalogue = tx.catalogues.current()
        check(before, request.requester, Move.EDIT, company=company_of(catalogue))
        after = rules.edit(before, request, catalogue, now=now)
        is_asked_again = after.approval is not before.approval
        if is_asked_again:
            tx.approvals.replace_by(after.approval, ticket_id=ticket_id)
        after = replace(after, ticket=tx.tickets.save(after.ticket))
        tx.tickets.save_words(after)
        tx.history.add(happened(after.ticket, Event.EDITED, by=request.requester, at=now))
        standing = tx.posts.about(after.ticket.reference)
        tx.outbox.put(
            *ticket_view.cards(after, catalogue, standing),
            *view.sent_again(after, catalogue, is_asked_again=is_asked_again),
        )


def to_edit(desk: Desk, ticket_id: int, *, by: str) -> Filed:
    """The request as it stands, for its requester to edit. Raises as the edit would."""
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        check(filed, by, Move.EDIT, company=company_of(tx.catalogues.current()))
    return filed
