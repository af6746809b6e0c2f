"""Tickets without a form: of a message that got the emoji, a mention, or a direct message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import taking_in as rules
from domain.comment import Audience, Comment
from domain.errand import ErrandClaim as Claim
from domain.errand import source_in, to_keep_earlier, to_take_in
from domain.errors import ThreadTaken
from domain.history import Event, happened
from domain.lifecycle import Move, company_of, may_move
from domain.message import CardPlace, Message
from domain.request import Filed, Sketch
from domain.source import Earlier, Look, Said, Source, Wanted
from domain.ticket import Origin, Ticket
from domain.visibility import involved, may_see
from storage.transaction import Transaction
from views import routing
from views import sketch as view
from views import ticket as ticket_view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell


@rerun_on_conflict
def take_in(desk: Desk, wanted: Wanted, *, press: str = "") -> None:
    """Leave an errand to look the message up: once for each message and who wants a ticket of it.

    `press` tells one pressing of the emoji from the next.
    """
    with desk.transaction() as tx:
        tx.errands.put(to_take_in(wanted, press=press))


def taken(desk: Desk, source: Source, *, by: str) -> ThreadTaken | None:
    """The refusal for who wants a request of a thread that has one; it names only what they see."""
    with desk.reading() as tx:
        ticket_id = tx.origins.of(source)
        if ticket_id is None:
            return None
        both_sides = tx.catalogues.current().both_sides()
        filed = tx.tickets.filed(ticket_id)
    is_visible = may_see(filed, by, both_sides=both_sides)
    return ThreadTaken(filed.ticket.reference if is_visible else None)


@rerun_on_conflict
def make(desk: Desk, claim: Claim, look: Look) -> None:
    """Make a ticket of what the errand found; in a thread that has one, follow that instead."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.errands.settle(claim, now=now):
            return
        for person in look.people.values():
            tx.people.remember(person)
        tell(tx, *_made(tx, look, claim.errand.key, now=now), now=now)


@rerun_on_conflict
def keep_earlier(desk: Desk, claim: Claim, earlier: Earlier) -> None:
    """Keep what was said in the thread before the ticket, and tell IT of it in one quiet word."""
    now = desk.clock()
    ticket_id, source = int(claim.errand["ticket"]), source_in(claim.errand)
    with desk.transaction() as tx:
        if not tx.errands.settle(claim, now=now):
            return
        unkept = [
            said
            for said in earlier.said
            if said.source.ts != source.ts and not said.is_by_app and not _is_kept(tx, said)
        ]
        kept = [tx.comments.add(_comment(said, ticket_id)).id for said in unkept]
        if kept:
            span = view.Span(first=kept[0], last=kept[-1], left_out=earlier.left_out)
            filed = tx.tickets.filed(ticket_id)
            tell(tx, *_counted(tx, filed), *_told(tx, filed.ticket, span), now=now)


def _made(tx: Transaction, look: Look, key: str, *, now: datetime) -> Sequence[Message]:
    """What is to be posted: the cards of a new ticket, or a private word why there is none."""
    wanted, said = look.wanted, look.said
    if not look.may_ask:
        today = now.astimezone(ZoneInfo(tx.catalogues.current().zone)).date()
        return [view.guest(wanted, on=today)] if look.may_be_told else []
    if said is None:  # who deletes their own words knows why there is no ticket
        return [view.gone(wanted, key)] if wanted.way is Origin.EMOJI else []
    known = tx.origins.take(said.source, now=now)
    if known is not None:
        return _followed(tx, tx.tickets.filed(known, lock=True), look, key, now=now)
    return _from(tx, look, said, key, now=now)


def _from(tx: Transaction, look: Look, said: Said, key: str, *, now: datetime) -> Sequence[Message]:
    """Of a message whose thread has no ticket yet; of one that Slack keeps twice, one ticket."""
    if said.is_by_app:
        return [view.by_app(look.wanted, key)]
    if not view.with_files(said.words, said.attached):
        return [view.wordless(look.wanted, key)]
    if said.id and not tx.handled.first_time(f"said:{said.id}", now=now):
        return []
    return _filed(tx, look, said, now=now)


