"""Taking a request in: its area, its owner, who has to say yes and who may see it."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.approvers import Case
from domain.asking import ask
from domain.calendar import NeverOpen, due
from domain.catalogue import Area, Catalogue, RequestType
from domain.condition import Facts
from domain.errors import UnknownType
from domain.policy import Policy
from domain.privacy import gated
from domain.request import SUMMARY_LIMIT, Filed, Request, Sketch, facts_of
from domain.routing import Load, Routed, Way, keeper, route, way
from domain.ticket import Brief, Status, Ticket, Visibility


def way_of(request: Request, catalogue: Catalogue) -> Way:
    """Where it goes. Raises UnknownType when the type has left the catalogue."""
    return way(facts_of(request, catalogue), _kind(request, catalogue), catalogue)


def take_in(
    request: Request, catalogue: Catalogue, *, number: int, now: datetime, load: Load | None = None
) -> Filed:
    """Make a ticket of the request, routed, and ask for approval where its type needs it.

    `load` is that of its way. Raises UnknownType when the type has left the catalogue, NobodyToAsk
    when nobody may approve.
    """
    kind, facts = _kind(request, catalogue), facts_of(request, catalogue)
    routed = route(way(facts, kind, catalogue), catalogue, load=load or Load(), now=now)
    area = routed.way.area
    facts = {**facts, "area": (area.key,)}
    visibility = _visibility(kind, request, catalogue, facts)
    ticket = Ticket(
        id=number,
        area=area.key,
        request_type=kind.key,
        summary=request.summary,
        urgency=request.urgency,
        needed_by=request.needed_by,
        requester=request.requester,
        filed_by=request.filed_by,
        owner=_owner(routed, visibility, catalogue, now),
        status=Status.OPEN,
        visibility=visibility,
        origin=request.origin,
        opened_at=now,
    )
    brief = Brief(
        ticket_id=number,
        purpose=request.purpose,
        details=request.details,
        acceptance=request.acceptance,
        values=request.values,
    )
    filed = Filed(ticket=ticket, brief=brief, approval=None, routed=routed)
    case = Case(ticket=ticket, facts=facts, catalogue=catalogue, now=now)
    return awaiting_answer(_asked(filed, case), catalogue, now=now)


def awaiting_answer(filed: Filed, catalogue: Catalogue, *, now: datetime) -> Filed:
    """The ticket with the moment by which its owner takes it, or somebody else is asked."""
    ticket, area = filed.ticket, catalogue.area(filed.ticket.area)
    return replace(
        filed, ticket=replace(ticket, answer_by=_answer_by(ticket, area, catalogue, now))
    )


def _answer_by(
    ticket: Ticket, area: Area | None, catalogue: Catalogue, now: datetime
) -> datetime | None:
    is_waited_for = ticket.status is Status.OPEN and ticket.owner is not None
    if area is None or area.answer_within is None or not is_waited_for:
        return None
    try:
        return due(now, timedelta(hours=area.answer_within), catalogue.calendar)
    except NeverOpen:  # then nobody is called away from it
        return None


def sketched_way(sketch: Sketch, catalogue: Catalogue) -> Way:
    """Where words without a form go."""
    named = catalogue.area(sketch.area or "")
    area = named.key if named else catalogue.intake.area
    facts = {"area": (area,) if area else (), "words": (sketch.words,)}
    return way(facts | {"requester": (sketch.requester,)}, None, catalogue)


def sketch(
    sketch: Sketch, catalogue: Catalogue, *, number: int, now: datetime, load: Load | None = None
) -> Filed:
    """Make a new ticket of words without a form, for the area's owner and requester to fill in."""
    found = sketched_way(sketch, catalogue)
    routed = route(found, catalogue, load=load or Load(), now=now)
    summary, details = _first_line(sketch.words)
    visibility = Visibility.PRIVATE if sketch.is_private else Visibility.BOTH_SIDES
    ticket = Ticket(
        id=number,
        area=found.area.key,
        request_type="",
        summary=summary,
        requester=sketch.requester,
        filed_by=sketch.filed_by,
        owner=_owner(routed, visibility, catalogue, now),
        status=Status.NEW,
        visibility=visibility,
        origin=sketch.origin,
        opened_at=now,
    )
    brief = Brief(ticket_id=number, purpose="", details=details)
    return Filed(ticket=ticket, brief=brief, approval=None, routed=routed)


def _owner(
    routed: Routed, visibility: Visibility, catalogue: Catalogue, now: datetime
) -> str | None:
    """What not everybody may see never lies in a queue."""
    if routed.owner or visibility is Visibility.BOTH_SIDES:
        return routed.owner
    return keeper(catalogue, now=now)


def numbered(filed: Filed, number: int) -> Filed:
    """The same under this number, which is taken only once nothing can be refused any more."""
    return replace(
        filed,
        ticket=replace(filed.ticket, id=number),
        brief=replace(filed.brief, ticket_id=number),
        approval=replace(filed.approval, ticket_id=number) if filed.approval else None,
    )


def policy_of(case: Case) -> Policy | None:
    """What its type asks for, and the privacy gate; None where nobody has to say yes."""
    kind = case.catalogue.type(case.ticket.request_type)
    own = kind.approval if kind else None
    gate = gated(case.facts, case.catalogue.privacy)
    if gate is None:
        return own
    return replace(own, steps=(*own.steps, gate)) if own else Policy(steps=(gate,))


def is_gated(filed: Filed, catalogue: Catalogue) -> bool:
    """Whether what it says demands a yes of data protection."""
    return gated(facts_of(filed.request, catalogue), catalogue.privacy) is not None


def may_be_opened(filed: Filed, catalogue: Catalogue) -> bool:
    """Whether only its past restricts it: neither its type nor what it says demands it any more."""
    kind = catalogue.type(filed.ticket.request_type)
    is_demanded = (kind is not None and kind.is_restricted) or is_gated(filed, catalogue)
    return filed.ticket.visibility is Visibility.RESTRICTED and not is_demanded


def _kind(request: Request, catalogue: Catalogue) -> RequestType:
    kind = catalogue.type(request.request_type)
    if kind is None:
        raise UnknownType
    return kind


def _asked(filed: Filed, case: Case) -> Filed:
    policy = policy_of(case)
    approval = ask(policy, case, round=1) if policy else None
    if approval is None:
        return filed
    ticket = replace(filed.ticket, status=Status.AWAITING_APPROVAL)
    return replace(filed, ticket=ticket, approval=approval)


def _visibility(
    kind: RequestType, request: Request, catalogue: Catalogue, facts: Facts
) -> Visibility:
    """What the type or the privacy gate demands; else what the requester wished."""
    if kind.is_restricted or gated(facts, catalogue.privacy):
        return Visibility.RESTRICTED
    return Visibility.PRIVATE if request.is_private else Visibility.BOTH_SIDES


def _first_line(words: str) -> tuple[str, str]:
    """The first line as a summary, and all the words where there are more of them."""
    lines = [line.strip() for line in words.strip().splitlines() if line.strip()]
    first = lines[0] if lines else "(no words)"
    if len(first) > SUMMARY_LIMIT:
        return f"{first[: SUMMARY_LIMIT - 1]}…", words.strip()
    return first, words.strip() if len(lines) > 1 else ""
