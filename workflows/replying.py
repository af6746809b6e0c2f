"""What somebody needs to know before they reply, or before their words count as more."""

from domain import lifecycle as rules
from domain.errors import MoveRefused
from domain.history import stands_since, stint
from domain.lifecycle import Move, company_of
from domain.request import Filed
from views import asking
from views import conversation as view
from workflows.desk import Desk


def meant(desk: Desk, ticket_id: int, *, asked: int, by: str) -> tuple[Move, str]:
    """The move that the requester's words were meant as, and these words, as they now say.

    Raises what the move would raise, and MoveRefused where the ticket stands elsewhere by now.
    """
    with desk.reading() as tx:
        filed, history = tx.tickets.filed(ticket_id), tx.history.of(ticket_id)
        company = company_of(tx.catalogues.current())
        comments = tx.comments.of(ticket_id)
    ticket = filed.ticket
    what = asking.MEANT.get(ticket.status)
    rules.check(filed, by, what or Move.ANSWER, company=company, now=desk.clock())
    if what is None or asked != stint(history):
        why = "It has moved on since you were asked; its card shows what happens next."
        raise MoveRefused(ticket.reference, status=ticket.status, why=why)
    since = stands_since(history)
    words = [c.words for c in comments if c.by == by and not c.is_internal and c.at >= since]
    return what, "\n".join(each for each in words if each)


def to_reply(desk: Desk, ticket_id: int, what: Move, *, by: str) -> tuple[Filed, str]:
    """The ticket, and where its requester will read the reply. Raises as the reply would."""
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        company = company_of(tx.catalogues.current())
        standing = tx.posts.about(filed.ticket.reference)
    rules.check(filed, by, what, company=company, now=desk.clock())
    return filed, view.at_requester(filed, standing).to
