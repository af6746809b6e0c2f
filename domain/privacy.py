"""The privacy gate: whether answers about people's data ask for one more yes, and the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.approval import Approval, AskedStep, Outcome
from domain.approvers import Case, approvers_of
from domain.catalogue import Catalogue, PrivacyGate
from domain.condition import Condition, Facts, all_hold
from domain.form import FieldValue
from domain.policy import Role, Step
from domain.ticket import Ticket

STEP = "Data protection"
"""The name of the step, as people read it."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What was declared about people's data with one sending of the form, question by question.

    `because` says in words why data protection is asked; empty where these answers ask nobody.
    `instead` is who was asked as nobody of data protection may decide. `round` is the approval's.
    """

    ticket_id: int
    at: datetime
    by: str
    round: int
    values: tuple[FieldValue, ...] = ()
    because: str = ""
    instead: str | None = None


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of the record: what was declared, who was asked, and how it ended.

    It began `at` this moment; its number is 0 where nobody was asked.
    """

    number: int
    at: datetime
    declaration: Declaration
    step: AskedStep | None
    outcome: Outcome | None

    @property
    def is_waiting(self) -> bool:
        return self.step is not None and self.outcome is None

    @property
    def last_at(self) -> datetime:
        """When something was declared, asked or decided in it last."""
        step = self.step
        told = (step.asked_at, *(a.decided_at for a in step.answers)) if step else ()
        return max([self.declaration.at, *(moment for moment in told if moment)])


@dataclass(frozen=True, kw_only=True)
class Record:
    """All rounds of one ticket, oldest first."""

    ticket: Ticket
    rounds: tuple[Round, ...]

    def touched(self, since: datetime) -> "Record":
        """With the rounds alone in which something was declared, asked or decided since then."""
        return replace(self, rounds=tuple(r for r in self.rounds if r.last_at >= since))


@dataclass(frozen=True, kw_only=True)
class Export:
    """That the record was written out: by whom, from when on, and of how many tickets."""

    at: datetime
    by: str
    since: datetime | None = None
    tickets: int


def looks_after_records(person: str, catalogue: Catalogue) -> bool:
    """Whether they may know of all records: data protection, and who runs the desk."""
    named = (*catalogue.privacy.data_protection, *catalogue.coordinators)
    return person in catalogue.roster.people_in(named) and person not in catalogue.roster.gone


def gated(facts: Facts, gate: PrivacyGate) -> Step | None:
    """The step that the answers demand, if they do."""
    if not holding(facts, gate):
        return None
    return Step(name=STEP, approvers=(Role.DATA_PROTECTION,), within=gate.within)


def holding(facts: Facts, gate: PrivacyGate) -> tuple[Condition, ...]:
    """The conditions that demand it: of every set that holds, each once.

    A set that looks at the gate's own questions says nothing of a form that did not ask them.
    """
    own = {field.key for field in gate.fields}
    sets = [s for s in gate.when if _was_asked(s, own, facts) and all_hold(s, facts)]
    return tuple(dict.fromkeys(condition for conditions in sets for condition in conditions))


def _was_asked(conditions: Sequence[Condition], own: set[str], facts: Facts) -> bool:
    looked_at = {condition.subject for condition in conditions} & own
    return not looked_at or any(facts.get(subject) for subject in looked_at)


def asked_values(values: Sequence[FieldValue], gate: PrivacyGate) -> tuple[FieldValue, ...]:
    """The answers to the gate's questions."""
    own = {field.key for field in gate.fields}
    return tuple(value for value in values if value.key in own)


def step_of(approval: Approval) -> AskedStep | None:
    """The step of data protection in it, wherever it stands."""
    return next((s for s in approval.steps if s.name == STEP and not s.by_hand), None)


def in_their_place(approval: Approval, case: Case) -> str | None:
    """Who is asked as nobody of data protection may decide; None where it is they themselves."""
    step = step_of(approval)
    if step is None or approvers_of((Role.DATA_PROTECTION,), case):
        return None
    return step.answers[0].approver


def is_news(declaration: Declaration, last: Declaration | None) -> bool:
    """Whether it belongs in the record: the first that asks somebody, then all that differ."""
    if last is None:
        return bool(declaration.because)
    return _said(declaration) != _said(last)


def _said(declaration: Declaration) -> tuple[object, ...]:
    values = {value.key: value.answers for value in declaration.values}
    return (values, declaration.because, declaration.round if declaration.because else None)


def rounds(declarations: Sequence[Declaration], approvals: Sequence[Approval]) -> tuple[Round, ...]:
    """The record of one ticket, oldest first: every declaration, and every asking of its step.

    An asking without a declaration of its own, as after one that expired, rests on the one before.
    """
    by_round = {approval.round: approval for approval in approvals}
    found = [*_declared(declarations, by_round), *_asked_again(declarations, by_round)]
    return tuple(sorted(found, key=lambda round: round.at))


def _declared(
    declarations: Sequence[Declaration], approvals: Mapping[int, Approval]
) -> Iterator[Round]:
    for declaration in declarations:
        approval = approvals.get(declaration.round) if declaration.because else None
        yield _round(declaration, approval, at=declaration.at)


def _asked_again(
    declarations: Sequence[Declaration], approvals: Mapping[int, Approval]
) -> Iterator[Round]:
    declared = {declaration.round for declaration in declarations}
    for number, approval in approvals.items():
        before = [d for d in declarations if d.because and d.round < number]
        if number not in declared and before and step_of(approval):
            yield _round(before[-1], approval, at=approval.asked_at)


def _round(declaration: Declaration, approval: Approval | None, *, at: datetime) -> Round:
    return Round(
        number=approval.round if approval else 0,
        at=at,
        declaration=declaration,
        step=step_of(approval) if approval else None,
        outcome=approval.outcome if approval else None,
    )
