"""User groups: whoever is in one is asked, and whoever is out of it counts no more."""

from contextlib import closing
from dataclasses import replace

import pytest

from bot.manifest import manifest
from bot.scopes import SURFACE
from domain.people import Side
from domain.ticket import Status
from tests.acme import SEED
from tests.builders import IVO, MAYA, T0, TOM, a_catalogue, a_policy, saved
from tests.marks import on_both
from tests.refused import nothing_unexpected
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from workflows import catalogue

SECURITY, MARKETING = "S0SEC", "S0MKT"


@pytest.fixture
def company(sandbox, request):
    """The company with two user groups."""
    groups = [
        {"id": SECURITY, "handle": "security", "people": ["maya", "tom"]},
        {"id": MARKETING, "handle": "marketing-team", "people": ["sam"]},
    ]
    seed = {**SEED, "groups": groups, "clock": T0.isoformat()}
    seed["team"] = {"name": "Acme", "domain": "acme"}
    is_deaf = getattr(request, "param", "") == "deaf"
    events = tuple(e for e in SURFACE.events if not (is_deaf and e.startswith("subteam")))
    described = manifest(replace(SURFACE, events=events))
    workspace = sandbox.workspace(seed=seed, manifest=described)
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def asks_security(bot):
    """Access needs a yes of the group; the marketing side has one, too."""
    company = a_catalogue()
    kinds = [
        replace(kind, approval=a_policy(SECURITY) if kind.approval else None)
        for kind in company.types
    ]
    marketing = replace(company.sides[Side.MARKETING], groups=(MARKETING,))
    sides = {**company.sides, Side.MARKETING: marketing}
    names = {**company.names, SECURITY: "@security"}
    changed = replace(company, types=tuple(kinds), sides=sides, names=names)
    catalogue.apply(bot.desk, changed, by="U0NOOR")
    ticks(bot)


def ticks(bot):
    bot.timetable.tick()
    settled(bot)


def asks(bot, anna):
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)


def asked(bot):
    return set(saved(bot.desk, 1).approval.asked)


def history(person, *, number=1):
    """As they read it, from the card in their messages."""
    person.press("History", message=card(person, number=number))
    window = person.view(title=f"MT-{number} so far")
    person.close(window)
    return words_of(window)


@on_both
def test_everybody_of_a_group_is_asked_and_its_people_are_of_the_side(
    company, bot, asks_security, anna, maya
):
    asks(bot, anna)

    assert asked(bot) == {MAYA, TOM}
    assert "Approve" in buttons_of(card(maya))
    assert "U0SAM" in bot.desk.catalogue().members(Side.MARKETING)


@on_both
def test_who_goes_out_of_it_counts_no_more_at_once(company, bot, asks_security, anna, maya):
    asks(bot, anna)
    shown = card(maya)

    company.group("security").remove("maya")
    eventually(lambda: MAYA not in bot.desk.catalogue().roster.groups[SECURITY])
    maya.press("Approve", message=shown)
    eventually(lambda: MAYA not in asked(bot))
    settled(bot)

    assert TOM in asked(bot)
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL
    assert "Approve" not in buttons_of(card(maya))
    assert "in place of <@U0MAYA>, who is not in the group any more" in history(anna)


@pytest.mark.parametrize("company", ["deaf"], indirect=True)
@on_both
def test_without_an_event_it_is_known_within_a_minute(company, bot, asks_security, anna):
    asks(bot, anna)

    company.group("security").remove("maya")
    company.advance(60)
    ticks(bot)

    eventually(lambda: MAYA not in asked(bot))
    assert TOM in asked(bot)


@on_both
def test_when_it_is_empty_the_next_in_line_is_asked_and_it_is_told_once(
    company, bot, asks_security, anna
):
    asks(bot, anna)
    group = company.group("security")

    for name in ("maya", "tom"):
        group.remove(name)
    eventually(lambda: not bot.desk.catalogue().roster.groups[SECURITY])
    company.advance(120)
    ticks(bot)
    ticks(bot)

    assert asked(bot) == {IVO, "U0IRIS"}
    for someone in asked(bot):
        assert "Approve" in buttons_of(card(company.person(someone)))
    for name in ("noor", "iris", "mara"):
        told = [m for m in company.person(name).dm() if "@security" in words_of(m)]
        assert len(told) == 1
        assert "has nobody in it" in words_of(told[0])
        assert "approver of Access" in words_of(told[0])
    said = history(anna)
    assert "Tandem asked somebody else in their place: <@U0IRIS> in place of" in said
    assert "who is not in the group any more" in said


@on_both
def test_a_deleted_group_is_told_and_the_next_in_line_decides_what_waits_and_what_comes(
    company, bot, asks_security, anna
):
    asks(bot, anna)

    company.group("security").disable()
    eventually(lambda: not bot.desk.catalogue().roster.groups[SECURITY])
    ticks(bot)
    file_request(anna, "Access for Sam", kind="access")
    settled(bot)

    assert "was deleted" in words_of(company.person("noor").message("@security"))
    assert "who is not in the group any more" in history(anna)
    assert "<@U0TOM>, who comes next, as whoever was meant (@security)" in history(anna, number=2)
    for number in (1, 2):
        decider = company.person(saved(bot.desk, number).approval.asked[0])
        shown = card(decider, number=number)
        assert "You come next, as whoever was meant cannot decide" in words_of(shown)
        assert decider.press("Approve", message=shown).ok
        settled(bot)
        assert saved(bot.desk, number).ticket.status is Status.OPEN


@on_both
def test_a_press_asks_slack_nothing_about_groups_or_people(company, bot, asks_security, anna, maya):
    asks(bot, anna)
    calls = ("usergroups.list", "usergroups.users.list", "users.info")
    for method in calls:
        company.fault(method, "delay:4", times=1000)

    assert maya.press("Approve", message=card(maya)).ok
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@on_both
def test_who_comes_in_is_asked_from_then_on_but_never_a_guest(company, bot, asks_security, anna):
    for name in ("ivo", "gus"):
        company.group("security").add(name)
    eventually(lambda: IVO in bot.desk.catalogue().roster.groups[SECURITY])
    ticks(bot)

    asks(bot, anna)

    assert asked(bot) == {MAYA, TOM, IVO}


@on_both
def test_of_a_side_is_who_is_in_its_group_or_named_by_hand(company, bot, asks_security, anna, maya):
    in_force = bot.desk.catalogue()
    by_group = replace(in_force.sides[Side.IT], groups=(SECURITY,), people=(IVO,))
    sides = {**in_force.sides, Side.IT: by_group}
    catalogue.apply(bot.desk, replace(in_force, sides=sides), by="U0NOOR")
    ticks(bot)
    file_request(anna)
    settled(bot)
    shown = card(maya, "triage-web")

    company.group("security").remove("maya")
    eventually(lambda: MAYA not in bot.desk.catalogue().roster.groups[SECURITY])
    maya.press("Take it", message=shown)
    eventually(
        lambda: [m for m in maya.sees("triage-web") if "is not among the tickets" in words_of(m)]
    )
    company.group("security").add("maya")
    eventually(lambda: MAYA in bot.desk.catalogue().roster.groups[SECURITY])
    maya.press("Take it", message=shown)
    settled(bot)

    assert saved(bot.desk, 1).ticket.owner == MAYA
