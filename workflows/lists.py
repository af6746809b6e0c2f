"""Tickets as lists, and one of them looked at."""

from dataclasses import replace

from domain.catalogue import IntakePlan
from domain.comment import readable
from domain.errors import TicketNotFound
from domain.lifecycle import company_of, is_of_it
from domain.visibility import may_see
from storage.search import RANKED, Reader
from storage.ticket_lists import Page
from storage.transaction import Transaction
from views.lists import Listing, Looked, listed
from views.ticket import card_of_reader
from workflows.desk import Desk, shown_of

LIMIT = 20


def of_requester(desk: Desk, requester: str) -> Listing:
    """What this person asked for and is not over, newest first."""
    with desk.reading() as tx:
        return _listing(tx, tx.lists.of_requester(requester, limit=LIMIT), requester)


def of_owner(desk: Desk, owner: str) -> Listing:
    """The owner's backlog, what is due first."""
    with desk.reading() as tx:
        return _listing(tx, tx.lists.of_owner(owner, limit=LIMIT), owner)


def waiting_for(desk: Desk, person: str) -> Listing:
    """What this person has to decide, to answer, to check or to fill in."""
    with desk.reading() as tx:
        return _listing(tx, tx.lists.waiting_for(person, limit=LIMIT), person)


def search(desk: Desk, words: str, *, viewer: str) -> Listing:
    """The tickets with these words that this person may see, the best first."""
    with desk.reading() as tx:
        sides = tx.catalogues.known().both_sides()
        reader = Reader(person=viewer, is_on_a_side=viewer in sides)
        found = tx.search.find(words, reader, limit=LIMIT)
        listing = _listing(tx, Page(tickets=found.tickets, how_many=found.how_many), viewer)
        is_cut = found.how_many == RANKED
        return replace(listing, is_cut=is_cut, is_loose=found.is_loose)


def ticket_emoji(desk: Desk) -> str:
    """The emoji that makes a ticket of a message; the usual one before there is a catalogue."""
    with desk.reading() as tx:
        plan = tx.catalogues.known().intake if tx.catalogues.version() else IntakePlan()
        return plan.emoji


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
        asked = {filed.ticket.requester, filed.ticket.filed_by} - {filed.ticket.owner}
        is_among_it = is_it and viewer not in asked
        talk = readable(tx.comments.of(ticket_id), by_it=is_among_it)
        return Looked(shown=shown_of(tx, filed), name=name, reader_is_it=is_it, talk=talk)


def _listing(tx: Transaction, page: Page, reader: str) -> Listing:
    catalogue = tx.catalogues.known()
    links = tx.card_links.about([ticket.reference for ticket in page.tickets])
    rows = listed(page.tickets, reader, catalogue, links=links)
    return Listing(rows=rows, how_many=page.how_many)
