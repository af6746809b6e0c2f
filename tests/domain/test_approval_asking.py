"""Who is asked for a yes."""

import pytest

from domain.asking import ask
from domain.catalogue import Area, SideMembers
from domain.errors import NobodyToAsk
from domain.people import Side
from domain.policy import Quorum, Role
from tests.builders import (
    ANNA,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    T0,
    TOM,
    TRIAGE,
    a_case,
    a_catalogue,
    a_policy,
    a_ticket,
    an_approval,
)


def asked(*approvers, requester=ANNA, needs=Quorum.ANY, catalogue=None):
    """Who is asked under a policy that names these."""
    case = a_case(a_ticket(requester=requester), catalogue=catalogue)
    made = ask(a_policy(*approvers, needs=needs), case, round=1)
    return [a.approver for a in made.answers]


@pytest.mark.parametrize(
    ("approver", "person"),
    [
        (Role.AREA_OWNER, IVO),
        (Role.AREA_BACKUP, TOM),
        (Role.IT_LEAD, IRIS),
        (Role.MARKETING_LEAD, MARA),
        (MAYA, MAYA),
    ],
)
def test_an_approver_is_named_in_person_or_by_position(approver, person):
    assert asked(approver) == [person]


def test_the_new_approval_says_what_it_was_asked_for():
    policy = a_policy(MAYA, needs=Quorum.ALL)

    made = ask(policy, a_case(a_ticket(id=12)), round=3)

    assert made == an_approval(MAYA, ticket_id=12, round=3, needs=Quorum.ALL, asked_at=T0)


def test_who_is_named_twice_is_asked_once_in_the_first_place():
    assert asked(IVO, MAYA, Role.AREA_OWNER) == [IVO, MAYA]


def test_the_requester_is_left_out_where_others_remain():
    assert asked(MAYA, ANNA, requester=ANNA) == [MAYA]


def test_a_position_that_nobody_holds_is_passed_over():
    area = Area(key="website", name="Website", owner=IVO, triage=TRIAGE)

    assert asked(Role.AREA_BACKUP, MAYA, catalogue=a_catalogue(areas=(area,))) == [MAYA]


@pytest.mark.parametrize(
    ("changes", "instead"),
    [
        ({}, TOM),
        ({"areas": (Area(key="website", name="Website", owner=MAYA, triage=TRIAGE),)}, MAYA),
        (
            {
                "areas": (Area(key="website", name="W", owner=IVO, backup=IVO, triage=TRIAGE),),
                "sides": a_catalogue().sides,
            },
            IRIS,
        ),
        (
            {
                "areas": (Area(key="website", name="W", owner=IVO, triage=TRIAGE),),
                "sides": {
                    Side.IT: SideMembers(lead=IVO),
                    Side.MARKETING: SideMembers(lead=MARA),
                },
            },
            NOOR,
        ),
    ],
    ids=["backup", "owner", "it lead", "coordinator"],
)
def test_when_only_the_requester_would_be_asked_the_next_in_line_is(changes, instead):
    assert asked(IVO, requester=IVO, catalogue=a_catalogue(**changes)) == [instead]


def test_nobody_is_asked_in_vain():
    only_ivo = a_catalogue(
        areas=(Area(key="website", name="Website", owner=IVO, triage=TRIAGE),),
        sides={Side.IT: SideMembers(lead=IVO), Side.MARKETING: SideMembers(lead=MARA)},
        coordinators=(IVO,),
    )

    with pytest.raises(NobodyToAsk, match="nobody but you could give it for Website"):
        asked(IVO, requester=IVO, catalogue=only_ivo)


def test_who_filed_it_for_somebody_else_is_not_asked_either():
    made = ask(a_policy(MAYA, IVO), a_case(a_ticket(filed_by=MAYA)), round=1)

    assert [a.approver for a in made.answers] == [IVO]
