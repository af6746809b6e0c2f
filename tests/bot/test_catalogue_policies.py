"""Approval policies in the catalogue file: steps, voices, conditions, and what could never be."""

import pytest

from domain.condition import Condition, Test
from domain.policy import Policy, Quorum, Role, Step, TimeOut
from tests.bot.catalogue_parts import asking, only_problem, read

GATE = "privacy: {data_protection: [ivo@acme.example], when: {about_people: true}}\n"
MANAGERS = "managers: {anna@acme.example: mara@acme.example}\n"


def policy(approval, *, more=""):
    [kind] = read(asking(approval, more=more)).types
    return kind.approval


def only_step(approval, *, more=""):
    [step] = policy(approval, more=more).steps
    return step


def test_steps_say_all_that_a_step_can_be():
    found = policy(
        "{steps: [{name: Owner, ask: [area owner, field: who], needs: majority, within: 16h, "
        'then: add backup}, {ask: "@security", needs: 2}], material: [price], '
        "locked: [price, area]}"
    )

    assert found == Policy(
        steps=(
            Step(
                name="Owner",
                approvers=(Role.AREA_OWNER, "field:who"),
                needs=Quorum.MAJORITY,
                within=16,
                then=TimeOut.ADD_BACKUP,
            ),
            Step(approvers=("@security",), needs=2),
        ),
        material=("price",),
        locked=("price", "area"),
    )


def test_the_short_form_is_one_step():
    assert policy("{ask: [area owner, it lead], needs: any}") == Policy(
        steps=(Step(approvers=(Role.AREA_OWNER, Role.IT_LEAD), needs=Quorum.ANY),)
    )


def test_one_alone_needs_no_list_and_no_quorum():
    assert only_step("{ask: it lead}") == Step(approvers=(Role.IT_LEAD,))


def test_without_a_list_everything_is_material_and_an_empty_list_means_nothing():
    assert policy("{ask: it lead}").material is None
    assert policy("{ask: it lead, material: []}").material == ()


@pytest.mark.parametrize(
    ("named", "approver", "more"),
    [
        ("it lead", Role.IT_LEAD, ""),
        ("Marketing Lead", Role.MARKETING_LEAD, ""),
        ("data protection", Role.DATA_PROTECTION, GATE),
        ("manager", Role.MANAGER, MANAGERS),
        ('"@security"', "@security", ""),
        ("S0SEC", "S0SEC", ""),
        ("U0IVO", "U0IVO", ""),
        ("ivo@acme.example", "ivo@acme.example", ""),
        ("{field: who}", "field:who", ""),
        ('"field: who"', "field:who", ""),
    ],
)
def test_approvers_are_people_groups_roles_and_fields(named, approver, more):
    assert only_step(f"{{ask: [{named}]}}", more=more).approvers == (approver,)


@pytest.mark.parametrize(
    ("words", "hours"),
    [("16h", 16), ("1 hour", 1), ("3 working hours", 3), ("2 days", 16), ("1d", 8)],
)
def test_time_is_said_in_working_hours_or_days(words, hours):
    assert only_step(f"{{ask: it lead, within: {words}}}").within == hours


def test_a_day_is_as_long_as_the_days_of_the_calendar():
    step = only_step("{ask: it lead, within: 2 days}", more='hours: "09:00-15:30"\n')

    assert step.within == 13


