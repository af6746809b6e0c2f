"""Cards: posts that show something as it is now."""

from domain.checkin import CheckIn, next_occurrence
from domain.delivery import CardPost
from domain.errors import TicketNotFound
from domain.message import Card, Post
from domain.occurrence import Kind
from domain.request import Filed
from domain.ticket import Ticket
from domain.visibility import may_be_told
from storage.transaction import Transaction
from views import checkin as checkin_view
from views import digest as digest_view
from views import private
from views import ticket as ticket_view
from views.lists import Listed
from workflows.desk import Desk

LOOKED_AT = 60


def standing_and_drawn(desk: Desk, card: Card) -> tuple[CardPost, Post]:
    """Where the card stands, and how it is to look by what is saved at this moment.

    One reading, as every card pays for it.
    """
    draw = {"checkin": _check_in, "digest": _digest}.get(card.subject, _ticket)
    with desk.reading() as tx:
        return tx.posts.standing(card.name), draw(tx, card)


def _ticket(tx: Transaction, card: Card) -> Post:
    ticket_id = int(card.subject.removeprefix("MT-"))
    filed = tx.tickets.filed(ticket_id)
    if not may_be_told(filed, card.to):
        return _without_words(tx, filed, card)
    shown = ticket_view.Shown(
        filed=filed,
        history=tx.history.of(ticket_id),
        catalogue=tx.catalogues.known(),
    )
    return ticket_view.card(shown, card.name)


def _without_words(tx: Transaction, filed: Filed, card: Card) -> Post:
    """What is left of a card that may not be read there any more.

    Raises TicketNotFound where none stands: nothing is posted anew.
    """
    if tx.posts.place_of(card.name) is None:
        raise TicketNotFound(filed.ticket.id)
    return private.instead(filed, card)


def _digest(tx: Transaction, card: Card) -> Post:
    _, channel, week = card.name.split(":")
    return digest_view.post(tx.digests.kept(channel, week=week), tx.catalogues.known().names)


def _check_in(tx: Transaction, card: Card) -> Post:
    """The joint post, or one person's prompt: whom it is for stands at the end of its name."""
    _, series_id, slot, *prompted = card.name.split(":")
    series = tx.checkins.get(int(series_id))
    occurrence = tx.occurrences.get(Kind.CHECK_IN, series_id, slot=slot)
    assert occurrence is not None, "occurrences are never deleted once people were told of them"
    answers = tx.checkins.answers(series.id, slot=slot)
    check_in = CheckIn(series=series, occurrence=occurrence, answers=answers)
    if prompted:
        joint = _link(tx, checkin_view.name_of(check_in))
        return checkin_view.prompt(check_in, prompted[-1], post=joint)
    found = tx.tickets.open_between(series.marketing, series.it, limit=LOOKED_AT)
    held = checkin_view.Held(
        check_in=check_in,
        open_between=[_listed(tx, ticket) for ticket in found],
        following_at=next_occurrence(series, after=occurrence.due_at).due_at,
    )
    return checkin_view.post(held)


def _listed(tx: Transaction, ticket: Ticket) -> Listed:
    channel = tx.catalogues.known().triage_of(ticket.area) or ""
    return Listed(ticket=ticket, link=_link(tx, ticket_view.triage_card(ticket, channel)))


def _link(tx: Transaction, name: str) -> str | None:
    place = tx.posts.place_of(name)
    return tx.workspaces.permalink(place) if place else None
