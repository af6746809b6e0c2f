"""Handing on: who owns a ticket next, which area has it, and which others work on it, too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.approval import taken_back
from domain.approvers import Case
from domain.asking import ask
from domain.catalogue import Area, Catalogue
from domain.errors import MayNotOwn, NoSuchArea, WordsMissing
from domain.history import Entry
from domain.lifecycle import Move, check, company_of
from domain.people import Side
from domain.request import Filed, case_of
from domain.rewriting import asked_anew, carried_on
from domain.routing import Load, Way, following, keeper, route, way_within
from domain.taking_in import awaiting_answer, policy_of
from domain.ticket import Status

ASKABLE = frozenset(Status) - {Status.NEW, Status.CHANGES_REQUESTED, Status.EXPIRED}
"""What waits to be sent again is asked about then, by the area that it stands in then."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Somebody hands something on, and why; `now` is aware."""

    by: str
    catalogue: Catalogue
    now: datetime
    words: str = ""


def what_giving_is(filed: Filed) -> Move:
    """A ticket from the queue is assigned; who has one hands it over, and says why."""
    return Move.HAND_OVER if filed.ticket.owner else Move.ASSIGN


def give(filed: Filed, to: str, act: Act) -> Filed:
    """The ticket with this owner, who has still to take it unless it is who gives it.

    Raises as `lifecycle.check` does; MayNotOwn, WordsMissing.
    """
    _check(filed, what_giving_is(filed), act)
    if to == filed.ticket.owner:
        raise MayNotOwn("has_it")
    if not may_own(to, act.catalogue):
        raise MayNotOwn("not_of_it")
    return _owned(filed, to, act)


def may_own(person: str, catalogue: Catalogue) -> bool:
    """Of IT, and still with us; who is away may be given something to come back to."""
    return person in catalogue.members(Side.IT) and catalogue.roster.may_approve(person)


def relocate(filed: Filed, area: str, act: Act, *, load: Load | None = None) -> Filed:
    """The ticket in another area, routed there. `load` is that of its way there.

    Where others would be asked for their yes there, they are asked, in a new round. Raises as
    `lifecycle.check` does; NoSuchArea, WordsMissing, NobodyToAsk.
    """
    _check(filed, Move.MOVE_AREA, act)
    if area == filed.ticket.area:
        raise NoSuchArea("is_there")
    way = way_to(filed, area, act.catalogue)
    routed = route(way, act.catalogue, load=load or Load(), now=act.now)
    owner = routed.owner or _kept(filed, act.catalogue, act.now)
    moved = replace(
        filed,
        ticket=replace(filed.ticket, area=area),
        shared=tuple(key for key in filed.shared if key != area),
        routed=routed,
    )
    return _asked_there(filed, _owned(moved, owner, act), act)


def way_to(filed: Filed, area: str, catalogue: Catalogue) -> Way:
    """How a ticket finds its owner in this area. Raises NoSuchArea."""
    found = catalogue.area(area)
    if found is None:
        raise NoSuchArea("is_gone")
    there = replace(filed, ticket=replace(filed.ticket, area=area))
    return _way_in(found, there, catalogue)


def share(filed: Filed, area: str, act: Act) -> Filed:
    """The ticket with another area that works on it, too.

    Raises as `lifecycle.check` does; NoSuchArea.
    """
    _check(filed, Move.SHARE, act)
    if act.catalogue.area(area) is None:
        raise NoSuchArea("is_gone")
    if not filed.ticket.is_for_both_sides:
        raise NoSuchArea("is_private")
    if area in (filed.ticket.area, *filed.shared):
        raise NoSuchArea("is_shared")
    return replace(filed, shared=tuple(sorted((*filed.shared, area))))


def unshare(filed: Filed, area: str, act: Act) -> Filed:
    """The ticket without this area's help. Raises as `lifecycle.check` does; NoSuchArea."""
    _check(filed, Move.UNSHARE, act)
    if area not in filed.shared:
        raise NoSuchArea("is_not_shared")
    return replace(filed, shared=tuple(key for key in filed.shared if key != area))


