"""The outbox, as the relay and the private replies use it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from domain.delivery import Claim, Lease, Sent, State
from domain.errors import TicketNotFound
from domain.message import Card, Message, Notice, Place, is_person, ticket_of
from domain.people import Side
from domain.ticket import Ticket
from domain.visibility import may_be_told
from storage.transaction import Transaction
from views import delivery as view
from workflows import telling
from workflows.desk import Desk

OF_REQUESTER = re.compile(r"MT-\d+:requester")
AGAIN = ":direct"
"""Ends the key of what is sent directly after its thread was closed to us: it is tried once."""


def tell(desk: Desk, notice: Notice) -> None:
    """Leave one private message in the outbox."""
    with desk.transaction() as tx:
        telling.tell(tx, notice, now=desk.clock())


def waiting(desk: Desk) -> Sequence[Message]:
    with desk.reading() as tx:
        return tx.outbox.waiting()


def claim(
    desk: Desk,
    *,
    sent: Sequence[Sent] = (),
    real: datetime,
    held_until: datetime,
    busy: Collection[str],
    limit: int,
) -> Sequence[Claim]:
    """Save what was sent, then take what may be sent now, ours until `held_until`.

    `real` and `held_until` are real time. Both jobs share a commit, as that is what they cost.
    """
    now = desk.clock()
    lease = Lease(since=real, until=held_until)
    with desk.transaction() as tx:
        _save(tx, sent, now=now)
        return tx.outbox.claim(lease, now=now, busy=busy, limit=limit) if limit > 0 else []


def thread_of(desk: Desk, post: str) -> tuple[Place | None, bool]:
    """Where a reply to this post goes, and whether it has to wait because the post is coming.

    What is private is never said below a message that others read, too.
    """
    with desk.reading() as tx:
        place = tx.posts.thread_of(post)
        if place and not place.is_direct and _is_private(tx, post):
            return None, False
        return place, place is None and tx.outbox.has_waiting(post)


def _is_private(tx: Transaction, post: str) -> bool:
    about = ticket_of(Card(key="", to="", name=post))
    try:
        return about is not None and not tx.tickets.get(about).is_for_both_sides
    except TicketNotFound:
        return False


def is_still_meant(desk: Desk, notice: Notice) -> bool:
    """Whether its words may go there now: since it was put, its ticket may have become private."""
    ticket_id = ticket_of(notice)
    if ticket_id is None:
        return True
    with desk.reading() as tx:
        is_private = _is_private(tx, f"MT-{ticket_id}")
        return not is_private or may_be_told(tx.tickets.filed(ticket_id), notice.to)


def sent(desk: Desk, *sent: Sent) -> None:
    """Slack shows them there."""
    with desk.transaction() as tx:
        _save(tx, sent, now=desk.clock())


def put_off(desk: Desk, claim: Claim, *, until: datetime, state: State, reason: str) -> None:
    with desk.transaction() as tx:
        tx.outbox.put_off(claim, until=until, state=state, reason=reason)


def drop(desk: Desk, claim: Claim, *, reason: str) -> None:
    """It came too late to be of use: kept as a row, with the reason."""
    with desk.transaction() as tx:
        tx.outbox.settle(claim, State.DROPPED, now=desk.clock(), reason=reason)


def is_gone(desk: Desk, claim: Claim, place: Place, *, until: datetime) -> None:
    """Somebody deleted the card's post: it is posted anew, once."""
    assert isinstance(claim.message, Card)
    with desk.transaction() as tx:
        tx.posts.is_gone(claim.message.name, place)
        tx.outbox.put_off(claim, until=until, state=State.NEW, reason="deleted")


def cannot_reach(desk: Desk, claim: Claim, *, reason: str) -> None:
    """Keep the message for when its place opens; the owner and a coordinator hear of it."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.outbox.settle(claim, State.PARKED, now=now, reason=reason):
            return
        if directly := _directly(tx, claim.message):
            telling.tell(tx, *directly, now=now)
            return
        coordinators = tx.catalogues.current().coordinators if tx.catalogues.version() else ()
        telling.tell(
            tx,
            *_instead(tx, claim.message),
            *view.uninvited(claim.message.to, coordinators, reason=reason, on=now.date()),
            now=now,
        )


def revive(desk: Desk, channel: str) -> None:
    """The bot may post there now: send what was kept."""
    with desk.transaction() as tx:
        tx.outbox.revive(channel)


def _save(tx: Transaction, sent: Sequence[Sent], *, now: datetime) -> None:
    """Who was overtaken by another relay changes nothing."""
    ours = tx.outbox.sent([one.claim for one in sent], now=now)
    tx.posts.stand(
        {
            one.claim.message.name: (one.place, one.shows)
            for one in sent
            if one.claim in ours and isinstance(one.claim.message, Card)
        }
    )


def _directly(tx: Transaction, message: Message) -> list[Message]:
    """What was for the requester in the thread that their ticket came from, directly instead.

    We are not let in there any more: their card moves, and all that follows goes with it.
    """
    card = _requesters_card(tx, message)
    origin = tx.posts.place_of(f"origin:{card.partition(':')[0]}") if card else None
    is_direct = isinstance(message, Card) and is_person(message.to)
    if card is None or origin is None or is_direct or message.key.endswith(AGAIN):
        return []
    requester = tx.tickets.get(int(card.partition(":")[0].removeprefix("MT-"))).requester
    tx.posts.move(card, requester)
    moved = Card(key=f"{message.key}:moved", to=requester, name=card)
    again = replace(message, key=f"{message.key}{AGAIN}", to=requester)
    return [moved] if isinstance(message, Card) and message.name == card else [moved, again]


def _requesters_card(tx: Transaction, message: Message) -> str | None:
    """The name of the requester's card, if the message is that or stands below it."""
    name = message.name if isinstance(message, Card) else message.thread or ""
    for each in (name, tx.posts.standing(name).thread or ""):
        if OF_REQUESTER.fullmatch(each):
            return each
    return None


def _instead(tx: Transaction, message: Message) -> list[Message]:
    """What the ticket's owner gets by direct message, because triage cannot be reached."""
    name = message.name if isinstance(message, Card) else message.thread or ""
    if name.startswith("comment:"):
        name = tx.posts.standing(name).thread or ""
    reference, _, rest = name.partition(":")
    if not (reference.startswith("MT-") and rest.startswith("triage:")):
        return []
    try:
        ticket: Ticket = tx.tickets.get(int(reference.removeprefix("MT-")))
    except TicketNotFound:
        return []
    lead = tx.catalogues.known().sides[Side.IT].lead
    return [view.to_owner(message, ticket, lead=lead)]
