"""Telling people: all that workflows say leaves here, where and when each reader wants it.

What is private leaves for those involved alone, each directly.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import addressing as rules
from domain.addressing import Wishes
from domain.approval import Press
from domain.catalogue import Catalogue
from domain.errors import Refusal, TicketNotFound
from domain.history import Entry, Event, happened
from domain.message import Card, Message, Notice, is_person, ticket_of
from domain.notification import USUAL
from domain.request import Filed
from domain.ticket import Ticket
from domain.visibility import may_be_told
from storage.transaction import Transaction
from views import approval, not_counted, private, staffing
from views.approval_news import has_begun, recorded_turn, step_begun
from workflows.desk import cards_after


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """What leaves as soon as it may, and what waits for the end of its reader's quiet hours."""

    at_once: Sequence[Message]
    held: Sequence[Notice]


def tell(tx: Transaction, *messages: Message, now: datetime, by: str | None = None) -> None:
    """Leave these messages to be sent. `by` is who did it: nobody is told of their own act."""
    put(tx, addressed(tx, *messages, now=now, by=by), now=now)


def addressed(
    tx: Transaction, *messages: Message, now: datetime, by: str | None = None
) -> Addressed:
    """The messages as their readers want them: a question for each kind of wish, if at all."""
    notices = [_directed(tx, m) for m in messages if isinstance(m, Notice)]
    notices = [n for n in notices if not _has_left(tx, n.to)]
    wishes = _wishes(tx, [n for n in notices if n.news])
    told = rules.addressed(notices, wishes, now=now, by=by)
    cards = [m for m in messages if isinstance(m, Card)]
    return Addressed(
        at_once=[*_kept_private(tx, cards), *(n for n in told if not rules.is_held(n))],
        held=[n for n in told if rules.is_held(n)],
    )


def put(tx: Transaction, news: Addressed, *, now: datetime) -> None:
    """Leave what was addressed to be sent."""
    for notice in news.held:
        if not tx.outbox.gather(notice):
            tx.outbox.put(replace(notice, key=f"{notice.key}:{now.isoformat()}"))
    with tx.together():
        tx.outbox.put(*news.at_once)


def _has_left(tx: Transaction, to: str) -> bool:
    """Nobody reads what is sent to them; what was theirs, others hear of."""
    return is_person(to) and tx.catalogues.has_left(to)


def recorded(
    before: Filed, after: Filed, press: Press, *, catalogue: Catalogue, now: datetime
) -> list[Entry]:
    """What the history keeps of a verdict that counted."""
    ticket, asked = after.ticket, after.approval
    assert asked is not None, "it was decided on"
    said = happened(ticket, Event(press.verdict), by=press.by, at=now, words=press.comment)
    if not has_begun(before, after):
        return [said]
    turn = recorded_turn(asked)
    begun = happened(ticket, Event.STEP_BEGUN, by=None, at=now, words=turn)
    return [said, begun, *staffing.rows_of(after, catalogue, now=now)]


def keep_refused(tx: Transaction, press: Press, refusal: Refusal, *, now: datetime) -> None:
    """What the history keeps of a verdict that did not count: a row a day for each reason.

    Of a ticket that is not there as much is written but the row, so that nobody can tell by it.
    """
    ticket = _locked(tx, press.ticket_id)
    what = f"{press.ticket_id}:{press.turn}:{press.by}:{type(refusal).__name__}"
    is_first = tx.handled.first_time(f"refused:{what}:{now:%Y-%m-%d}", now=now)
    if ticket and is_first:
        words = not_counted.recorded(press, refusal)
        tx.history.add(happened(ticket, Event.NOT_COUNTED, by=press.by, at=now, words=words))


def _locked(tx: Transaction, ticket_id: int) -> Ticket | None:
    """Before anything is written, as everybody locks it: so nobody waits in a ring."""
    try:
        return tx.tickets.filed(ticket_id, lock=True).ticket
    except TicketNotFound:
        return None


def of_verdict(tx: Transaction, before: Filed, after: Filed) -> list[Message]:
    """The cards as they are to be once a verdict has counted, and who hears of it."""
    ticket = after.ticket
    channel = tx.catalogues.known().triage_of(ticket.area) if ticket.is_for_both_sides else None
    told = [*cards_after(tx, before, after), *approval.decided(after, channel=channel)]
    if not has_begun(before, after):
        return told
    standing = {place.name for place in tx.posts.about(ticket.reference)}
    return [*told, *step_begun(before, after, standing=standing)]


def _directed(tx: Transaction, notice: Notice) -> Notice:
    """News for a channel, as it may go there; of what is private, to a person instead."""
    ticket_id = None if is_person(notice.to) else ticket_of(notice)
    if ticket_id is None:
        return notice
    try:
        return private.directed(notice, tx.tickets.get(ticket_id))
    except TicketNotFound:
        return notice


def _kept_private(tx: Transaction, cards: Sequence[Card]) -> Sequence[Card]:
    """The cards; where they are of a private ticket, with all that has to lose its words.

    A private ticket is told by its owner's card, which no other ticket usually has.
    """
    owners = {card.subject: card for card in cards if private.is_owners(card)}
    return [*_moved_in(tx, cards, owners), *_withheld(tx, owners.values())]


def _moved_in(tx: Transaction, cards: Sequence[Card], owners: Mapping[str, Card]) -> Iterator[Card]:
    """The requester's card leaves the channel that it stood in, and stands in their messages."""
    for card in cards:
        ticket_id = ticket_of(card) if card.subject in owners else None
        if ticket_id is None or is_person(card.to) or card.name != f"{card.subject}:requester":
            yield card
            continue
        ticket = tx.tickets.get(ticket_id)
        if ticket.is_for_both_sides:
            yield card
            continue
        left = private.left(card)
        if tx.posts.rename(card.name, left.name):
            yield left
        yield replace(card, to=ticket.requester, thread=None)


def _withheld(tx: Transaction, owners: Iterable[Card]) -> Iterator[Card]:
    """The posts of comments that stand where the ticket may not be read any more."""
    for card in owners:
        filed = tx.tickets.filed(ticket_of(card) or 0)
        for place in tx.posts.of_comments(filed.ticket.id):
            if not may_be_told(filed, place.to):
                yield private.again(place, because=card)


def _wishes(tx: Transaction, news: Collection[Notice]) -> Wishes:
    channels = [n for n in news if not is_person(n.to)]
    silent = tx.preferences.silent_channels() if channels else frozenset()
    people = {n.calls if n.to in silent else n.to for n in news if n.news in USUAL}
    readers = [person for person in people if person and is_person(person)]
    return wishes_of(tx, readers, silent=silent) if readers else Wishes(silent=silent)


def wishes_of(
    tx: Transaction, readers: Collection[str], *, silent: frozenset[str] = frozenset()
) -> Wishes:
    """What these people want to hear, and when."""
    quiet = tx.preferences.quiet_hours(readers)
    known = tx.people.known(list(quiet)) if quiet else {}
    return Wishes(
        places={(wish.person, wish.kind): wish.place for wish in tx.preferences.of(readers)},
        quiet=quiet,
        zones={person: known[person].zone for person in known},
        zone=tx.catalogues.known().zone if quiet else "UTC",
        silent=silent,
    )
