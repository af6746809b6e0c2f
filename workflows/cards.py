"""Cards: posts that show something as it is now."""

from collections.abc import Iterable, Mapping

from domain.checkin import CheckIn, next_occurrence
from domain.delivery import Drawing
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
from workflows.desk import Desk, shown_of

LOOKED_AT = 60


def drawn(desk: Desk, cards: Iterable[Card]) -> Mapping[str, Drawing]:
    """Where each card stands, and how it is to look by what is saved at this moment, by name.

    One reading for all of them, as they are many. One that cannot be drawn holds up no other.
    """
    with desk.reading() as tx:
        return {card.name: _drawing(tx, card) for card in cards}


def _drawing(tx: Transaction, card: Card) -> Drawing:
    draw = DRAW.get(card.subject, _ticket)
    standing = tx.posts.standing(card.name)
    try:
        return Drawing(standing=standing, shown=draw(tx, card))
    except Exception as trouble:  # the courier of this card drops it or logs it
        return Drawing(standing=standing, shown=trouble)


def _ticket(tx: Transaction, card: Card) -> Post:
    ticket_id = int(card.subject.removeprefix("MT-"))
    filed = tx.tickets.filed(ticket_id)
    if not may_be_told(filed, card.to):
        return _without_words(tx, filed, card)
    return ticket_view.card(shown_of(tx, filed), card.name)


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


DRAW = {"checkin": _check_in, "digest": _digest}
"""By the first part of a card's name; all others are tickets'."""
