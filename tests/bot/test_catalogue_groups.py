"""Groups and voices that only Slack can count, when the catalogue is applied."""

from dataclasses import replace

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.problems import CatalogueProblems
from bot.catalogue.resolving import Group, resolve
from domain.condition import Condition, Test
from domain.people import Side
from tests.bot.catalogue_parts import asking
from tests.bot.catalogue_texts import SMALL
from tests.bot.directories import acme

SECURITY = Group(id="S0SEC", handle="security", people=("U0IVO", "U0IRIS"))


@pytest.fixture
def company():
    company = acme()
    company.groups["@security"] = company.groups["S0SEC"] = SECURITY
    return company


def resolved(approval, company, *, more=""):
    return resolve(read_catalogue(asking(approval, more=more)), company)


def problems(approval, company, *, more=""):
    with pytest.raises(CatalogueProblems) as caught:
        resolved(approval, company, more=more)
    return [problem.words for problem in caught.value.problems]


def only_problem(approval, company, *, more=""):
    [words] = problems(approval, company, more=more)
    return words


def test_a_group_becomes_its_id_and_its_people_are_known_from_the_start(company):
    found = resolved('{ask: ["@security", S0SEC, it lead], needs: any}', company)

    [step] = found.catalogue.types[0].approval.steps
    assert step.approvers == ("S0SEC", "it lead")
    assert found.groups == (SECURITY,)
    assert found.catalogue.names["S0SEC"] == "@security"


def test_a_side_by_its_group(company):
    text = SMALL.replace("people: [anna@acme.example]", 'groups: ["@security"]')

    sides = resolve(read_catalogue(text), company).catalogue.sides

    assert sides[Side.MARKETING].groups == ("S0SEC",)


def test_people_in_conditions_and_managers_become_ids(company):
    more = "managers: {anna@acme.example: mara@acme.example}\n"
    approval = "{ask: manager, when: {requester: anna@acme.example}}"

    catalogue = resolved(approval, company, more=more).catalogue

    [step] = catalogue.types[0].approval.steps
    assert catalogue.managers == {"U0ANNA": "U0MARA"}
    assert step.when == (Condition(subject="requester", test=Test.IS, values=("U0ANNA",)),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "There is no user group @security"),
        ({"is_deleted": True}, "@security is switched off"),
        ({"people": ()}, "@security has nobody in it"),
    ],
)
def test_a_group_that_cannot_be_asked_is_named(company, change, words):
    company.groups["@security"] = change and replace(SECURITY, **change)

    assert words in only_problem('{ask: "@security"}', company)


@pytest.mark.parametrize(("needs", "is_refused"), [(2, False), (3, True)])
def test_a_group_has_as_many_voices_as_people(company, needs, is_refused):
    approval = f'{{ask: ["@security", ivo@acme.example], needs: {needs}}}'

    if is_refused:
        assert "`ask` names 2 people" in only_problem(approval, company)
    else:
        assert resolved(approval, company)


def test_data_protection_has_as_many_voices_as_there_are_for_it(company):
    more = 'privacy: {data_protection: ["@security"], when: {about_people: true}}\n'

    assert "names 2 people" in only_problem("{ask: data protection, needs: 3}", company, more=more)


def test_one_person_written_in_two_ways_is_not_their_own_manager(company):
    company.people["U0ANNA"] = company.people["anna@acme.example"]
    more = "managers: {anna@acme.example: U0ANNA}\n"

    assert "their own manager" in only_problem("{ask: manager}", company, more=more)


@pytest.mark.parametrize(("guest", "is_refused"), [("mara", True), ("anna", False)])
def test_a_guest_has_a_manager_and_is_none(company, guest, is_refused):
    company.change(guest, is_guest=True)
    more = "managers: {anna@acme.example: mara@acme.example}\n"

    if is_refused:
        assert "is a guest" in str(problems("{ask: manager}", company, more=more))
    else:
        assert resolved("{ask: manager}", company, more=more)
