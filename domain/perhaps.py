"""Whom else a request may ask: by what is typed in its form, and so is known once it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.approvers import approvers_of
from domain.catalogue import Catalogue, RequestType
from domain.condition import holds
from domain.form import LOOKED_AT
from domain.policy import FIELD, Policy
from domain.request import Filed, case_of

TYPED = ("words", "urgency", "area")
"""Subjects of every request that no form looks at while it is filled."""


@dataclass(frozen=True, kw_only=True)
class Perhaps:
    """`people` are asked, too, if what is answered to these `subjects` says so."""

    people: tuple[str, ...]
    subjects: tuple[str, ...]


def perhaps(filed: Filed, catalogue: Catalogue) -> tuple[Perhaps, ...]:
    """The steps that are not for what it says so far, and may be for what is typed yet."""
    kind = catalogue.type(filed.ticket.request_type)
    return tuple(_perhaps(kind, kind.approval, filed, catalogue)) if kind and kind.approval else ()


def named_in_form(policy: Policy | None) -> frozenset[str]:
    """The keys of the fields whose answers say who is asked."""
    asked = (str(name) for step in policy.steps for name in step.approvers) if policy else ()
    return frozenset(name.removeprefix(FIELD) for name in asked if name.startswith(FIELD))


def _perhaps(
    kind: RequestType, policy: Policy, filed: Filed, catalogue: Catalogue
) -> Iterator[Perhaps]:
    case = case_of(filed, catalogue, now=filed.ticket.opened_at)
    typed = {*TYPED, *(field.key for field in kind.fields if field.kind not in LOOKED_AT)}
    for step in policy.steps:
        missing = [c.subject for c in step.when if not holds(c, case.facts)]
        people = tuple(approvers_of(step.approvers, case))
        if missing and typed.issuperset(missing) and people:
            yield Perhaps(people=people, subjects=tuple(dict.fromkeys(missing)))
