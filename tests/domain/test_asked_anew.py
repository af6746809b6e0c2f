"""What asks anew: a change that leads to other steps, also of what is usually free to change."""

from dataclasses import replace

from domain.condition import Condition, Test
from domain.policy import Policy, Step
from domain.rewriting import edit
from domain.taking_in import take_in
from domain.ticket import Urgency
from tests.builders import MAYA, T0, TOM, a_catalogue, a_request


def test_a_change_that_leads_to_another_step_asks_anew():
    blocking = Condition(subject="urgency", test=Test.IS, values=("blocking",))
    steps = (Step(approvers=(MAYA,)), Step(approvers=(TOM,), when=(blocking,)))
    kinds = tuple(replace(k, approval=Policy(steps=steps)) for k in a_catalogue().types)
    catalogue = a_catalogue(types=kinds)
    before = take_in(a_request(), catalogue, number=7, now=T0)

    hurried = edit(before, a_request(urgency=Urgency.BLOCKING), catalogue, now=T0)
    relaxed = edit(before, a_request(urgency=Urgency.WHENEVER), catalogue, now=T0)

    assert (hurried.approval.round, len(hurried.approval.steps)) == (2, 2)
    assert relaxed.approval == before.approval
