"""Deciding: whether a press of Approve, Request changes or Decline may count, and what it does."""

from dataclasses import replace
from datetime import datetime

from domain.approval import Answer, Approval, Outcome, Press, settled
from domain.approvers import Case
from domain.asking import asked_now, in_turn, speaks, with_step
from domain.catalogue import Catalogue
from domain.errors import (
    AlreadyDecided,
    AskedAgain,
    MayNotApprove,
    NoLongerAsked,
    NotYetYourTurn,
    OwnRequest,
    Refusal,
    TicketNotFound,
    TimeIsOver,
)
from domain.request import Filed, case_of
from domain.taking_in import awaiting_answer
from domain.ticket import Status

NAMED = 3


def counted(filed: Filed, press: Press, catalogue: Catalogue, *, now: datetime) -> Filed:
    """The ticket with this verdict, standing where it leads. Raises what `check` raises."""
    if filed.approval is None:
        raise TicketNotFound(press.ticket_id)
    approval = decide(filed.approval, press, case_of(filed, catalogue, now=now))
    ticket = settled(filed.ticket, approval, now=now)
    after = replace(filed, ticket=ticket, approval=approval)
    return awaiting_answer(after, catalogue, now=now)


def decide(approval: Approval, press: Press, case: Case) -> Approval:
    """Return the approval with this person's verdict counted, for everybody they speak for.

    Raises what `check` raises.
    """
    check(approval, press, case)
    step = approval.current
    assert step is not None, "checked"
    heard = [_heard(a, press, case) if speaks(press.by, a, case) else a for a in step.answers]
    return in_turn(with_step(approval, replace(step, answers=tuple(heard))), case)


def check(approval: Approval | None, press: Press, case: Case) -> None:
    """Whether this press may count.

    Raises OwnRequest for the requester and who filed it for them, MayNotApprove for guests and
    whoever has left, TicketNotFound for a stranger, NoLongerAsked for who was asked once,
    NotYetYourTurn, AlreadyDecided when the step is over, TimeIsOver when nobody decided in time,
    and AskedAgain when the button was drawn for an older round.
    """
    ticket = case.ticket
    if press.by in case.own:
        raise OwnRequest(ticket.reference)
    if approval and press.by in approval.before and press.by not in _known_to(approval, case):
        raise _no_longer(approval, press, case)
    if approval is None or press.by not in _known_to(approval, case):
        raise TicketNotFound(ticket.id)
    if not case.may_decide(press.by):
        raise MayNotApprove(ticket.reference)
    round, step = turn_in(press.turn)
    if round != approval.round:
        raise AskedAgain(ticket.reference)
    _check_step(approval, press, case, number=step)


def _no_longer(approval: Approval, press: Press, case: Case) -> Refusal:
    """Others are asked instead; or nobody is any more, and they hear where it stands."""
    if approval.outcome is Outcome.EXPIRED:
        return TimeIsOver(case.ticket.reference)
    if approval.outcome:
        return _too_late(approval, press, case, first=approval.deciding)
    return NoLongerAsked(case.ticket.reference)


def _check_step(approval: Approval, press: Press, case: Case, *, number: int) -> None:
    ticket, step = case.ticket, approval.current
    if approval.outcome is Outcome.EXPIRED:
        raise TimeIsOver(ticket.reference)
    if ticket.status is not Status.AWAITING_APPROVAL or step is None or number < step.number:
        raise _too_late(approval, press, case, first=_deciding_in(approval, number))
    spoken_for = [a for a in step.answers if speaks(press.by, a, case)]
    if number > step.number or not spoken_for:
        raise NotYetYourTurn(ticket.reference)
    if all(a.verdict for a in spoken_for):
        raise _too_late(approval, press, case, first=spoken_for[0])


def _too_late(
    approval: Approval, press: Press, case: Case, *, first: Answer | None
) -> AlreadyDecided:
    ticket = case.ticket
    if ticket.status is Status.AWAITING_APPROVAL:
        others = [f"<@{p}>" for p in approval.asked if p != press.by][:NAMED]
        stands = f"waits for {' or '.join(others) or 'somebody else'} now"
    else:
        stands = f"is {ticket.status.replace('_', ' ')} now"
    return AlreadyDecided(
        ticket.reference,
        by=first.given_by if first else None,
        verdict=first.verdict if first else None,
        presser=press.by,
        stands=stands,
    )


def _heard(answer: Answer, press: Press, case: Case) -> Answer:
    """What was said first stays said."""
    if answer.verdict:
        return answer
    return replace(
        answer,
        verdict=press.verdict,
        comment=press.comment,
        advice=press.advice,
        decided_at=case.now,
        by=press.by if press.by != answer.approver else None,
    )


def _known_to(approval: Approval, case: Case) -> set[str]:
    """Whoever is or was asked."""
    return {*approval.people, *asked_now(approval, case)}


def _deciding_in(approval: Approval, number: int) -> Answer | None:
    """Who settled this step; None where it was not settled by an answer."""
    steps = [s for s in approval.steps if s.number == number and s.verdict]
    upto = replace(approval, steps=tuple(steps), ended=None) if steps else None
    return upto.deciding if upto else approval.deciding


def turn_in(text: str) -> tuple[int, int]:
    """Round and step, as `Approval.turn` says them; of what nobody drew, a round there never is."""
    round, _, step = text.partition(".")
    is_read = round.isdecimal() and (step.isdecimal() or not step)
    return (int(round), int(step or 0)) if is_read else (0, 0)
