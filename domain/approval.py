"""Approvals: what was asked of whom, step by step, and what their verdicts add up to."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from domain.policy import Needs, Quorum, TimeOut, enough
from domain.ticket import Status, Ticket, Waiting


class Verdict(StrEnum):
    """What one person says."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"


class Advice(StrEnum):
    """What helps the requester, where the answer is no."""

    FILE_ANEW = "file_anew"
    ASK_ELSEWHERE = "ask_elsewhere"
    NOTHING = "nothing"


class Outcome(StrEnum):
    """How an asking ended. Expired is nobody's no; cancelled was taken back."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


STATUS_AFTER = {
    Outcome.CHANGES_REQUESTED: Status.CHANGES_REQUESTED,
    Outcome.DECLINED: Status.DECLINED,
    Outcome.EXPIRED: Status.EXPIRED,
}
"""Once it is approved, the ticket goes on where the asking says."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The voice of one approver; `verdict` is None until it was heard.

    `by` is who gave it, where it was somebody who stands in for them. `also` may speak for them,
    too: they were asked when no answer came. Who was asked `via` a user group is asked only as long
    as they are in it.
    """

    approver: str
    verdict: Verdict | None = None
    comment: str = ""
    advice: Advice | None = None
    decided_at: datetime | None = None
    by: str | None = None
    via: str | None = None
    also: tuple[str, ...] = ()

    @property
    def given_by(self) -> str:
        return self.by or self.approver


@dataclass(frozen=True, kw_only=True)
class AskedStep:
    """One stage of an asking; `asked_at` is None until it is its turn.

    `due_at` is when its time is over; `time_outs` counts how often it was. One that was asked
    `by_hand` stands in no policy.
    """

    number: int = 0
    name: str = ""
    needs: Needs = Quorum.ANY
    within: int | None = None
    then: TimeOut = TimeOut.REMIND
    asked_at: datetime | None = None
    due_at: datetime | None = None
    time_outs: int = 0
    by_hand: bool = False
    answers: tuple[Answer, ...]

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the answers add up to so far; None while somebody's yes is missing.

        One who declines or asks for changes speaks for all; for a yes, `needs` decides.
        """
        said = [a.verdict for a in self.answers if a.verdict]
        for verdict in (Verdict.DECLINED, Verdict.CHANGES_REQUESTED):
            if verdict in said:
                return verdict
        return Verdict.APPROVED if len(said) >= self.wanted else None

    @property
    def wanted(self) -> int:
        """How many yeses it takes."""
        return enough(self.needs, asked=len(self.answers))

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple(a for a in self.answers if a.verdict is None)


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One asking. `round` counts the askings of a ticket: only a material change raises it.

    `ended` says how, where it was not by what the approvers said. `by` is who asked, where no
    policy did, and `because` their reason. Once approved, the ticket is `then`, and waits for whom
    it waited for. `asked` are the people who can settle the step whose turn it is, by what was
    known when it was saved: for lists, cards and who may see it. What counts is asked again at each
    press. `before` were asked, and are not any more.
    """

    ticket_id: int
    round: int = 1
    steps: tuple[AskedStep, ...]
    asked_at: datetime
    ended: Outcome | None = None
    by: str | None = None
    because: str = ""
    then: Status = Status.OPEN
    waiting_for: Waiting | None = None
    asked: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @cached_property
    def outcome(self) -> Outcome | None:
        """What it all adds up to; None while somebody has still to answer."""
        if self.ended:
            return self.ended
        verdicts = [step.verdict for step in self.steps]
        for verdict in verdicts:
            if verdict is not Verdict.APPROVED:
                return Outcome(verdict) if verdict else None
        return Outcome.APPROVED

    @property
    def is_cancelled(self) -> bool:
        return self.ended is Outcome.CANCELLED

    @cached_property
    def current(self) -> AskedStep | None:
        """The step whose turn it is."""
        if self.outcome:
            return None
        return next(step for step in self.steps if step.verdict is None)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All voices of all steps."""
        return tuple(answer for step in self.steps for answer in step.answers)

    @property
    def begun(self) -> tuple[AskedStep, ...]:
        """The steps whose turn it is or was."""
        return tuple(step for step in self.steps if step.asked_at)

    @property
    def turn(self) -> str:
        """Which round and step it is: what a button is drawn for."""
        step = self.current or (self.begun or self.steps)[-1]
        return f"{self.round}.{step.number}"

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is or was asked; not who will be."""
        voices = (answer for step in self.begun for answer in step.answers)
        named = (p for a in voices for p in (a.approver, a.by, *a.also) if p)
        return tuple(dict.fromkeys((*named, *self.asked)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Whose answer is waited for now."""
        return tuple(a.approver for a in self.current.missing) if self.current else ()

    @property
    def deciding(self) -> Answer | None:
        """The answer that settled it: with it the outcome was reached."""
        if self.outcome is None or self.ended:
            return None
        last = next(s for s in reversed(self.steps) if any(a.verdict for a in s.answers))
        said = [a for a in last.answers if a.verdict is last.verdict]
        by_time = sorted(said, key=lambda a: str(a.decided_at))
        return by_time[min(last.wanted, len(by_time)) - 1 if _is_yes(last) else 0]


@dataclass(frozen=True, kw_only=True)
class Press:
    """A verdict as it was given: by whom, on which ticket, in which turn (round and step) the
    button was drawn for.

    `key` is the same for every delivery of one press, and differs for the next press.
    """

    key: str
    by: str
    ticket_id: int
    turn: str
    verdict: Verdict
    comment: str = ""
    advice: Advice | None = None


def settled(ticket: Ticket, approval: Approval, *, now: datetime) -> Ticket:
    """The ticket once the approval has an outcome; as it is while it has none."""
    outcome = approval.outcome
    if outcome is None or outcome is Outcome.CANCELLED:
        return ticket
    is_yes = outcome is Outcome.APPROVED
    return replace(
        ticket,
        status=approval.then if is_yes else STATUS_AFTER[outcome],
        waiting_for=approval.waiting_for if is_yes else None,
        closed_at=now if outcome is Outcome.DECLINED else None,
    )


def taken_back(approval: Approval) -> Approval:
    """Nobody is asked any more."""
    return approval if approval.outcome else replace(approval, ended=Outcome.CANCELLED, asked=())


def _is_yes(step: AskedStep) -> bool:
    return step.verdict is Verdict.APPROVED
