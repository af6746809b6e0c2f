"""What the form says of a request before it is sent: who will own it, and who will be asked."""

from collections.abc import Iterator

from domain.approval import Approval, AskedStep
from domain.catalogue import Catalogue, RequestType
from domain.perhaps import Perhaps, perhaps
from domain.privacy import step_of
from domain.request import Filed, case_of
from domain.staffing import Because, asked_instead
from domain.ticket import Visibility
from views.blocks import Block, context
from views.text import fitted, mentions, owner

MOST_NAMED = 20
OF_EVERY_REQUEST = {"words": "what you write", "urgency": "how urgent it is", "area": "the area"}


def blocks(expected: Filed | None, why_not: str, catalogue: Catalogue) -> list[Block]:
    """What would become of it, or why nothing could."""
    if why_not:
        return [context(why_not)]
    return [context(" ".join(_parts(expected, catalogue)))] if expected else []


def _parts(filed: Filed, catalogue: Catalogue) -> Iterator[str]:
    ticket, more = filed.ticket, perhaps(filed, catalogue)
    yield f"{owner(ticket.owner)} will own it."
    yield _asked(filed.approval, so_far=" so far" if more else "")
    yield from _in_place(filed, catalogue)
    for one in more:
        yield _depending(one, catalogue.type(ticket.request_type))
    if ticket.visibility is Visibility.RESTRICTED:
        yield "Only those who handle it will see it."


def _asked(approval: Approval | None, *, so_far: str) -> str:
    """Everybody who will be asked, in their order."""
    if approval is None:
        return f"No approval is needed{so_far}."
    first, *later = [_yes_of(step) for step in approval.steps]
    then = "".join(f", then {people}" for people, _ in later)
    people, has = first
    return f"Work starts once {people}{then} {has} said yes."


def _yes_of(step: AskedStep) -> tuple[str, str]:
    people = tuple(answer.approver for answer in step.answers)
    if step.wanted == 1:
        return mentions(people, joined=" or "), "has"
    if step.wanted == len(people):
        return mentions(people), "have"
    return f"{step.wanted} of {mentions(people)}", "have"


def _in_place(filed: Filed, catalogue: Catalogue) -> Iterator[str]:
    """Who comes next where nobody can decide who was meant; of data protection the gate says it."""
    approval = filed.approval
    if approval is None or approval.current is step_of(approval):
        return
    asked = asked_instead(approval, case_of(filed, catalogue, now=filed.ticket.opened_at))
    if people := [one.person for one in asked if one.because is Because.NOBODY_MEANT]:
        be = "is" if len(people) == 1 else "are"
        yield f"{mentions(people)} {be} asked because nobody else who is meant can decide on it."


def _depending(one: Perhaps, kind: RequestType | None) -> str:
    labels = {field.key: f"“{fitted(field.label, 80)}”" for field in kind.fields} if kind else {}
    named = labels | OF_EVERY_REQUEST
    on = " and ".join(named.get(subject, subject) for subject in one.subjects)
    people = mentions(one.people[:MOST_NAMED], joined=" or ")
    return f"Depending on {on}, {people} will be asked, too."
