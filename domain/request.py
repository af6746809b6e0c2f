"""A request: what somebody asks, before it has a number; and what becomes of it when taken in."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.approval import Approval, ask
from domain.catalogue import Catalogue, RequestType
from domain.errors import UnknownType
from domain.form import FieldValue
from domain.routing import route
from domain.source import Source
from domain.ticket import Brief, Origin, Status, Ticket, Urgency, Visibility

SUMMARY_LIMIT = 150


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the form says. `area` is None where the requester left it to us.

    `filed_by` is who sent the form, where it was somebody else than the requester. `source` is the
    message that the form was opened on.
    """

    requester: str
    filed_by: str | None = None
    area: str | None = None
    request_type: str
    summary: str
    purpose: str
    urgency: Urgency = Urgency.SOON
    needed_by: date | None = None
    details: str = ""
    acceptance: str = ""
    values: tuple[FieldValue, ...] = ()
    is_private: bool = False
    origin: Origin = Origin.FORM
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What came in without a form: words that somebody wrote, to be filled in later."""

    requester: str
    filed_by: str | None = None
    area: str | None = None
    words: str
    origin: Origin
    source: Source | None = None
    is_private: bool = False


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A ticket with its words and, where somebody has to say yes first, their approval."""

    ticket: Ticket
    brief: Brief
    approval: Approval | None
    watchers: tuple[str, ...] = ()

    @property
    def request(self) -> Request:
        """What its form says now."""
        ticket, brief = self.ticket, self.brief
        return Request(
            requester=ticket.requester,
            filed_by=ticket.filed_by,
            area=ticket.area,
            request_type=ticket.request_type,
            summary=ticket.summary,
            purpose=brief.purpose,
            urgency=ticket.urgency,
            needed_by=ticket.needed_by,
            details=brief.details,
            acceptance=brief.acceptance,
            values=brief.values,
            is_private=ticket.visibility is Visibility.PRIVATE,
            origin=ticket.origin,
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
        filed_by=request.filed_by,
        owner=area.owner,
        status=Status.OPEN,
        visibility=_visibility(kind, request),
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
    return _asked(Filed(ticket=ticket, brief=brief, approval=None), catalogue, now=now)


def sketch(sketch: Sketch, catalogue: Catalogue, *, number: int, now: datetime) -> Filed:
    """Make a new ticket of words without a form, for the area's owner and requester to fill in."""
    area = catalogue.area(sketch.area) if sketch.area else None
    area = area or catalogue.area(catalogue.intake.area or "") or catalogue.areas[0]
    summary, details = _first_line(sketch.words)
    ticket = Ticket(
        id=number,
        area=area.key,
        request_type="",
        summary=summary,
        requester=sketch.requester,
        filed_by=sketch.filed_by,
        owner=area.owner,
        status=Status.NEW,
        visibility=Visibility.PRIVATE if sketch.is_private else Visibility.BOTH_SIDES,
        origin=sketch.origin,
        opened_at=now,
    )
    return Filed(
        ticket=ticket, brief=Brief(ticket_id=number, purpose="", details=details), approval=None
    )


def numbered(filed: Filed, number: int) -> Filed:
    """The same under this number, which is taken only once nothing can be refused any more."""
    return replace(
        filed,
        ticket=replace(filed.ticket, id=number),
        brief=replace(filed.brief, ticket_id=number),
        approval=replace(filed.approval, ticket_id=number) if filed.approval else None,
    )


def edit(filed: Filed, request: Request, catalogue: Catalogue, *, now: datetime) -> Filed:
    """The ticket with its request written anew; a material change asks again, in a new round.

    Only urgency, date and acceptance may change without asking again. Where no yes is needed, work
    goes on as it was. Raises as `take_in` does.
    """
    anew = take_in(request, catalogue, number=filed.ticket.id, now=now)
    before = filed.ticket
    ticket = replace(
        before,
        area=anew.ticket.area,
        request_type=anew.ticket.request_type,
        summary=anew.ticket.summary,
        urgency=anew.ticket.urgency,
        needed_by=anew.ticket.needed_by,
        visibility=anew.ticket.visibility,
        owner=anew.ticket.owner if anew.ticket.area != before.area else before.owner,
    )
    edited = replace(filed, ticket=ticket, brief=anew.brief)
    is_asked = before.status in (Status.NEW, Status.CHANGES_REQUESTED) or _is_material(filed, anew)
    if not is_asked:
        return edited
    if anew.approval is None:
        was_held = before.status in (Status.NEW, Status.CHANGES_REQUESTED, Status.AWAITING_APPROVAL)
        ticket = replace(ticket, status=Status.OPEN) if was_held else ticket
        return replace(edited, ticket=ticket, approval=None)
    round = filed.approval.round + 1 if filed.approval else 1
    ticket = replace(ticket, status=Status.AWAITING_APPROVAL, waiting_for=None, snoozed_until=None)
    return replace(edited, ticket=ticket, approval=replace(anew.approval, round=round))


def reads_alike(one: str, other: str) -> bool:
    """Whether two summaries say the same but for capitals, spaces and punctuation."""
    return _bare(one) == _bare(other)


def _asked(filed: Filed, catalogue: Catalogue, *, now: datetime) -> Filed:
    kind = catalogue.type(filed.ticket.request_type)
    if kind is None or kind.approval is None:
        return filed
    ticket = replace(filed.ticket, status=Status.AWAITING_APPROVAL)
    approval = ask(kind.approval, ticket, catalogue, round=1, now=now)
    return replace(filed, ticket=ticket, approval=approval)


def _is_material(before: Filed, after: Filed) -> bool:
    return _material(before) != _material(after)


def _material(filed: Filed) -> tuple[object, ...]:
    ticket, brief = filed.ticket, filed.brief
    said = (ticket.area, ticket.request_type, ticket.summary, brief.purpose, brief.details)
    return *said, brief.values


def _visibility(kind: RequestType, request: Request) -> Visibility:
    """What the type demands; else what the requester wished."""
    if kind.is_restricted:
        return Visibility.RESTRICTED
    return Visibility.PRIVATE if request.is_private else Visibility.BOTH_SIDES


def _first_line(words: str) -> tuple[str, str]:
    """The first line as a summary, and all the words where there are more of them."""
    lines = [line.strip() for line in words.strip().splitlines() if line.strip()]
    first = lines[0] if lines else "(no words)"
    if len(first) > SUMMARY_LIMIT:
        return f"{first[: SUMMARY_LIMIT - 1]}…", words.strip()
    return first, words.strip() if len(lines) > 1 else ""


def _bare(words: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in words.casefold())
    return " ".join(letters.split()) or words.strip()
