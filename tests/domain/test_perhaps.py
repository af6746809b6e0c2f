"""Whom else a request may ask, by what its form cannot see yet."""

from dataclasses import replace

import pytest

from domain.condition import Condition, Test
from domain.form import Choice, FieldKind
from domain.perhaps import Perhaps, named_in_form, perhaps
from domain.policy import Policy, Step
from domain.taking_in import take_in
from tests.builders import ANNA, MARA, MAYA, T0, a_catalogue, a_field, a_request, a_value

PRICE = a_field(key="price", label="Price", kind=FieldKind.NUMBER)
TOOL = a_field(key="tool", kind=FieldKind.CHOICE, choices=(Choice(key="CRM", name="CRM"),))
DEAR = Condition(subject="price", test=Test.LEAST, values=("5000",))
CRM = Condition(subject="tool", test=Test.IS, values=("CRM",))
URGENT = Condition(subject="words", test=Test.SAYS, values=("gdpr",))


def expected(*when, values=(), approvers=(MARA,), **changes):
    """What may come of a request, where there is one more step under these conditions."""
    steps = (Step(approvers=(MAYA,)), Step(approvers=approvers, when=when))
    page, access = a_catalogue().types
    access = replace(access, approval=Policy(steps=steps), fields=(PRICE, TOOL))
    catalogue = a_catalogue(types=(page, access))
    request = a_request(request_type="access", values=values, **changes)
    return perhaps(take_in(request, catalogue, number=0, now=T0), catalogue)


@pytest.mark.parametrize(
    ("when", "subjects"),
    [((DEAR,), ("price",)), ((URGENT,), ("words",)), ((DEAR, DEAR), ("price",))],
)
def test_what_is_typed_may_ask_more_people(when, subjects):
    assert expected(*when) == (Perhaps(people=(MARA,), subjects=subjects),)


@pytest.mark.parametrize("when", [(), (CRM,), (CRM, DEAR)])
def test_what_is_chosen_is_looked_at_by_the_form_itself(when):
    assert expected(*when) == ()


def test_who_is_asked_already_is_not_named_as_perhaps():
    price = a_value(key="price", label="Price", kind=FieldKind.NUMBER, answers=("5000",))

    assert expected(DEAR, values=(price,)) == ()


def test_nobody_is_perhaps_asked_about_their_own_request():
    assert expected(DEAR, approvers=(ANNA,)) == ()


def test_of_a_type_without_a_policy_nobody_is():
    filed = take_in(a_request(), a_catalogue(), number=0, now=T0)

    assert perhaps(filed, a_catalogue()) == ()


def test_fields_that_name_approvers_are_known_by_their_keys():
    steps = (Step(approvers=(MAYA, "field:who")), Step(approvers=("field:boss",)))

    assert named_in_form(Policy(steps=steps)) == {"who", "boss"}
    assert named_in_form(None) == frozenset()