@pytest.mark.parametrize(
    ("when", "condition"),
    [
        ("price: {least: 5000}", ("price", Test.LEAST, ("5000",))),
        ('price: {most: "1,200.50"}', ("price", Test.MOST, ("1200.50",))),
        ("price: {answered: false}", ("price", Test.ANSWERED, ("no",))),
        ("area: crm", ("area", Test.IS, ("crm",))),
        ("area: [CRM]", ("area", Test.IS, ("crm",))),
        ("type: access", ("type", Test.IS, ("access",))),
        ("side: IT", ("side", Test.IS, ("it",))),
        ("urgency: blocking", ("urgency", Test.IS, ("blocking",))),
        ("words: gdpr", ("words", Test.SAYS, ("gdpr",))),
        ("words: {says: [gdpr, personal data]}", ("words", Test.SAYS, ("gdpr", "personal data"))),
        ("goes_to: {is_not: It stays}", ("goes_to", Test.IS_NOT, ("It stays",))),
        ("goes_to: a partner", ("goes_to", Test.IS, ("A partner",))),
        ("about_people: true", ("about_people", Test.ANSWERED, ())),
        ("about_people: {answered: true}", ("about_people", Test.ANSWERED, ())),
        ("about_people: false", ("about_people", Test.ANSWERED, ("no",))),
        ("requester: anna@acme.example", ("requester", Test.IS, ("anna@acme.example",))),
        ("who: U0ANNA", ("who", Test.IS, ("U0ANNA",))),
    ],
)
def test_a_condition_is_said_in_plain_words(when, condition):
    subject, test, values = condition

    assert only_step(f"{{ask: it lead, when: {{{when}}}}}").when == (
        Condition(subject=subject, test=test, values=values),
    )


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        ("{ask: [it lead, area owner], needs: 3}", "`ask` names 2 people"),
        ("{ask: [ivo@acme.example], needs: 2}", "`ask` names 1 person"),
        ("{ask: [it lead, it lead], needs: 2}", "`ask` names 1 person"),
        ("{ask: [{field: who}], needs: 3}", "`ask` names 2 people"),
        ("{ask: [it lead], needs: 0}", "or how many"),
        ("{ask: [it lead], needs: most}", "majority, or how many"),
        (f"{{ask: [it lead], needs: {'9' * 5000}}}", "or how many"),
        ("{ask: [{field: requester}]}", "never decides on their own request"),
        (
            "{ask: anna@acme.example, when: {requester: anna@acme.example}}",
            "Only the requester would be asked",
        ),
        ("{ask: [{field: whom}]}", "Did you mean who?"),
        ("{ask: [{field: price}]}", "Only a field of kind people"),
        ("{ask: [{felid: who}]}", "Did you mean `field`?"),
        ("{ask: [manager]}", "Add `managers:`"),
        ("{ask: [data protection]}", "Add `privacy:`"),
        ("{ask: [area backup]}", "No area has a backup"),
        ("{ask: [it led]}", "Did you mean it lead?"),
        ('{ask: ["@Security Team"]}', "names no user group"),
        ("{ask: it lead, within: 16}", "16h, or 2 days"),
        ("{ask: it lead, within: 0h}", "at least 1h"),
        ("{ask: it lead, within: 9999 days}", "at most"),
        ("{ask: it lead, then: cancel}", "Add `within: 16h`"),
        ("{ask: it lead, within: 8h, then: escalate}", "There is no then"),
        ("{ask: it lead, locked: [prize]}", "Did you mean price?"),
        ("{ask: it lead, material: [colour]}", "This type has no field `colour`"),
        ("{ask: it lead, quorum: any}", "Did you mean `needs`?"),
        ("{steps: []}", "Name at least one step"),
        ("{steps: it lead}", "each step begins with"),
        ("{steps: [{ask: it lead, needs: any, until: 4}]}", "`until` is not known here"),
        ("{ask: it lead, when: {prize: {least: 1}}}", "Did you mean price?"),
        ("{ask: it lead, when: {recipient: {least: 1}}}", "cannot be asked of `recipient`, a text"),
        ("{ask: it lead, when: {price: 5}}", "Say from where"),
        ("{ask: it lead, when: {price: {least: a lot}}}", "is not a number"),
        ("{ask: it lead, when: {price: {least: [1, 2]}}}", "takes one number"),
        ("{ask: it lead, when: {price: {at_least: 1}}}", "Did you mean `least`?"),
        ("{ask: it lead, when: {goes_to: Mars}}", "It stays"),
        ("{ask: it lead, when: {area: cmr}}", "Did you mean crm?"),
        ("{ask: it lead, when: {type: axess}}", "Did you mean access?"),
        ("{ask: it lead, when: {side: sales}}", "marketing, it"),
        ("{ask: it lead, when: {urgency: high}}", "whenever, soon, blocking"),
        ("{ask: it lead, when: {about_people: maybe}}", "Write true or false"),
        ("{ask: it lead, when: {price: {least: 20000}}}", "`price` can be 10000 at most"),
        ("{ask: it lead, when: {price: {least: 9, most: 5}}}", "two things at once"),
        ("{ask: it lead, when: {goes_to: {is: It stays, is_not: It stays}}}", "two things at once"),
        ("{ask: it lead, when: {goes_to: It stays, recipient: Zoe}}", "two things at once"),
        ("{ask: it lead, when: {price: {answered: false, least: 4}}}", "two things at once"),
    ],
)
def test_what_could_never_be_is_named_where_it_stands(approval, words):
    line, found = only_problem(asking(approval))

    assert line == f"approval: {approval}"
    assert words in found


def test_who_is_known_only_in_slack_is_not_counted_yet():
    step = only_step('{ask: ["@security", it lead], needs: 3}')

    assert step.needs == 3


@pytest.mark.parametrize("key", ["type", "words", "summary", "needed_by"])
def test_a_field_cannot_take_the_name_of_what_is_there_in_every_request(key):
    text = asking("{ask: it lead}").replace("      who:", f"      {key}:")

    _, words = only_problem(text)

    assert words == f"`{key}` is the name of something else. Give this field another key."
