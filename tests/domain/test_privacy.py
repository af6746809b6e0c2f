"""The privacy gate's rules: who is asked, what is restricted, and what the record holds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.answers import read
from domain.approval import Answer, Outcome, Verdict
from domain.condition import Condition, Test
from domain.draft import Draft, expected, watched
from domain.form import Choice, Field, FieldKind, ShowIf
from domain.policy import Role
from domain.privacy import (
    STEP,
    Declaration,
    in_their_place,
    is_news,
    looks_after_records,
    rounds,
    step_of,
)
from domain.privacy_questions import LEAVING, NOBODY, NOT_SURE, QUESTIONS, SENSITIVE, WHEN, WHOSE
from domain.request import case_of
from domain.rewriting import edit, is_material
from domain.roster import Roster
from domain.taking_in import may_be_opened, take_in
from domain.ticket import Status, Urgency, Visibility
from tests.builders import (
    ANNA,
    BEN,
    DANA,
    IRIS,
    MAYA,
    NOOR,
    T0,
    TOM,
    a_gate,
    a_gated_catalogue,
    a_policy,
    a_request,
    an_approval,
    declared,
)

CUSTOMERS, PARTNER = WHOSE[0], LEAVING[0]
STAYS = "No, it stays with us"
LEAVES = declared(CUSTOMERS, kind=("Payments",), leaves=PARTNER)
NONE = declared(NOBODY)


def filed(values=LEAVES, catalogue=None, **changes):
    request = a_request(values=values, **changes)
    return take_in(request, catalogue or a_gated_catalogue(), number=7, now=T0)


def edited(before, values, catalogue=None, **changes):
    request = a_request(values=values, **changes)
    return edit(before, request, catalogue or a_gated_catalogue(), now=T0)


# Both ways, for any gate and any answers, reckoned by a plain reading of the file's words.

KEYS = ("one", "two", "three")
NAMES = ("a", "b", "c")
OWN = tuple(
    Field(
        key=key,
        label=f"{key}?",
        kind=FieldKind.CHOICES,
        choices=tuple(Choice(key=name, name=name) for name in NAMES),
        show_if=show_if,
    )
    for key, show_if in zip(
        KEYS, (None, ShowIf(field="one", values=("a", "b")), ShowIf(field="two")), strict=True
    )
)
conditions = st.one_of(
    st.builds(
        Condition,
        subject=st.sampled_from(KEYS),
        test=st.sampled_from((Test.IS, Test.IS_NOT)),
        values=st.lists(st.sampled_from(NAMES), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(Condition, subject=st.sampled_from(KEYS), test=st.just(Test.ANSWERED)),
    st.just(Condition(subject="urgency", test=Test.IS, values=("blocking",))),
)
gates = st.lists(st.lists(conditions, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
typed = st.fixed_dictionaries(
    {}, optional={key: st.lists(st.sampled_from(NAMES), max_size=2, unique=True) for key in KEYS}
)


def demanded(when, answers, urgency):
    """A second reading of what a gate says, by hand."""
    facts = {**{key: [] for key in KEYS}, **answers, "urgency": [urgency]}

    def holds(condition):
        here = set(facts[condition.subject])
        if condition.test is Test.ANSWERED:
            return bool(here)
        meets = bool(here & set(condition.values))
        return meets if condition.test is Test.IS else not meets

    def counts(conditions):
        own = [c.subject for c in conditions if c.subject in KEYS]
        return all(map(holds, conditions)) and (not own or any(facts[key] for key in own))

    return any(map(counts, when))


@settings(max_examples=300)
@given(when=gates, typed_in=typed, asks=st.booleans(), urgency=st.sampled_from(Urgency))
def test_for_any_gate_and_answers_one_more_yes_and_few_readers_go_together(
    when, typed_in, asks, urgency
):
    gate = a_gate(fields=OWN, when=when)
    page, access = a_gated_catalogue().types
    types = (replace(page, asks_about_data=asks), access)
    catalogue = a_gated_catalogue(types=types, privacy=gate)
    values = read(catalogue.form_of("landing_page").fields, typed_in, today=T0.date())
    request = a_request(values=values, urgency=urgency)

    found = take_in(request, catalogue, number=7, now=T0)

    answers = {value.key: value.answers for value in values}
    is_demanded = demanded(when, answers, urgency)
    has_step = found.approval is not None and step_of(found.approval) is not None
    assert has_step is is_demanded
    assert (found.ticket.visibility is Visibility.RESTRICTED) is is_demanded
    assert (found.ticket.status is Status.AWAITING_APPROVAL) is is_demanded
    assert not (values and not asks)


@given(when=gates, typed_in=typed)
def test_after_an_edit_the_new_answers_decide_and_nothing_is_opened(when, typed_in):
    catalogue = a_gated_catalogue(privacy=a_gate(fields=OWN, when=when))
    form = catalogue.form_of("landing_page").fields
    before = filed(values=(), catalogue=catalogue)
    request = a_request(values=read(form, typed_in, today=T0.date()))

    after = edit(before, request, catalogue, now=T0)
    back = edit(after, a_request(), catalogue, now=T0)

    answers = {value.key: value.answers for value in request.values}
    is_demanded = demanded(when, answers, "soon")
    assert (after.ticket.status is Status.AWAITING_APPROVAL) is is_demanded
    assert (after.ticket.visibility is Visibility.RESTRICTED) is is_demanded
    assert back.ticket.visibility is after.ticket.visibility
    assert back.ticket.status is Status.OPEN


@pytest.mark.parametrize(
    ("values", "is_asked"),
    [
        ((), False),
        (NONE, False),
        (declared(CUSTOMERS, kind=("Payments",), leaves=STAYS), False),
        (declared(CUSTOMERS, kind=("Payments",), leaves=PARTNER), True),
        (declared(CUSTOMERS, kind=("Payments",), leaves=LEAVING[1]), True),
        (declared(CUSTOMERS, kind=("Payments",), leaves=NOT_SURE), True),
        (declared(CUSTOMERS, kind=(SENSITIVE,), leaves=STAYS), True),
        (declared(CUSTOMERS, kind=("Payments", NOT_SURE), leaves=STAYS), True),
    ],
)
def test_our_own_questions_ask_for_what_leaves_is_sensitive_or_nobody_is_sure_of(values, is_asked):
    assert (filed(values).approval is not None) is is_asked


def test_who_touches_nobodys_data_answers_one_question():
    kind = a_gated_catalogue().form_of("landing_page")

    values = read(kind.fields, {"data_of": (NOBODY,)}, today=T0.date())

    assert values == NONE


def test_data_protection_comes_last():
    found = filed(request_type="access")

    assert [step.name for step in found.approval.steps] == ["", STEP]
    assert found.approval.asked != (DANA,)


def test_the_form_knows_who_will_be_asked_while_it_is_being_written():
    typed = {"data_of": (CUSTOMERS,), "data_kind": ("Payments",), "data_leaves": (PARTNER,)}
    draft = Draft(
        request_type="landing_page",
        typed={f"landing_page.{key}": answers for key, answers in typed.items()},
    )

    found = expected(draft, a_gated_catalogue(), by=ANNA, now=T0)
    half = expected(
        replace(draft, typed={"landing_page.data_of": (CUSTOMERS,)}),
        a_gated_catalogue(),
        by=ANNA,
        now=T0,
    )

    assert found.approval.asked == (DANA,)
    assert half.approval is None


def test_what_decides_is_told_at_once():
    catalogue = a_gated_catalogue()

    found = watched(catalogue.form_of("landing_page"), catalogue)

    assert found == {"data_of", "data_kind", "data_leaves"}
    assert watched(catalogue.type("landing_page"), catalogue) == frozenset()


@pytest.mark.parametrize(
    ("data_protection", "roster"),
    [
        ((ANNA,), Roster()),
        ((DANA,), Roster(gone=frozenset({DANA}))),
        (("S0EMPTY",), Roster(groups={"S0EMPTY": ()})),
        (("S0GONE",), Roster()),
        ((), Roster()),
    ],
)
def test_who_cannot_decide_is_never_skipped_but_replaced(data_protection, roster):
    gate = a_gate(data_protection=data_protection)
    catalogue = a_gated_catalogue(privacy=gate).with_roster(roster)

    found = filed(catalogue=catalogue)

    case = case_of(found, catalogue, now=T0)
    assert found.approval.asked == (TOM,)
    assert in_their_place(found.approval, case) == TOM


def test_who_can_decide_is_nobodys_stand_in():
    found = filed()

    assert in_their_place(found.approval, case_of(found, a_gated_catalogue(), now=T0)) is None


def test_other_answers_ask_again_even_where_the_policy_names_what_is_material():
    policy = replace(a_policy(MAYA), material=("details",))
    page, access = a_gated_catalogue().types
    catalogue = a_gated_catalogue(types=(page, replace(access, approval=policy)))
    before = filed(declared(CUSTOMERS, kind=("Payments",), leaves=STAYS), catalogue)
    before = edited(before, before.brief.values, catalogue, request_type="access")
    other = declared(CUSTOMERS, kind=("Names and addresses",), leaves=STAYS)

    after = edited(before, other, catalogue, request_type="access")

    assert is_material(before, after, catalogue)
    assert after.approval.round == before.approval.round + 1


def test_words_that_the_gate_looks_at_are_material_where_they_change_what_it_asks():
    says = Condition(subject="words", test=Test.SAYS, values=("gdpr",))
    policy = replace(a_policy(MAYA), material=("details",))
    page, access = a_gated_catalogue().types
    catalogue = a_gated_catalogue(
        types=(page, replace(access, approval=policy)), privacy=a_gate(when=((says,),))
    )
    before = filed(NONE, catalogue, request_type="access")

    after = edited(before, NONE, catalogue, request_type="access", purpose="A GDPR question")

    assert [step.name for step in after.approval.steps] == ["", STEP]
    assert after.ticket.visibility is Visibility.RESTRICTED


def test_what_the_gate_restricted_stays_so_but_may_be_opened_once_nothing_demands_it():
    gated = filed()
    after = edited(gated, NONE)

    assert after.ticket.visibility is Visibility.RESTRICTED
    assert (may_be_opened(gated, a_gated_catalogue()), after.approval) == (False, None)
    assert may_be_opened(after, a_gated_catalogue())
    assert edited(after, NONE, purpose="Other words").ticket.visibility is Visibility.RESTRICTED


def test_what_only_its_type_restricted_opens_with_another_type():
    page, access = a_gated_catalogue().types
    catalogue = a_gated_catalogue(types=(page, replace(access, is_restricted=True)))
    before = filed(NONE, catalogue, request_type="access")

    assert not may_be_opened(before, catalogue)
    assert edited(before, NONE, catalogue).ticket.visibility is Visibility.BOTH_SIDES


# The record.


def declaration(**changes):
    found = Declaration(
        ticket_id=7, at=T0, by=ANNA, round=1, values=LEAVES, because="customers' data leaves"
    )
    return replace(found, **changes)


def asking(round=1, **changes):
    approval = an_approval(DANA, round=round, **changes)
    [step] = approval.steps
    return replace(approval, steps=(replace(step, name=STEP),))


def test_a_record_begins_with_what_asks_somebody():
    assert is_news(declaration(), None)
    assert not is_news(declaration(because="", values=NONE), None)


@pytest.mark.parametrize(
    ("change", "is_one"),
    [
        ({}, False),
        ({"at": T0 + timedelta(days=1), "by": BEN}, False),
        ({"round": 2}, True),
        ({"values": declared(CUSTOMERS, kind=("Payments",), leaves=NOT_SURE)}, True),
        ({"values": NONE, "because": ""}, True),
    ],
)
def test_what_is_new_goes_on_record(change, is_one):
    assert is_news(declaration(**change), declaration()) is is_one


def test_every_round_has_its_own_answers_and_its_own_decision():
    yes = Answer(approver=DANA, verdict=Verdict.APPROVED, decided_at=T0)
    first, second = declaration(), declaration(round=2, at=T0 + timedelta(days=1))

    one, two = rounds([first, second], [asking(answers=(yes,)), asking(round=2)])

    assert (one.number, one.outcome, one.step.answers) == (1, Outcome.APPROVED, (yes,))
    assert (two.number, two.outcome, two.is_waiting) == (2, None, True)
    assert (one.declaration, two.declaration) == (first, second)


def test_a_round_that_nobody_declared_for_rests_on_what_was_declared_before():
    expired = replace(asking(), ended=Outcome.EXPIRED)

    again = asking(round=2, asked_at=T0 + timedelta(days=3))

    one, two = rounds([declaration()], [expired, again])

    assert (one.outcome, two.outcome) == (Outcome.EXPIRED, None)
    assert two.declaration == declaration()


def test_answers_that_ask_nobody_any_more_stand_in_the_record_without_an_asking():
    after = declaration(because="", values=NONE, at=T0 + timedelta(hours=1))

    _, last = rounds([declaration(), after], [replace(asking(), ended=Outcome.CANCELLED)])

    assert (last.declaration, last.step, last.outcome) == (after, None, None)


def test_what_others_were_asked_is_no_part_of_it():
    other = an_approval(MAYA, round=2)

    [only] = rounds([declaration()], [asking(), other])

    assert only.number == 1


def test_records_are_looked_after_by_data_protection_and_coordinators():
    catalogue = a_gated_catalogue(privacy=a_gate(data_protection=("S0DP",)))
    catalogue = catalogue.with_roster(Roster(groups={"S0DP": (DANA, BEN)}, gone=frozenset({BEN})))

    found = [p for p in (DANA, BEN, NOOR, IRIS, ANNA) if looks_after_records(p, catalogue)]

    assert found == [DANA, NOOR]


def test_the_questions_are_the_ones_that_the_conditions_look_at():
    subjects = {condition.subject for conditions in WHEN for condition in conditions}

    assert subjects <= {field.key for field in QUESTIONS}
    assert Role.DATA_PROTECTION == "data protection"