def _filed(tx: Transaction, look: Look, said: Said, *, now: datetime) -> Sequence[Message]:
    """A new ticket, whose requester reads of it where they wrote."""
    source, catalogue = said.source, tx.catalogues.current()
    area = next((a.key for a in catalogue.areas if a.triage == source.channel), None)
    sketch = Sketch(
        requester=look.requester,
        filed_by=look.filed_by,
        area=area,
        words=view.with_files(said.words, said.attached),
        origin=look.wanted.way,
        source=source,
        is_private=source.is_direct,
    )
    load = tx.queues.load(rules.sketched_way(sketch, catalogue), catalogue)
    number = tx.tickets.next_number()
    filed = rules.sketch(sketch, catalogue, number=number, now=now, load=load)
    ticket = filed.ticket
    tx.tickets.add(filed)
    tx.queues.note(filed.routed)
    why = routing.why(filed, catalogue, now=now)
    tx.history.add(
        happened(ticket, Event.FILED, by=look.wanted.by, at=now),
        happened(ticket, Event.ROUTED, by=None, at=now, words=why),
    )
    tx.origins.keep(ticket.reference, source)
    tx.errands.put(to_keep_earlier(ticket.id, source))
    standing = [] if source.is_direct else [_in_thread(ticket, source.channel)]
    cards = ticket_view.cards(filed, catalogue, standing)
    return [*cards, *routing.queued(filed, catalogue, now=now)]


def _followed(
    tx: Transaction, filed: Filed, look: Look, key: str, *, now: datetime
) -> Sequence[Message]:
    """Who wants a ticket that there is already follows it; nobody else is told."""
    by, catalogue = look.wanted.by, tx.catalogues.current()
    company = company_of(catalogue)
    if not may_see(filed, by, both_sides=company.both):
        return [view.taken(look.wanted, key)]
    if look.said and look.said.is_by_app:
        place = tx.posts.place_of(f"{filed.ticket.reference}:requester")
        card = tx.workspaces.permalink(place) if place else None
        return [view.already(look.wanted, key, reference=filed.ticket.reference, card=card)]
    may_watch = may_move(filed, by, Move.WATCH, company=company, now=now)
    if look.wanted.way is Origin.MENTION or by in involved(filed) or not may_watch:
        return []
    tx.tickets.watch(filed.ticket.id, by)
    ticket = tx.tickets.save(filed.ticket)
    tx.history.add(happened(ticket, Event.WATCHED, by=by, at=now))
    after = replace(filed, ticket=ticket, watchers=(*filed.watchers, by))
    return ticket_view.cards(after, catalogue, tx.posts.about(ticket.reference))


def _in_thread(ticket: Ticket, channel: str) -> CardPlace:
    """The requester's card, below the message that it was made of."""
    reference = ticket.reference
    return CardPlace(name=f"{reference}:requester", to=channel, thread=f"origin:{reference}")


def _is_kept(tx: Transaction, said: Said) -> bool:
    return tx.comments.at(said.source.channel, said.source.ts) is not None


def _comment(said: Said, ticket_id: int) -> Comment:
    return Comment(
        ticket_id=ticket_id,
        by=said.by,
        at=said.at,
        words=said.words,
        audience=Audience.EVERYBODY,
        channel=said.source.channel,
        ts=said.source.ts,
        attached=said.attached,
        edited_at=said.edited_at,
    )


def _counted(tx: Transaction, filed: Filed) -> Sequence[Message]:
    """Its cards, which say how much was said."""
    reference = filed.ticket.reference
    catalogue, standing = tx.catalogues.current(), tx.posts.about(reference)
    return ticket_view.cards(filed, catalogue, standing, because=f"{reference}:counted")


def _told(tx: Transaction, ticket: Ticket, span: view.Span) -> Sequence[Message]:
    """In triage; of what is private, where its owner alone reads it."""
    channel = tx.catalogues.current().triage_of(ticket.area)
    to: str | None = channel
    thread = ticket_view.triage_card(ticket, channel) if channel else ""
    if not ticket.is_for_both_sides:
        to = ticket.owner or ticket.requester
        thread = f"{ticket.reference}:owner:{to}"
    return [view.earlier(span, ticket, to=to, thread=thread)] if to else []
