"""Why somebody is asked for a yes: by what they are, or whom they stand in for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.approval import Answer, Approval, AskedStep
from domain.approvers import Case, meant
from domain.condition import all_hold
from domain.policy import FIELD, Role
from domain.roster import LONGEST_CHAIN, Delegation, is_group
from domain.taking_in import policy_of


class Reason(StrEnum):
    OWNS_AREA = "owns_area"
    BACKS_UP_AREA = "backs_up_area"
    LEADS_IT = "leads_it"
    LEADS_MARKETING = "leads_marketing"
    PROTECTS_DATA = "protects_data"
    MANAGES = "manages"
    IN_GROUP = "in_group"
    IN_FIELD = "in_field"
    NAMED = "named"
    BY_HAND = "by_hand"
    STANDS_IN = "stands_in"
    BESIDE = "beside"
    NEXT_IN_LINE = "next_in_line"


BY_ROLE: Mapping[Role, Reason] = {
    Role.AREA_OWNER: Reason.OWNS_AREA,
    Role.AREA_BACKUP: Reason.BACKS_UP_AREA,
    Role.IT_LEAD: Reason.LEADS_IT,
    Role.MARKETING_LEAD: Reason.LEADS_MARKETING,
    Role.DATA_PROTECTION: Reason.PROTECTS_DATA,
    Role.MANAGER: Reason.MANAGES,
}


@dataclass(frozen=True, kw_only=True)
class WhyAsked:
    """`about` is the group or the person that it has to do with; `until` when that ends."""

    reason: Reason
    about: str = ""
    until: datetime | None = None


def why_asked(person: str, approval: Approval, case: Case) -> WhyAsked:
    """Why this person is asked in the step whose turn it is."""
    step = approval.current
    if step is None:
        return WhyAsked(reason=Reason.NAMED)
    for answer in step.answers:
        if answer.approver == person:
            return _in_person(answer, step, approval, case)
    for answer in step.missing:
        if person in answer.also:
            return WhyAsked(reason=Reason.BESIDE, about=answer.approver)
    for answer in step.missing:
        if found := _handed_on(person, answer, case):
            return WhyAsked(reason=Reason.STANDS_IN, about=answer.approver, until=found.ends)
    return WhyAsked(reason=Reason.NEXT_IN_LINE)


def _in_person(answer: Answer, step: AskedStep, approval: Approval, case: Case) -> WhyAsked:
    if step.by_hand:
        return WhyAsked(reason=Reason.BY_HAND, about=approval.by or "")
    for name in named_in(step, case):
        ids = [id for id in meant(name, case) if id]
        if answer.approver in case.catalogue.roster.people_in(ids):
            return _by_name(str(name))
    return WhyAsked(reason=Reason.NEXT_IN_LINE)


def _by_name(name: str) -> WhyAsked:
    if name in BY_ROLE:
        return WhyAsked(reason=BY_ROLE[Role(name)])
    if name.startswith(FIELD):
        return WhyAsked(reason=Reason.IN_FIELD)
    if is_group(name):
        return WhyAsked(reason=Reason.IN_GROUP, about=name)
    return WhyAsked(reason=Reason.NAMED)


def named_in(step: AskedStep, case: Case) -> tuple[Role | str, ...]:
    """Whom the policy names for this step, by what it says today."""
    policy = policy_of(case)
    steps = [s for s in policy.steps if all_hold(s.when, case.facts)] if policy else []
    return steps[step.number].approvers if step.number < len(steps) else ()


def _handed_on(person: str, answer: Answer, case: Case) -> Delegation | None:
    """The delegation by which this voice has come to them, directly or over others."""
    reached, first = {person}, None
    for _ in range(LONGEST_CHAIN):
        into = [d for d in case.catalogue.roster.delegations if d.to in reached]
        first = first or max((d for d in into), key=lambda d: d.ends, default=None)
        reached |= {d.person for d in into}
        if reached & {answer.approver, *answer.also}:
            return first
    return None
