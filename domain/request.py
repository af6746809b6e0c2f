"""A request: what somebody asks, before it has a number; and what becomes of it when taken in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.approval import Approval
from domain.approvers import Case
from domain.asking import again_by_hand, ask
from domain.calendar import NeverOpen, due
from domain.catalogue import Area, Catalogue, RequestType
from domain.condition import Facts, all_hold
from domain.errors import UnknownType
from domain.form import FieldValue
from domain.policy import Policy, Step
from domain.privacy import gated
from domain.routing import Load, Routed, Way, keeper, route, way
from domain.source import Source
from domain.ticket import AT_WORK, Brief, Origin, Status, Ticket, Urgency, Visibility

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
    """A ticket with its words and, where somebody has to say yes first, their approval.

    `shared` are the keys of other areas that work on it, too. `routed` is there while it is being
    taken in: how its owner was chosen.
    """

    ticket: Ticket
    brief: Brief
    approval: Approval | None
    watchers: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    routed: Routed | None = None

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


def facts_of(request: Request, catalogue: Catalogue) -> Facts:
    """What conditions may ask about: `SUBJECTS`, and the answers to each field by its key."""
    answers = {value.key: value.answers for value in request.values}
    return answers | {name: tell(request, catalogue) for name, tell in SUBJECTS.items()}


def _side(request: Request, catalogue: Catalogue) -> tuple[str, ...]:
    side = catalogue.side_of(request.requester)
    return (side.value,) if side else ()


SUBJECTS: Mapping[str, Callable[[Request, Catalogue], tuple[str, ...]]] = {
    "area": lambda request, _: (request.area,) if request.area else (),
    "type": lambda request, _: (request.request_type,),
    "urgency": lambda request, _: (request.urgency.value,),
    "requester": lambda request, _: (request.requester,),
    "side": _side,
    "words": lambda request, _: (f"{request.summary} {request.purpose} {request.details}",),
}
"""What is known of every request. A new subject is one entry; a field's key may not hide one."""


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


def edit(
    filed: Filed,
    request: Request,
    catalogue: Catalogue,
    *,
    now: datetime,
    load: Load | None = None,
) -> Filed:
    """The ticket with its request written anew; a material change asks again, in a new round.

    What is material, the type's policy says. Where no yes is needed, work goes on as it was. Raises
    as `take_in` does.
    """
    anew = take_in(request, catalogue, number=filed.ticket.id, now=now, load=load)
    before = filed.ticket
    is_elsewhere = anew.ticket.area != before.area or _is_routed_anew(before, anew)
    ticket = replace(
        before,
        area=anew.ticket.area,
        request_type=anew.ticket.request_type,
        summary=anew.ticket.summary,
        urgency=anew.ticket.urgency,
        needed_by=anew.ticket.needed_by,
        visibility=_visibility_after(filed, anew.ticket.visibility, catalogue),
        owner=anew.ticket.owner if is_elsewhere else before.owner,
    )
    edited = replace(
        filed, ticket=ticket, brief=anew.brief, routed=anew.routed if is_elsewhere else None
    )
    if before.status not in HELD and not is_material(filed, anew, catalogue):
        return awaiting_answer(edited, catalogue, now=now) if is_elsewhere else edited
    approval = carried_on(anew.approval, filed, case_of(edited, catalogue, now=now))
    if approval is None:
        was_held = before.status in HELD or before.status is Status.AWAITING_APPROVAL
        ticket = replace(ticket, status=Status.OPEN) if was_held else ticket
        return awaiting_answer(replace(edited, ticket=ticket, approval=None), catalogue, now=now)
    return asked_anew(edited, approval)


def _is_routed_anew(before: Ticket, anew: Filed) -> bool:
    """Of words without a form little was known: with its details, a rule may name others. And from
    the queue it goes to who is there by now.
    """
    is_ruled = anew.routed is not None and anew.routed.way.rule is not None
    is_found = before.owner is None and anew.ticket.owner is not None
    return is_found or (before.status is Status.NEW and is_ruled)


