"""Cards: posts that show something as it is now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.away import decides_or_owns
from domain.checkin import CheckIn, next_occurrence
from domain.comment import Comment
from domain.delivery import Drawing
from domain.message import Card, Place, Post
from domain.occurrence import Kind
from domain.request import Filed
from domain.ticket import Ticket
from domain.visibility import may_be_told
from storage.transaction import Transaction
from views import asking, away, conversation, private, sketch, verdicts
from views import checkin as checkin_view
from views import digest as digest_view
from views import ticket as ticket_view
from views.lists import Listed
from workflows.desk import Desk, shown_of

LOOKED_AT = 60


def drawn(desk: Desk, cards: Iterable[Card]) -> Mapping[str, Drawing]:
    """Where each card stands, and how it is to look by what is saved at this moment, by name.

    One reading for all of them, as they are many, and a ticket is read once for all its cards. One
    that cannot be drawn holds up no other.
    """
    with desk.reading() as tx:
        read: dict[int, ticket_view.Shown] = {}
        return {card.name: _drawing(tx, card, read) for card in cards}


def _drawing(tx: Transaction, card: Card, read: dict[int, ticket_view.Shown]) -> Drawing:
    draw = DRAW.get(card.subject.partition(":")[0])
    standing = tx.posts.standing(card.name)
    try:
        shown = draw(tx, card) if draw else _ticket(tx, card, read)
        return Drawing(standing=standing, shown=shown)
    except Exception as trouble:  # the courier of this card drops it or logs it
        return Drawing(standing=standing, shown=trouble)


def _ticket(tx: Transaction, card: Card, read: dict[int, ticket_view.Shown]) -> Post:
    ticket_id = int(card.subject.removeprefix("MT-"))
    if ticket_id not in read:
        read[ticket_id] = shown_of(tx, tx.tickets.filed(ticket_id))
    shown = read[ticket_id]
    if private.has_left(card) or not may_be_told(shown.filed, card.to):
        return private.instead(shown.filed, card)
    if verdicts.is_one(card):
        return _verdict(tx, shown.filed, card)
    if card.name.startswith(f"{card.subject}:asking:"):
        return _asking(tx, shown.filed.ticket, card)
    if card.name.startswith(f"{card.subject}:triage:") and ticket_view.has_left(shown, card.to):
        return _left(tx, shown, card)
    return ticket_view.card(shown, card.name)


def _left(tx: Transaction, shown: ticket_view.Shown, card: Card) -> Post:
    """What stays behind leads to where it is worked on, as soon as it stands there."""
    there = ticket_view.now_in(shown)
    links = {there: address} if (address := _link(tx, there)) else {}
    drawn = ticket_view.card(replace(shown, links=links), card.name)
    return replace(drawn, is_early=not links and tx.outbox.has_waiting(there))


def _asking(tx: Transaction, ticket: Ticket, card: Card) -> Post:
    said = [c.at for c in tx.comments.of(ticket.id) if c.by == ticket.requester]
    wrote_at = said[-1] if said else None
    return asking.post(ticket, card.name, tx.history.of(ticket.id), wrote_at=wrote_at)


def _verdict(tx: Transaction, filed: Filed, card: Card) -> Post:
    """Whether what somebody wrote is their answer; then, what became of it."""
    question = verdicts.read_name(card.name)
    comment = tx.comments.get(question.comment_id)
    assert comment is not None, "comments are never taken away: deleted ones lose their words"
    is_kept = tx.handled.knows(verdicts.kept_key(comment.id))
    return verdicts.post(filed, comment, question, is_kept=is_kept)


def _comment(tx: Transaction, card: Card) -> Post:
    """As it reads now; internal words stand where IT works, and nowhere else."""
    _, comment_id, kind, *_ = card.name.split(":")
    comment = tx.comments.get(int(comment_id))
    assert comment is not None, "comments are never taken away: deleted ones lose their words"
    filed = tx.tickets.filed(comment.ticket_id)
    is_for_it = kind in conversation.IT
    if not may_be_told(filed, card.to) or (comment.is_internal and not is_for_it):
        return private.instead(filed, card)
    if span := sketch.span_of(card.name):
        return _earlier(tx, filed.ticket, span)
    return conversation.card(comment, filed, card.name, source=_written_at(tx, comment, kind))


def _earlier(tx: Transaction, ticket: Ticket, span: sketch.Span) -> Post:
    """What was said before there was a ticket, as it reads now."""
    said = [c for c in tx.comments.of(ticket.id) if span.first <= c.id <= span.last]
    where = _link(tx, f"origin:{ticket.reference}")
    return sketch.earlier_post(said, left_out=span.left_out, where=where)


def _written_at(tx: Transaction, comment: Comment, kind: str) -> str | None:
    """The address of its message, where it is one that IT may be able to open."""
    if kind not in conversation.IT or not (comment.ts and comment.channel):
        return None
    if comment.channel.startswith("D"):
        return None
    return tx.workspaces.permalink(Place(channel=comment.channel, ts=comment.ts))


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


def _away(tx: Transaction, card: Card) -> Post:
    """What one person reads of an absence of theirs."""
    stamp = card.name.removeprefix("away:")
    catalogue = tx.catalogues.current()
    roster = catalogue.roster
    absence = next((a for a in roster.absences if away.is_named(a, stamp)), None)
    person = absence.person if absence else ""
    stands_in = roster.delegation_within(absence) if absence else None
    is_asked = bool(tx.staffing.waits_for(person)) or person in tx.staffing.owners()
    return away.post(
        absence,
        stands_in,
        catalogue,
        decides=is_asked or decides_or_owns(person, catalogue),
        is_looked_up=any(k.startswith(f"stand_in:{person}:") for k in tx.errands.waiting()),
    )


DRAW = {"away": _away, "checkin": _check_in, "digest": _digest, "comment": _comment}
"""By the first part of a card's name; all others are tickets'."""
