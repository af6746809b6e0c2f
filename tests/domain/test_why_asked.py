"""Why somebody is asked: what they are, whom they stand in for, or that nobody else is left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approval import Answer
from domain.asking import ask, by_hand
from domain.policy import FIELD, Quorum, Role
from domain.roster import Delegation, Roster
from domain.why_asked import Reason, WhyAsked, why_asked
from tests.builders import (
    ANNA,
    IRIS,
    IVO,
    MARA,
    MAYA,
    T0,
    TOM,
    a_case,
    a_catalogue,
    a_policy,
    an_approval,
)

SECURITY = "S0SECURITY"
ENDS = T0 + timedelta(days=3)


def of_type(policy, *, facts=None, **roster):
    """A case whose type has this policy."""
    kinds = tuple(replace(k, approval=policy) if k.approval else k for k in a_catalogue().types)
    known = a_catalogue(types=kinds, managers={ANNA: MARA}, roster=Roster(**roster))
    return a_case(catalogue=known, facts=facts or {})


def why(person, named, **case):
    policy = a_policy(named)
    found = of_type(policy, **case)
    return why_asked(person, ask(policy, found, round=1), found)


@pytest.mark.parametrize(
    ("named", "person", "reason"),
    [
        (Role.AREA_OWNER, IVO, Reason.OWNS_AREA),
        (Role.AREA_BACKUP, TOM, Reason.BACKS_UP_AREA),
        (Role.IT_LEAD, IRIS, Reason.LEADS_IT),
        (Role.MARKETING_LEAD, MARA, Reason.LEADS_MARKETING),
        (Role.MANAGER, MARA, Reason.MANAGES),
        (MAYA, MAYA, Reason.NAMED),
    ],
)
def test_a_person_is_asked_for_what_they_are(named, person, reason):
    assert why(person, named).reason is reason


def test_a_group_and_a_field_are_named():
    groups = {SECURITY: (TOM,)}

    assert why(TOM, SECURITY, groups=groups) == WhyAsked(reason=Reason.IN_GROUP, about=SECURITY)
    assert why(MAYA, f"{FIELD}boss", facts={"boss": (MAYA,)}).reason is Reason.IN_FIELD


def test_who_was_not_meant_comes_next_in_line():
    assert why(TOM, IVO, gone=frozenset({IVO})).reason is Reason.NEXT_IN_LINE


def test_a_stand_in_is_asked_for_somebody_until_a_day_also_at_the_end_of_a_chain():
    def handed(person, to):
        return Delegation(person=person, to=to, begins=T0, ends=ENDS, by=person)

    chain = (handed(MAYA, TOM), handed(TOM, IRIS))

    for person in (TOM, IRIS):
        assert why(person, MAYA, delegations=chain) == WhyAsked(
            reason=Reason.STANDS_IN, about=MAYA, until=ENDS
        )


def test_who_was_asked_beside_somebody_and_who_was_asked_by_hand():
    case = of_type(a_policy(MAYA))
    beside = an_approval(answers=(Answer(approver=MAYA, also=(TOM,)),))
    asked = by_hand((MARA,), case, needs=Quorum.ANY, by=IVO, because="It is dear")

    assert why_asked(TOM, beside, case) == WhyAsked(reason=Reason.BESIDE, about=MAYA)
    assert why_asked(MARA, asked, case) == WhyAsked(reason=Reason.BY_HAND, about=IVO)


def test_of_what_is_decided_there_is_no_step_to_be_asked_in():
    done = an_approval(answers=(Answer(approver=MAYA, verdict="approved"),))

    assert why_asked(MAYA, done, of_type(a_policy(MAYA))).reason is Reason.NAMED
