"""Tickets as lists, and one of them looked at."""

from collections.abc import Sequence

from domain.errors import TicketNotFound
from domain.lifecycle import company_of, is_of_it
from domain.ticket import Ticket
from domain.visibility import may_see
from storage.transaction import Transaction
from views.lists import Listed, Looked
from views.ticket import card_of_reader, triage_card
from workflows.desk import Desk, shown_of

LIMIT = 20


def of_requester(desk: Desk, requester: str) -> Sequence[Listed]:
    """What this person asked for and is not over, newest first, with links to their cards."""
    with desk.reading() as tx:
        tickets = tx.tickets.open_of_requester(requester, limit=LIMIT)
        return [_listed(tx, t, f"{t.reference}:requester") for t in tickets]


def of_owner(desk: Desk, owner: str) -> Sequence[Listed]:
    """The owner's backlog, what is due first, with links to the cards in triage."""
    with desk.reading() as tx:
        catalogue = tx.catalogues.current()
        tickets = tx.tickets.open_of_owner(owner, limit=LIMIT)
        return [_listed(tx, t, triage_card(t, catalogue.triage_of(t.area) or "")) for t in tickets]


def ticket(desk: Desk, ticket_id: int, *, viewer: str) -> Looked:
    """The ticket as a card, with its history, for whoever is part of it.

    Raises TicketNotFound for everybody else.
    """
    with desk.reading() as tx:
        filed, catalogue = tx.tickets.filed(ticket_id), tx.catalogues.current()
        if not may_see(filed, viewer, both_sides=catalogue.both_sides()):
            raise TicketNotFound(ticket_id)
        is_it = is_of_it(filed, viewer, company_of(catalogue))
        name = card_of_reader(filed, viewer, catalogue, is_it=is_it)
        return Looked(shown=shown_of(tx, filed), name=name, reader_is_it=is_it)


def _listed(tx: Transaction, ticket: Ticket, card: str) -> Listed:
    place = tx.posts.place_of(card)
    return Listed(ticket=ticket, link=tx.workspaces.permalink(place) if place else None)
