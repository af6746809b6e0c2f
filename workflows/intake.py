"""Taking requests in, and letting people write them anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import rewriting
from domain import taking_in as rules
from domain.approval import taken_back
from domain.catalogue import Catalogue
from domain.draft import Draft, Occasion, draft_of, written
from domain.errand import to_keep_earlier
from domain.errors import Deactivated, FieldRefusal, FiledAlready, ThreadTaken, TicketNotFound
from domain.history import Entry, Event, happened
from domain.lifecycle import Move, check, company_of
from domain.link import Link, LinkKind
from domain.locked import check_locked
from domain.message import CardPlace, Message
from domain.privacy import is_news
from domain.request import Filed, Request, reads_alike
from domain.ticket import Status, Ticket, Visibility
from domain.visibility import may_see
from storage.transaction import Transaction
from views import holidays, privacy, routing, staffing
from views import intake_news as news
from views import ticket as ticket_view
from workflows.desk import Desk, cards_after, cards_of_linked, rerun_on_conflict
from workflows.telling import tell

RETYPED_WITHIN = timedelta(minutes=2)


@rerun_on_conflict
def take_in(desk: Desk, request: Request, *, key: str) -> None:
    """Make a ticket of the request and tell everyone it concerns; once for each key."""
    now = desk.clock()
    with desk.transaction() as tx:
        if tx.handled.first_time(key, now=now):
            _take_in(tx, request, now=now)


@rerun_on_conflict
def send(desk: Desk, draft: Draft, *, by: str, form: str, key: str) -> None:
    """Do what a sent form asks for: a new ticket, or one written anew; once for each sending.

    Raises FieldRefusal with words for each input amiss, and FiledAlready where the same person
    filed the same a moment ago and has not been asked about it yet.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        catalogue = tx.catalogues.known()
        request = _written(tx, draft, catalogue, by=by, now=now)
        if draft.occasion.edits:
            _write_anew(tx, draft.occasion.edits, request, by=by, now=now)
        else:
            _file(tx, draft, request, by=by, now=now)
        tx.drafts.settle(form, by=by, now=now)


@rerun_on_conflict
def edit(desk: Desk, ticket_id: int, request: Request, *, key: str) -> None:
    """Write the request anew; a material change asks for approval again."""
    now = desk.clock()
    with desk.transaction() as tx:
        if tx.handled.first_time(key, now=now):
            _write_anew(tx, ticket_id, request, by=request.requester, now=now)


def to_edit(desk: Desk, ticket_id: int, *, by: str, what: Move = Move.EDIT) -> Filed:
    """The request as it stands, for this person to write anew. Raises as the sent form would."""
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        check(filed, by, what, company=company_of(tx.catalogues.current()))
    return filed


def to_follow_up(desk: Desk, ticket_id: int, *, by: str) -> Filed:
    """The request that another one is to follow. Raises TicketNotFound for who may not see it."""
    with desk.reading() as tx:
        return _visible(tx, ticket_id, tx.catalogues.current(), by=by)


def follow_up_of(filed: Filed, catalogue: Catalogue) -> Draft:
    """A new request that begins with what the old one said."""
    occasion = Occasion(follows=filed.ticket.id)
    draft = draft_of(filed.request, catalogue, occasion=occasion)
    is_private = not filed.ticket.is_for_both_sides
    return replace(draft, needed_by="", acceptance="", is_private=is_private)


def _written(
    tx: Transaction, draft: Draft, catalogue: Catalogue, *, by: str, now: datetime
) -> Request:
    """The request, where those whom it concerns are still there."""
    people = tx.people.known({by, draft.requester or by})
    if by in people and people[by].is_deactivated:
        raise Deactivated
    if draft.requester in people and people[draft.requester].is_deactivated:
        words = "This person's account was deactivated. Please choose somebody else, or nobody."
        raise FieldRefusal({"requester": words})
    if draft.requester and draft.requester == tx.workspaces.bot():
        words = "I only take requests, I have none. Please choose a person, or nobody."
        raise FieldRefusal({"requester": words})
    today = now.astimezone(ZoneInfo(catalogue.zone)).date()
    return written(draft, catalogue, by=by, today=today)


def _file(tx: Transaction, draft: Draft, request: Request, *, by: str, now: datetime) -> None:
    if not draft.occasion.is_sure:
        _ask_about_twin(tx, request, by=by, now=now)
    follows = draft.occasion.follows
    if follows:
        _visible(tx, follows, tx.catalogues.known(), by=by)
    filed = _take_in(tx, request, now=now)
    if follows:
        tx.tickets.link(Link(ticket_id=filed.ticket.id, other_id=follows, kind=LinkKind.FOLLOWS))
        tell(tx, *cards_of_linked(tx, filed.ticket), now=now)


def _take_in(tx: Transaction, request: Request, *, now: datetime) -> Filed:
    catalogue = tx.catalogues.known()
    if request.source:
        _take_thread(tx, request, catalogue, now=now)
    load = tx.queues.load(rules.way_of(request, catalogue), catalogue)
    filed = rules.take_in(request, catalogue, number=0, now=now, load=load)
    filed = rules.numbered(filed, tx.tickets.next_number())
    ticket, filer = filed.ticket, request.filed_by
    filed = replace(filed, watchers=(filer,)) if filer else filed
    with tx.together():
        tx.tickets.add(filed)
        tx.queues.note(filed.routed)
        tx.history.add(*_history(filed, catalogue, now=now))
    _declare(tx, filed, catalogue, by=filer or ticket.requester, now=now)
    if filer:
        tx.tickets.watch(ticket.id, filer)
    if request.source:
        tx.origins.keep(ticket.reference, request.source)
        tx.errands.put(to_keep_earlier(ticket.id, request.source))
    queued = routing.queued(filed, catalogue, now=now)
    cards = ticket_view.cards(filed, catalogue, _in_thread(ticket, request))
    tell(tx, *cards, *queued, now=now)
    return filed


