"""Asking for approval: whose turn it is, and who may speak for whom, as people come and go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from domain.approval import Answer, Approval, AskedStep, Outcome
from domain.approvers import Case, approvers_of, next_in_line
from domain.calendar import due
from domain.condition import all_hold
from domain.errors import NobodyToAsk
from domain.policy import Policy, Step, TimeOut
from domain.roster import Roster


def ask(policy: Policy, case: Case, *, round: int) -> Approval | None:
    """Ask the people of this policy, never the requester, nor who filed it for them.

    When nobody of a step may decide, the next in line is asked instead. None where no step is for
    such a request. Raises NobodyToAsk when there is nobody at all.
    """
    asked = [step for step in policy.steps if all_hold(step.when, case.facts)]
    steps = [_asked(step, case, number=n) for n, step in enumerate(asked)]
    if not steps:
        return None
    approval = Approval(
        ticket_id=case.ticket.id, round=round, steps=tuple(steps), asked_at=case.now
    )
    return in_turn(approval, case)


def timed_out(approval: Approval, case: Case) -> Approval:
    """The approval once its step's time is over: the step's action is taken, as far as it can be.

    Whatever happens, somebody is asked again or the asking has ended as expired.
    """
    step = approval.current
    if step is None:
        return approval
    if step.then is TimeOut.CANCEL:
        return replace(approval, ended=Outcome.EXPIRED, asked=())
    known = _everybody(approval, case)
    other = None if step.then is TimeOut.REMIND else next_in_line(case, but=known)
    again = replace(step, time_outs=step.time_outs + 1, due_at=_due(step, case))
    if other and step.then is TimeOut.REPLACE:
        again = _replaced(again, dict.fromkeys((a.approver for a in again.missing), other))
    elif other:
        again = replace(again, answers=tuple(_backed(a, other) for a in again.answers))
    return in_turn(with_step(approval, again), case)


def again(approval: Approval, case: Case) -> Approval:
    """The approval by what is known of people now: who may not decide any more is replaced by the
    next in line, who stands in for somebody is asked.
    """
    return in_turn(_repaired(approval, case), case)


def in_turn(approval: Approval, case: Case) -> Approval:
    """The approval with the step begun whose turn has come, and with who is asked in it."""
    step = approval.current
    if step and step.asked_at is None:
        begun = replace(step, asked_at=case.now, due_at=_due(step, case))
        approval = _with_somebody(_repaired(with_step(approval, begun), case), case)
    return replace(approval, asked=asked_now(approval, case))


def may_speak(answer: Answer, roster: Roster, now: datetime) -> tuple[str, ...]:
    """Everybody who may give this answer now, whose it is first."""
    named = (answer.approver, *answer.also)
    stand_ins = (s for person in named for s in roster.stand_ins(person, at=now))
    return tuple(dict.fromkeys((*named, *stand_ins)))


def asked_now(approval: Approval, case: Case) -> tuple[str, ...]:
    """Everybody who may settle the step whose turn it is."""
    step = approval.current
    speakers = (
        person
        for answer in (step.missing if step else ())
        for person in may_speak(answer, case.catalogue.roster, case.now)
    )
    return tuple(dict.fromkeys(p for p in speakers if case.may_decide(p)))


def speaks(person: str, answer: Answer, case: Case) -> bool:
    speakers = may_speak(answer, case.catalogue.roster, case.now)
    return person in speakers and (person != answer.approver or _is_fit(answer, case))


def _asked(step: Step, case: Case, *, number: int) -> AskedStep:
    people = approvers_of(step.approvers, case)
    if not people:
        other = next_in_line(case)
        if other is None:
            raise NobodyToAsk(case.area.name if case.area else case.ticket.area)
        people = {other: None}
    return AskedStep(
        number=number,
        name=step.name,
        needs=step.needs,
        within=step.within,
        then=step.then,
        answers=tuple(Answer(approver=p, via=via) for p, via in people.items()),
    )


def _with_somebody(approval: Approval, case: Case) -> Approval:
    """Where all who are asked are away, the next in line is asked beside them."""
    roster, step = case.catalogue.roster, approval.current
    asked = asked_now(approval, case)
    if step is None or any(roster.is_there(person, at=case.now) for person in asked):
        return approval
    other = next_in_line(case, but=asked)
    if other is None:
        return approval
    backed = tuple(_backed(answer, other) for answer in step.answers)
    return with_step(approval, replace(step, answers=backed))


def _repaired(approval: Approval, case: Case) -> Approval:
    step = approval.current
    unfit = [a.approver for a in step.missing if not _is_fit(a, case)] if step else []
    if step is None or not unfit:
        return approval
    other = next_in_line(case, but=_everybody(approval, case)) or next_in_line(case)
    if other is None:
        return approval
    return with_step(approval, _replaced(step, dict.fromkeys(unfit, other)))


def _is_fit(answer: Answer, case: Case) -> bool:
    """Whether this voice may still be heard, by whoever gives it."""
    groups = case.catalogue.roster.groups
    is_in = answer.via is None or answer.approver in groups.get(answer.via, ())
    return is_in and case.may_decide(answer.approver)


def _due(step: AskedStep, case: Case) -> datetime | None:
    if step.within is None:
        return None
    return due(case.now, timedelta(hours=step.within), case.catalogue.calendar)


def _backed(answer: Answer, other: str) -> Answer:
    if answer.verdict or other in (answer.approver, *answer.also):
        return answer
    return replace(answer, also=(*answer.also, other))


def _replaced(step: AskedStep, by: dict[str, str]) -> AskedStep:
    """Somebody else asked in the place of these; of two voices of one person, one is left."""
    answers: dict[str, Answer] = {}
    for answer in step.answers:
        is_replaced = answer.verdict is None and answer.approver in by
        whose = by[answer.approver] if is_replaced else answer.approver
        anew = replace(answer, approver=whose, via=None, also=()) if is_replaced else answer
        answers[whose] = answers.get(whose, anew) if is_replaced else anew
    return replace(step, answers=tuple(answers.values()))


def with_step(approval: Approval, step: AskedStep) -> Approval:
    steps = (step if s.number == step.number else s for s in approval.steps)
    return replace(approval, steps=tuple(steps))


def _everybody(approval: Approval, case: Case) -> Iterator[str]:
    """Whoever has a voice in the step whose turn it is."""
    step = approval.current
    for answer in step.answers if step else ():
        yield from may_speak(answer, case.catalogue.roster, case.now)