HELD = (Status.NEW, Status.CHANGES_REQUESTED, Status.EXPIRED)
"""What goes on only once its request was sent again."""


def asked_anew(filed: Filed, approval: Approval) -> Filed:
    """The ticket with this approval as its next round."""
    round = filed.approval.round + 1 if filed.approval else 1
    ticket = replace(
        filed.ticket,
        status=Status.AWAITING_APPROVAL,
        waiting_for=None,
        snoozed_until=None,
        answer_by=None,
    )
    asked_before = (*filed.approval.people, *filed.approval.before) if filed.approval else ()
    before = tuple(p for p in dict.fromkeys(asked_before) if p not in approval.people)
    anew = replace(approval, round=round, before=before)
    return replace(filed, ticket=ticket, approval=anew)


def carried_on(approval: Approval | None, filed: Filed, case: Case) -> Approval | None:
    """What is asked now; what was asked by hand for this ticket and not taken back, at its end."""
    before, ticket = filed.approval, filed.ticket
    if before is None or before.is_cancelled:
        return approval
    both = again_by_hand(approval, before, case)
    if both is None or both is approval:
        return approval
    goes_on = ticket if ticket.status in AT_WORK else None
    return replace(
        both,
        by=before.by,
        because=before.because,
        then=goes_on.status if goes_on else before.then,
        waiting_for=goes_on.waiting_for if goes_on else before.waiting_for,
    )


def case_of(filed: Filed, catalogue: Catalogue, *, now: datetime) -> Case:
    """What deciding who is asked depends on, as the ticket stands."""
    facts = facts_of(filed.request, catalogue)
    return Case(ticket=filed.ticket, facts=facts, catalogue=catalogue, now=now)


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


def reads_alike(one: str, other: str) -> bool:
    """Whether two summaries say the same but for capitals, spaces and punctuation."""
    return _bare(one) == _bare(other)


def is_material(before: Filed, after: Filed, catalogue: Catalogue) -> bool:
    """Whether what was changed has to be asked about again."""
    kind = catalogue.type(after.ticket.request_type)
    named = kind.approval.material if kind and kind.approval else None
    if kind and _steps(before, kind, catalogue) != _steps(after, kind, catalogue):
        return True
    if is_gated(before, catalogue) != is_gated(after, catalogue):
        return True
    one, other = said(before), said(after)
    if named is None:
        return {k: v for k, v in one.items() if k not in USUALLY_FREE} != {
            k: v for k, v in other.items() if k not in USUALLY_FREE
        }
    always = {"type", *(field.key for field in catalogue.privacy.fields)}
    return any(one.get(key) != other.get(key) for key in {*named, *always})


def _steps(filed: Filed, kind: RequestType, catalogue: Catalogue) -> list[Step]:
    """Which steps are for what it says."""
    facts = facts_of(filed.request, catalogue)
    steps = kind.approval.steps if kind.approval else ()
    return [step for step in steps if all_hold(step.when, facts)]


USUALLY_FREE = {"urgency", "needed_by", "acceptance"}


def said(filed: Filed) -> dict[str, object]:
    """All that can be changed, by the names that a policy uses."""
    ticket, brief = filed.ticket, filed.brief
    return {value.key: value.answers for value in brief.values} | {
        "area": ticket.area,
        "type": ticket.request_type,
        "summary": ticket.summary,
        "purpose": brief.purpose,
        "details": brief.details,
        "urgency": ticket.urgency,
        "needed_by": ticket.needed_by,
        "acceptance": brief.acceptance,
    }


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


def _visibility_after(before: Filed, anew: Visibility, catalogue: Catalogue) -> Visibility:
    """What the privacy gate has restricted stays so, whatever is answered later."""
    kind = catalogue.type(before.ticket.request_type)
    was_restricted = before.ticket.visibility is Visibility.RESTRICTED
    was_by_type = kind is not None and kind.is_restricted and not is_gated(before, catalogue)
    return Visibility.RESTRICTED if was_restricted and not was_by_type else anew


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