def _history(filed: Filed, catalogue: Catalogue, *, now: datetime) -> list[Entry]:
    """Who filed it, why it goes where it goes, who is asked for others, and how time counts."""
    ticket, why = filed.ticket, routing.why(filed, catalogue, now=now)
    gaps = holidays.reckoned(catalogue)
    reckoned = [happened(ticket, Event.RECKONED, by=None, at=now, words=gaps)] if gaps else []
    return [
        happened(ticket, Event.FILED, by=ticket.filed_by or ticket.requester, at=now),
        happened(ticket, Event.ROUTED, by=None, at=now, words=why),
        *reckoned,
        *staffing.rows_of(filed, catalogue, now=now),
    ]


def _take_thread(tx: Transaction, request: Request, catalogue: Catalogue, *, now: datetime) -> None:
    """A thread has one ticket: whoever else wants one of it is told of that. Raises ThreadTaken."""
    assert request.source
    known = tx.origins.take(request.source, now=now)
    if known is None:
        return
    both = company_of(catalogue).both
    by = request.filed_by or request.requester
    is_seen = may_see(tx.tickets.filed(known), by, both_sides=both)
    raise ThreadTaken(f"MT-{known}" if is_seen else None)


def _in_thread(ticket: Ticket, request: Request) -> Sequence[CardPlace]:
    """The requester's card stands below the message that it was made of, if all may read it."""
    source, reference = request.source, ticket.reference
    if source is None or source.is_direct or not ticket.is_for_both_sides:
        return []
    name, thread = f"{reference}:requester", f"origin:{reference}"
    return [CardPlace(name=name, to=source.channel, thread=thread)]


def _ask_about_twin(tx: Transaction, request: Request, *, by: str, now: datetime) -> None:
    """Raises FiledAlready."""
    since = now - RETYPED_WITHIN
    for ticket in tx.tickets.filed_since(since, requester=request.requester):
        is_by_them = (ticket.filed_by or ticket.requester) == by
        if is_by_them and reads_alike(ticket.summary, request.summary):
            place = tx.posts.place_of(f"{ticket.reference}:requester")
            is_own = place is not None and ticket.requester == by
            link = tx.workspaces.permalink(place) if place and is_own else None
            seconds = int((now - ticket.opened_at).total_seconds())
            raise FiledAlready(ticket.reference, link=link, seconds=seconds)


def _write_anew(
    tx: Transaction, ticket_id: int, request: Request, *, by: str, now: datetime
) -> None:
    before = tx.tickets.filed(ticket_id, lock=True)
    catalogue = tx.catalogues.current()
    is_new = before.ticket.status is Status.NEW
    what = Move.ADD_DETAILS if is_new else Move.EDIT
    check(before, by, what, company=company_of(catalogue))
    ticket = before.ticket
    request = replace(request, requester=ticket.requester, filed_by=ticket.filed_by)
    load = tx.queues.load(rules.way_of(request, catalogue), catalogue)
    after = rewriting.edit(before, request, catalogue, now=now, load=load)
    check_locked(before, after, catalogue)
    is_asked_again = after.approval is not before.approval
    if is_asked_again:
        taken = taken_back(before.approval) if before.approval else None
        tx.approvals.replace_by(after.approval, before=taken)
    after = replace(after, ticket=tx.tickets.save(after.ticket))
    tx.tickets.save_words(after)
    event = Event.DETAILED if is_new else Event.EDITED
    tx.history.add(happened(after.ticket, event, by=by, at=now))
    if is_asked_again:
        tx.history.add(*staffing.rows_of(after, catalogue, now=now))
    _declare(tx, after, catalogue, by=by, now=now)
    rerouted = _rerouted(tx, after, catalogue, now=now)
    told = (
        news.detailed(after, catalogue, by=by)
        if is_new
        else news.sent_again(after, catalogue, by=by, is_asked_again=is_asked_again)
    )
    tell(tx, *cards_after(tx, before, after), *told, *rerouted, now=now, by=by)


def _declare(
    tx: Transaction, filed: Filed, catalogue: Catalogue, *, by: str, now: datetime
) -> None:
    """Keep on record what was declared about people's data, where data protection is or was asked
    of it; the history says what came of it.
    """
    if filed.ticket.visibility is not Visibility.RESTRICTED:
        return
    declared = privacy.declaration(filed, catalogue, by=by, now=now)
    last = next(reversed(tx.declarations.of(filed.ticket.id)), None)
    if not is_news(declared, last):
        return
    tx.declarations.add(declared)
    if last is None or last.because != declared.because:
        event = Event.GATED if declared.because else Event.UNGATED
        entry = happened(filed.ticket, event, by=None, at=now, words=declared.because)
        tx.history.add(entry)


def _rerouted(
    tx: Transaction, after: Filed, catalogue: Catalogue, *, now: datetime
) -> Sequence[Message]:
    """Written anew, it may go elsewhere: the history says why."""
    if after.routed is None:
        return []
    tx.queues.note(after.routed)
    why = routing.why(after, catalogue, now=now)
    tx.history.add(happened(after.ticket, Event.ROUTED, by=None, at=now, words=why))
    return routing.queued(after, catalogue, tx.posts.about(after.ticket.reference), now=now)


def _visible(tx: Transaction, ticket_id: int, catalogue: Catalogue, *, by: str) -> Filed:
    filed = tx.tickets.filed(ticket_id)
    if not may_see(filed, by, both_sides=catalogue.both_sides()):
        raise TicketNotFound(ticket_id)
    return filed