def is_unanswered(filed: Filed, catalogue: Catalogue, *, now: datetime) -> bool:
    """Whether its owner had their time; nobody is called outside of working time."""
    ticket = filed.ticket
    is_due = ticket.answer_by is not None and ticket.answer_by <= now
    waits = ticket.status is Status.OPEN and ticket.snoozed_until is None
    return is_due and waits and catalogue.calendar.is_open(now)


def way_on(filed: Filed, catalogue: Catalogue) -> Way | None:
    """How it would find its owner where it is; None where its area has left the catalogue."""
    area = catalogue.area(filed.ticket.area)
    return _way_in(area, filed, catalogue) if area else None


def pass_on(
    filed: Filed, history: Sequence[Entry], catalogue: Catalogue, *, load: Load, now: datetime
) -> Filed:
    """The ticket with the next of its area's people who did not have it yet; else in the queue.

    What is private stays with somebody.
    """
    way, tried = way_on(filed, catalogue), tried_in(history, filed)
    routed = following(way, catalogue, after=tried, load=load, now=now) if way else None
    owner = routed.owner if routed else None
    owner = owner or _kept(filed, catalogue, now)
    ticket = replace(filed.ticket, owner=owner, answer_by=None)
    passed = replace(filed, ticket=ticket, routed=routed)
    is_new = owner is not None and owner not in tried
    return awaiting_answer(passed, catalogue, now=now) if is_new else passed


def tried_in(history: Sequence[Entry], filed: Filed) -> frozenset[str]:
    """Who has owned it in the area where it is."""
    had = (entry.owner for entry in history if entry.area == filed.ticket.area)
    return frozenset(p for p in (*had, filed.ticket.owner) if p)


def _check(filed: Filed, what: Move, act: Act) -> None:
    check(filed, act.by, what, company=company_of(act.catalogue), now=act.now)
    if what in (Move.HAND_OVER, Move.MOVE_AREA) and not act.words.strip():
        raise WordsMissing(filed.ticket.reference, what="reason")


def _owned(filed: Filed, to: str | None, act: Act) -> Filed:
    """What somebody else had begun is theirs to take; what was put aside is in hand again."""
    before = filed.ticket
    is_begun = before.status is Status.IN_PROGRESS and to not in (act.by, before.owner)
    ticket = replace(
        before,
        owner=to,
        status=Status.OPEN if is_begun else before.status,
        snoozed_until=None,
        answer_by=None,
    )
    given = replace(filed, ticket=ticket)
    return given if to == act.by else awaiting_answer(given, act.catalogue, now=act.now)


def _kept(filed: Filed, catalogue: Catalogue, now: datetime) -> str | None:
    """Who owns what nobody could be chosen for: only what both sides may see lies in a queue."""
    return None if filed.ticket.is_for_both_sides else keeper(catalogue, now=now)


def _way_in(area: Area, filed: Filed, catalogue: Catalogue) -> Way:
    case = case_of(filed, catalogue, now=filed.ticket.opened_at)
    kind = catalogue.type(filed.ticket.request_type)
    return way_within(area, case.facts, kind, catalogue)


def _asked_there(before: Filed, moved: Filed, act: Act) -> Filed:
    """Asked anew only where others answer for it there: a yes is given by who answers for it."""
    if moved.ticket.status not in ASKABLE:
        return moved
    here = case_of(before, act.catalogue, now=act.now)
    there = case_of(moved, act.catalogue, now=act.now)
    if _asked_by(here) == _asked_by(there):
        return moved
    policy = policy_of(there)
    asked = ask(policy, there, round=1) if policy else None
    if approval := carried_on(asked, moved, there):
        return asked_anew(moved, approval)
    if moved.ticket.status is not Status.AWAITING_APPROVAL:
        return moved
    opened = replace(moved, ticket=replace(moved.ticket, status=Status.OPEN))
    ended = taken_back(moved.approval) if moved.approval else None
    return awaiting_answer(replace(opened, approval=ended), act.catalogue, now=act.now)


def _asked_by(case: Case) -> list[object]:
    """Who would be asked for what, step by step, if it were asked now."""
    policy = policy_of(case)
    approval = ask(policy, case, round=1) if policy else None
    steps = approval.steps if approval else ()
    return [(step.name, step.needs, {a.approver for a in step.answers}) for step in steps]
