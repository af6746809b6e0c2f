"""Asking for approval: whose turn it is, and who may speak for whom, as people come and go."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.approval import Answer, Approval, AskedStep, Outcome
from domain.approvers import Case, approvers_of, next_in_line
from domain.calendar import NeverOpen, due
from domain.condition import all_hold
from domain.errors import NobodyToAsk
from domain.policy import Needs, Policy, Step, TimeOut


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


def by_hand(
    people: Sequence[str], case: Case, *, needs: Needs, by: str, because: str
) -> Approval | None:
    """Ask these people, as somebody has a reason to; then the ticket goes on where it stands."""
    ticket, policy = case.ticket, Policy(steps=(Step(approvers=tuple(people), needs=needs),))
    asked = ask(policy, case, round=1)
    if asked is None:
        return None
    [step] = asked.steps
    return replace(
        asked,
        steps=(replace(step, by_hand=True),),
        by=by,
        because=because,
        then=ticket.status,
        waiting_for=ticket.waiting_for,
    )


def again_by_hand(approval: Approval | None, before: Approval, case: Case) -> Approval | None:
    """What is asked, and at its end what was asked by hand before, once more of the same people."""
    by_hand = [_asked(_as_in_policy(s), case, number=0) for s in before.steps if s.by_hand]
    if not by_hand:
        return approval
    steps = [*(approval.steps if approval else ()), *(replace(s, by_hand=True) for s in by_hand)]
    numbered = tuple(replace(step, number=n) for n, step in enumerate(steps))
    fresh = Approval(ticket_id=case.ticket.id, steps=numbered, asked_at=case.now)
    return in_turn(replace(approval or fresh, steps=numbered), case)


def _as_in_policy(step: AskedStep) -> Step:
    people = tuple(answer.approver for answer in step.answers)
    return Step(
        name=step.name, approvers=people, needs=step.needs, within=step.within, then=step.then
    )


def timed_out(approval: Approval, case: Case) -> Approval:
    """The approval once its step's time is over: the step's action is taken, as far as it can be.

    Whatever happens, somebody is asked again or the asking has ended as expired.
    """
    step = approval.current
    if step is None:
        return approval
    if step.then is TimeOut.CANCEL:
        return replace(approval, ended=Outcome.EXPIRED, asked=())
    again = replace(step, time_outs=step.time_outs + 1, due_at=_due(step, case))
    approval = with_step(approval, again)
    if step.then is TimeOut.REPLACE:
        approval = _with_others(approval, [a.approver for a in step.missing], case)
    elif step.then is TimeOut.ADD_BACKUP:
        approval = _backed_up(approval, case)
    return in_turn(approval, case)


def again(approval: Approval, case: Case) -> Approval:
    """The approval by what is known of people now: who may not decide any more is replaced by the
    next in line, who stands in for somebody is asked; where too few are there, so is the next in
    line, beside them.
    """
    return in_turn(_with_somebody(_repaired(approval, case), case), case)


def in_turn(approval: Approval, case: Case) -> Approval:
    """The approval with the step begun whose turn has come, and with who is asked in it."""
    step = approval.current
    if step and step.asked_at is None:
        begun = replace(step, asked_at=case.now, due_at=_due(step, case))
        approval = _with_somebody(_repaired(with_step(approval, begun), case), case)
    after = replace(approval, asked=asked_now(approval, case))
    once = dict.fromkeys((*approval.before, *approval.asked))
    return replace(after, before=tuple(p for p in once if p not in after.people))


def is_stuck(approval: Approval, case: Case) -> bool:
    """Whether too few are there to settle the step whose turn it is."""
    step = approval.current
    return step is not None and _can_answer(step, case) < step.wanted


def may_speak(answer: Answer, case: Case) -> tuple[str, ...]:
    """Everybody who may give this answer now, whose it is first.

    For one who may not be heard any more, nobody speaks but who was asked beside them.
    """
    named = (answer.approver, *answer.also) if _is_fit(answer, case) else answer.also
    roster = case.catalogue.roster
    stand_ins = (s for person in named for s in roster.stand_ins(person, at=case.now))
    speakers = dict.fromkeys((*named, *stand_ins))
    return tuple(person for person in speakers if case.may_decide(person))


def asked_now(approval: Approval, case: Case) -> tuple[str, ...]:
    """Everybody who may settle the step whose turn it is."""
    step = approval.current
    missing = step.missing if step else ()
    return tuple(dict.fromkeys(p for answer in missing for p in may_speak(answer, case)))


def speaks(person: str, answer: Answer, case: Case) -> bool:
    return person in may_speak(answer, case)


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
    """Where too few are there to settle it, the next in line is asked beside those who are away."""
    step = approval.current
    if step is None:
        return approval
    other = _another(approval, case) if is_stuck(approval, case) else None
    if other is None:
        return approval
    alone = [a.approver for a in step.missing if not _is_somebody_there(a, case)]
    backed = (_backed(a, other) if a.approver in alone else a for a in step.answers)
    return with_step(approval, replace(step, answers=tuple(backed)))


def _backed_up(approval: Approval, case: Case) -> Approval:
    step, other = approval.current, _another(approval, case)
    if step is None or other is None:
        return approval
    backed = (_backed(answer, other) for answer in step.answers)
    return with_step(approval, replace(step, answers=tuple(backed)))


def _can_answer(step: AskedStep, case: Case) -> int:
    """How many have answered, or have somebody there who can."""
    return sum(1 for a in step.answers if a.verdict or _is_somebody_there(a, case))


def _is_somebody_there(answer: Answer, case: Case) -> bool:
    roster = case.catalogue.roster
    return any(roster.is_there(person, at=case.now) for person in may_speak(answer, case))


def _repaired(approval: Approval, case: Case) -> Approval:
    """Each who may not be heard any more makes room for another; where there are no others, those
    who still have to answer speak for them, too.
    """
    approval = _with_others(approval, _unfit(approval, case), case)
    step, left = approval.current, _unfit(approval, case)
    if step is None or not left:
        return approval
    heard = [p for a in step.answers if a.verdict for p in (a.approver, a.given_by)]
    other = next_in_line(case, but=heard)
    backed = (_backed(a, other) if other and a.approver in left else a for a in step.answers)
    return with_step(approval, replace(step, answers=tuple(backed)))


def _unfit(approval: Approval, case: Case) -> list[str]:
    missing = approval.current.missing if approval.current else ()
    return [a.approver for a in missing if not _is_fit(a, case)]


def _with_others(approval: Approval, whose: Iterable[str], case: Case) -> Approval:
    """One for one, so that it takes as many as before; whoever cannot be replaced stays."""
    for approver in whose:
        step = approval.current
        other = _another(approval, case)
        if step is None or other is None:
            break
        approval = with_step(approval, _replaced(step, approver, by=other))
    return approval


def _is_fit(answer: Answer, case: Case) -> bool:
    """Whether this voice may still be heard, by whoever gives it."""
    groups = case.catalogue.roster.groups
    is_in = answer.via is None or answer.approver in groups.get(answer.via, ())
    return is_in and case.may_decide(answer.approver)


def _due(step: AskedStep, case: Case) -> datetime | None:
    """None where work never goes on again: then it is reminded of like a step without a time."""
    if step.within is None:
        return None
    try:
        return due(case.now, timedelta(hours=step.within), case.catalogue.calendar)
    except NeverOpen:
        return None


def _backed(answer: Answer, other: str) -> Answer:
    if answer.verdict or other in (answer.approver, *answer.also):
        return answer
    return replace(answer, also=(*answer.also, other))


def _replaced(step: AskedStep, approver: str, *, by: str) -> AskedStep:
    answers = (
        replace(a, approver=by, via=None, also=()) if a.approver == approver else a
        for a in step.answers
    )
    return replace(step, answers=tuple(answers))


def _another(approval: Approval, case: Case) -> str | None:
    """The next in line who has no voice here; best one who speaks for nobody else either."""
    step = approval.current
    voices = [answer.approver for answer in step.answers] if step else []
    known = [*voices, *_everybody(approval, case)]
    return next_in_line(case, but=known) or next_in_line(case, but=voices)


def with_step(approval: Approval, step: AskedStep) -> Approval:
    steps = (step if s.number == step.number else s for s in approval.steps)
    return replace(approval, steps=tuple(steps))


def _everybody(approval: Approval, case: Case) -> Iterator[str]:
    """Whoever has a voice in the step whose turn it is."""
    step = approval.current
    for answer in step.answers if step else ():
        yield from may_speak(answer, case)
