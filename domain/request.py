"""A request: what somebody asks, before it has a number; and what becomes of it when taken in."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.approval import Approval, ask
from domain.catalogue import Catalogue
from domain.errors import UnknownType
from domain.routing import route
from domain.ticket import Brief, Status, Ticket, Urgency


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the form says. `area` is None where the requester left it to us."""

    requester: str
    area: str | None = None
    request_type: str
    summary: str
    purpose: str
    urgency: Urgency = Urgency.SOON
    needed_by: date | None = None
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A ticket with its words and, where somebody has to say yes first, their approval."""

    ticket: Ticket
    brief: Brief
    approval: Approval | None

    @property
    def request(self) -> Request:
        """What its form says now."""
        ticket, brief = self.ticket, self.brief
        return Request(
            requester=ticket.requester,
            area=ticket.area,
            request_type=ticket.request_type,
            summary=ticket.summary,
            purpose=brief.purpose,
            urgency=ticket.urgency,
            needed_by=ticket.needed_by,
            details=brief.details,
        )


def take_in(request: Request, catalogue: Catalogue, *, number: int, now: datetime) -> Filed:
    """Make a ticket of the request, routed, and ask for approval where its type needs it.

    Raises UnknownType when the type has left the catalogue, NobodyToAsk when nobody may approve.
    """
    kind = catalogue.type(request.request_type)
    if kind is None:
        raise UnknownType
    area = route(request.area, kind, catalogue)
    ticket = Ticket(
        id=number,
        area=area.key,
        request_type=kind.key,
        summary=request.summary,
        urgency=request.urgency,
        needed_by=request.needed_by,
        requester=request.requester,
        owner=area.owner,
        status=Status.OPEN,
        opened_at=now,
    )
    brief = Brief(ticket_id=number, purpose=request.purpose, details=request.details)
    return _asked(Filed(ticket=ticket, brief=brief, approval=None), catalogue, now=now)


def numbered(filed: Filed, number: int) -> Filed:
    """The same under this number, which is taken only once nothing can be refused any more."""
    return Filed(
        ticket=replace(filed.ticket, id=number),
        brief=replace(filed.brief, ticket_id=number),
        approval=replace(filed.approval, ticket_id=number) if filed.approval else None,
    )


def edit(filed: Filed, request: Request, catalogue: Catalogue, *, now: datetime) -> Filed:
    """The ticket with its request written anew; a material change asks again, in a new round.

    Only urgency and date may change without asking again. Raises as `take_in` does.
    """
    anew = take_in(request, catalogue, number=filed.ticket.id, now=now)
    ticket = replace(
        anew.ticket,
        opened_at=filed.ticket.opened_at,
        version=filed.ticket.version,
        owner=anew.ticket.owner if anew.ticket.area != filed.ticket.area else filed.ticket.owner,
    )
    if filed.ticket.status is not Status.CHANGES_REQUESTED and not _is_material(filed, anew):
        ticket = replace(ticket, status=filed.ticket.status)
        return Filed(ticket=ticket, brief=anew.brief, approval=filed.approval)
    if anew.approval is None:
        return Filed(ticket=ticket, brief=anew.brief, approval=None)
    round = filed.approval.round + 1 if filed.approval else 1
    return Filed(ticket=ticket, brief=anew.brief, approval=replace(anew.approval, round=round))


def _asked(filed: Filed, catalogue: Catalogue, *, now: datetime) -> Filed:
    kind = catalogue.type(filed.ticket.request_type)
    if kind is None or kind.approval is None:
        return filed
    ticket = replace(filed.ticket, status=Status.AWAITING_APPROVAL)
    approval = ask(kind.approval, ticket, catalogue, round=1, now=now)
    return replace(filed, ticket=ticket, approval=approval)


def _is_material(before: Filed, after: Filed) -> bool:
    return _material(before) != _material(after)


def _material(filed: Filed) -> tuple[str, ...]:
    ticket, brief = filed.ticket, filed.brief
    return (ticket.area, ticket.request_type, ticket.summary, brief.purpose, brief.details)
