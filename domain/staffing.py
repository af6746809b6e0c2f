"""What has to move when people come and go: who is asked in whose place, and who owns next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.approval import Answer, Approval
from domain.approvers import Case
from domain.catalogue import Catalogue
from domain.handing import pass_on
from domain.history import Entry, Event
from domain.request import Filed
from domain.routing import Load
from domain.taking_in import awaiting_answer
from domain.ticket import Status
from domain.why_asked import Reason, named_in, why_asked


def who_hears(named: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Those of them who have not left; where all have, the coordinators, then the leads."""
    lines = (named, catalogue.coordinators, catalogue.leads)
    return next((still for line in lines if (still := catalogue.still_here(*line))), ())


class Because(StrEnum):
    """Why somebody is asked who was not asked before."""

    STANDS_IN = "stands_in"
    HAS_LEFT = "has_left"
    MAY_NOT = "may_not"
    LEFT_GROUP = "left_group"
    NOBODY_THERE = "nobody_there"
    NOBODY_MEANT = "nobody_meant"


EVENTS = {Because.STANDS_IN: Event.STANDS_IN, Because.NOBODY_THERE: Event.BACKUP_ADDED}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`person` is asked from now on, instead of `instead_of` or beside them.

    That is a person; where nobody who was meant may decide, it is what the policy names: a person,
    a group, a role or a field.
    """

    person: str
    instead_of: str | None = None
    because: Because

    @property
    def event(self) -> Event:
        """What the history calls it."""
        return EVENTS.get(self.because, Event.APPROVER_REPLACED)


def asked_instead(approval: Approval, case: Case) -> Sequence[Asked]:
    """Who is asked for others, or beside them, from the moment that a step has its turn."""
    step = approval.current
    if step is None:
        return ()
    meant = next((str(name) for name in named_in(step, case)), None)
    found = [
        Asked(person=person, instead_of=meant, because=Because.NOBODY_MEANT)
        for person in approval.asked
        if why_asked(person, approval, case).reason is Reason.NEXT_IN_LINE
    ]
    for answer in step.missing:
        found += [Asked(person=person, because=Because.NOBODY_THERE) for person in answer.also]
        found += [
            Asked(person=person, instead_of=answer.approver, because=Because.STANDS_IN)
            for person in _stand_ins(answer, case)
            if person in approval.asked
        ]
    return tuple(dict.fromkeys(found))


def newly_asked(before: Approval, after: Approval, case: Case) -> Sequence[Asked]:
    """Who can settle the step now and could not before, and why."""
    new = [person for person in after.asked if person not in before.asked]
    step = after.current
    found = [
        _why(person, answer, before, case)
        for person in new
        for answer in (step.missing if step else ())
        if person in (answer.approver, *answer.also, *_stand_ins(answer, case))
    ]
    return tuple({asked.person: asked for asked in reversed(found)}.values())[::-1]


def _why(person: str, answer: Answer, before: Approval, case: Case) -> Asked:
    if person in answer.also:
        return Asked(person=person, instead_of=answer.approver, because=Because.NOBODY_THERE)
    if person != answer.approver:
        return Asked(person=person, instead_of=answer.approver, because=Because.STANDS_IN)
    gone = _replaced(before, answer, case)
    because = _reason(gone, case) if gone else None
    instead_of = gone.approver if gone else None
    return Asked(person=person, instead_of=instead_of, because=because or Because.NOBODY_THERE)


def _replaced(before: Approval, answer: Answer, case: Case) -> Answer | None:
    """In whose place this voice came: the one that cannot be heard any more."""
    step = before.current
    unfit = [a for a in (step.missing if step else ()) if _reason(a, case) is not None]
    return next(iter(unfit), None) if answer not in (step.answers if step else ()) else None


def _reason(answer: Answer, case: Case) -> Because | None:
    roster = case.catalogue.roster
    if answer.approver in roster.gone:
        return Because.HAS_LEFT
    if not case.may_decide(answer.approver):
        return Because.MAY_NOT
    is_out = answer.via is not None and answer.approver not in roster.groups.get(answer.via, ())
    return Because.LEFT_GROUP if is_out else None


def _stand_ins(answer: Answer, case: Case) -> Sequence[str]:
    named = (answer.approver, *answer.also)
    return [s for p in named for s in case.catalogue.roster.stand_ins(p, at=case.now)]


def moved_on(
    filed: Filed, history: Sequence[Entry], catalogue: Catalogue, *, load: Load, now: datetime
) -> Filed:
    """The ticket of an owner who has left, with whoever comes next; else in the queue.

    What they had begun is for somebody to take again.
    """
    ticket = filed.ticket
    if ticket.status is Status.IN_PROGRESS:
        ticket = replace(ticket, status=Status.OPEN)
    passed = pass_on(replace(filed, ticket=ticket), history, catalogue, load=load, now=now)
    return awaiting_answer(passed, catalogue, now=now)


def tally(owners: Sequence[str | None]) -> Mapping[str | None, int]:
    """How many went to whom; None is the queue, which comes last."""
    people = sorted((p for p in set(owners) if p), key=lambda p: (-owners.count(p), p))
    return {p: owners.count(p) for p in (*people, *([None] if None in owners else []))}
