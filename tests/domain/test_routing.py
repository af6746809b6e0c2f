"""Which area takes a request, and who of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.catalogue import Area, Assign, RequestType, RoutingRule
from domain.condition import Condition, Test
from domain.roster import Absence, Roster
from domain.routing import Load, following, keeper, route, told_of_queue, way
from tests.builders import IRIS, IVO, MARA, MAYA, NOOR, T0, TOM, a_catalogue

CRM = Area(key="crm", name="CRM", owner=IRIS, triage="C0CRM")
KIND = RequestType(key="landing_page", name="Landing page", area="website")


def wide(**changes):
    return a_catalogue(areas=(*a_catalogue().areas, CRM), **changes)


def shared_out(assign, *people):
    [website] = a_catalogue().areas
    return a_catalogue(areas=(replace(website, assign=assign, people=people),))


def away(*people):
    return Roster(absences=tuple(Absence(person=p, begins=T0) for p in people))


def routed(catalogue, *, load=None):
    return route(way({}, KIND, catalogue), catalogue, load=load or Load(), now=T0)


@pytest.mark.parametrize(
    ("wished", "area"), [("crm", "crm"), (None, "website"), ("gone", "website"), ("", "website")]
)
def test_the_area_named_counts_else_the_one_of_the_type(wished, area):
    facts = {"area": (wished,)} if wished is not None else {}

    assert way(facts, KIND, wide()).area.key == area


def test_what_has_no_area_of_its_own_goes_to_the_first():
    gone = replace(KIND, area="gone")

    assert way({}, gone, wide()).area.key == "website"
    assert way({}, None, wide()).area.key == "website"


def test_the_first_rule_that_fits_says_where_it_goes_and_to_whom():
    speaks = Condition(subject="words", test=Test.SAYS, values=("crm",))
    rules = (
        RoutingRule(name="about the CRM", when=(speaks,), area="crm"),
        RoutingRule(name="Maya's", when=(), people=(MAYA,)),
    )
    catalogue = wide(routing=rules)

    first = way({"words": ("Our CRM is slow",)}, KIND, catalogue)
    other = way({"words": ("A page",)}, KIND, catalogue)

    assert (first.area.key, first.people, first.rule) == ("crm", (IRIS,), "about the CRM")
    assert (other.area.key, other.people, other.rule) == ("website", (MAYA,), "Maya's")


@pytest.mark.parametrize(
    ("absent", "owner", "skipped"),
    [((), IVO, ()), ((IVO,), TOM, (IVO,)), ((TOM,), IVO, ()), ((IVO, TOM), None, (IVO, TOM))],
)
def test_the_backup_owns_it_while_the_owner_is_away_and_else_nobody(absent, owner, skipped):
    found = routed(a_catalogue(roster=away(*absent)))

    assert (found.owner, found.skipped) == (owner, skipped)


@pytest.mark.parametrize(
    ("last", "owner"), [(None, IVO), (IVO, MAYA), (MAYA, TOM), (TOM, IVO), ("U0GONE", IVO)]
)
def test_in_turn_comes_who_follows_the_last_one(last, owner):
    catalogue = shared_out(Assign.ROUND_ROBIN, TOM, IVO, MAYA)

    assert routed(catalogue, load=Load(last=last)).owner == owner


def test_who_has_the_fewest_open_tickets_gets_it_and_the_first_of_equals():
    catalogue = shared_out(Assign.FEWEST_OPEN, TOM, IVO, MAYA)

    assert routed(catalogue, load=Load(open={TOM: 2, IVO: 1, MAYA: 1})).owner == IVO


def test_who_has_left_is_passed_over():
    catalogue = replace(shared_out(Assign.FEWEST_OPEN, TOM, IVO), roster=Roster(gone={TOM}))

    found = routed(catalogue)

    assert (found.owner, found.skipped) == (IVO, (TOM,))


def test_who_had_their_time_is_not_chosen_again():
    catalogue, load = a_catalogue(), Load()
    found = way({}, KIND, catalogue)

    second = following(found, catalogue, after=[IVO], load=load, now=T0)
    third = following(found, catalogue, after=[IVO, TOM], load=load, now=T0 + timedelta(days=1))

    assert (second.owner, third.owner) == (TOM, None)


def test_it_is_its_lead_who_keeps_what_may_not_lie_in_a_queue():
    assert keeper(a_catalogue(), now=T0) == IRIS
    assert keeper(a_catalogue(roster=away(IRIS)), now=T0) == NOOR
    assert keeper(a_catalogue(roster=away(IRIS, NOOR)), now=T0) == IRIS
    assert keeper(a_catalogue(roster=Roster(gone=frozenset({IRIS}))), now=T0) == NOOR


@pytest.mark.parametrize(
    ("absent", "told"),
    [
        ((), (MARA, IRIS)),
        ((IRIS,), (MARA,)),
        ((MARA, IRIS), (NOOR,)),
        ((MARA, IRIS, NOOR), (MARA, IRIS)),
    ],
)
def test_both_leads_hear_that_nobody_is_there_and_the_coordinators_while_they_are_away(
    absent, told
):
    assert set(told_of_queue(a_catalogue(roster=away(*absent)), now=T0)) == set(told)
