"""Routing by itself: what is not taken in time goes on; and where a request would go, if filed."""

from collections.abc import Sequence
from dataclasses import replace

from domain import handing as rules
from domain import taking_in as requests
from domain.errors import Refusal
from domain.history import Event, happened
from domain.message import Post
from domain.request import Filed, Request
from domain.routing import Load
from domain.ticket import Ticket
from views import conversation, routing
from views import handing as view
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell

AT_ONCE = 1000


def dry_run(desk: Desk, request: Request) -> Filed:
    """What would become of this request, were it filed now. Nothing is.

    Raises UnknownType, NobodyToAsk.
    """
    now = desk.clock()
    with desk.reading() as tx:
        catalogue = tx.catalogues.known()
        load = tx.queues.look(requests.way_of(request, catalogue), catalogue)
    return requests.take_in(request, catalogue, number=0, now=now, load=load)


def by_type(desk: Desk, words: str, *, by: str) -> Post:
    """Where these words would go, under each type of request that there is."""
    catalogue = desk.catalogue()
    found: list[tuple[str, Filed | Refusal]] = []
    for kind in catalogue.types:
        request = Request(requester=by, request_type=kind.key, summary=words, purpose="")
        try:
            found.append((kind.name, dry_run(desk, request)))
        except Refusal as refusal:
            found.append((kind.name, refusal))
    return routing.where_to(words, found, catalogue, now=desk.clock())


def tick(desk: Desk) -> None:
    """Pass on what its owner has not taken in time."""
    for ticket in _unanswered(desk):
        _pass_on(desk, ticket.id)


def _unanswered(desk: Desk) -> Sequence[Ticket]:
    with desk.reading() as tx:
        return list(tx.tickets.unanswered(until=desk.clock(), limit=AT_ONCE))


@rerun_on_conflict
def _pass_on(desk: Desk, ticket_id: int) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        before, catalogue = tx.tickets.filed(ticket_id, lock=True), tx.catalogues.known()
        if not rules.is_unanswered(before, catalogue, now=now):
            return
        way = rules.way_on(before, catalogue)
        load = tx.queues.load(way, catalogue) if way else Load()
        history = tx.history.of(ticket_id)
        passed = rules.pass_on(before, history, catalogue, load=load, now=now)
        tx.queues.note(passed.routed)
        after = replace(passed, ticket=tx.tickets.save(passed.ticket))
        event, words = _said(before.ticket, after.ticket)
        tx.history.add(happened(after.ticket, event, by=None, at=now, words=words))
        told = view.told_passed_on(before, after, it=conversation.at_it(after, catalogue))
        standing = tx.posts.about(after.ticket.reference)
        queue = routing.queued(after, catalogue, standing, now=now)
        tell(tx, *cards_after(tx, before, after), *told, *queue, now=now)


def _said(before: Ticket, after: Ticket) -> tuple[Event, str]:
    if after.owner is None or after.owner == before.owner:
        return Event.QUEUED, view.left_alone(before)
    return Event.PASSED_ON, view.passed(before, after)
