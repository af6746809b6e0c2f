from dataclasses import replace

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.problems import CatalogueProblems
from bot.catalogue.resolving import Channel, Group, Person, resolve, uninvited
from domain.people import Side
from domain.policy import Role
from tests.bot.catalogue_texts import SMALL, STARTER, changed
from tests.bot.directories import NAMES, Workspace, acme
from tests.builders import a_policy


@pytest.fixture
def workspace():
    return acme()


def problems(workspace, text=SMALL):
    with pytest.raises(CatalogueProblems) as caught:
        resolve(read_catalogue(text), workspace)
    return caught.value.problems


def test_everyone_and_every_channel_becomes_an_id(workspace):
    text = changed("ask: [area owner, it lead]", "ask: [area owner, iris@acme.example]")

    catalogue = resolve(read_catalogue(text), workspace).catalogue

    assert catalogue.coordinators == ("U0NOOR",)
    assert catalogue.sides[Side.MARKETING].people == ("U0ANNA",)
    assert catalogue.sides[Side.IT].lead == "U0IRIS"
    assert (catalogue.areas[0].owner, catalogue.areas[0].triage) == ("U0IVO", "C0TRI")
    assert catalogue.types[0].approval == a_policy(Role.AREA_OWNER, "U0IRIS")
    assert catalogue.digest.channels == ("C0MAR",)
    assert catalogue.names == {f"U0{n.upper()}": n.title() for n in NAMES}


def test_nothing_of_the_starter_is_left_as_it_was_written():
    draft = read_catalogue(STARTER.read_text(encoding="utf-8"))
    people, channels, groups = {}, {}, {}
    for n, text in enumerate(m.text for m in draft.mentions):
        people[text] = Person(id=f"U{n}", name="N")
        channels[text] = Channel(id=f"C{n}", name="n", bot_is_member=True)
        groups[text] = Group(id=f"S{n}", handle="n", people=("U1",))

    found = resolve(draft, Workspace(people=people, channels=channels, groups=groups))
    catalogue = replace(found.catalogue, names={})

    assert "@" not in repr(catalogue)
    assert "#" not in repr(catalogue)


def test_every_unknown_one_is_named_with_its_line(workspace):
    text = changed("anna@", "ana@").replace("#martech", "#martch")

    found = problems(workspace, text)

    assert [p.line for p in found] == [6, 23]
    assert "Nobody in this workspace goes by ana@acme.example" in found[0].words
    assert "#martch" in found[1].words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_deactivated": True}, "is deactivated"),
        ({"is_bot": True}, "is a bot"),
        ({"is_guest": True}, "is a guest"),
    ],
)
def test_who_cannot_answer_for_an_area_is_refused_wherever_named(workspace, change, words):
    workspace.change("ivo", **change)

    found = problems(workspace)

    assert found[-1].line == 13
    assert words in found[-1].words


def test_a_guest_may_belong_to_a_side_and_nothing_more(workspace):
    workspace.change("anna", is_guest=True)

    catalogue = resolve(read_catalogue(SMALL), workspace).catalogue

    assert catalogue.sides[Side.MARKETING].people == ("U0ANNA",)


def test_an_archived_channel_is_refused(workspace):
    archived = replace(workspace.channels["#martech"], is_archived=True)
    workspace.channels["#martech"] = archived

    (problem,) = problems(workspace)

    assert (problem.line, "is archived" in problem.words) == (23, True)


def test_channels_that_wait_for_an_invitation_are_listed(workspace):
    catalogue = resolve(read_catalogue(SMALL), workspace).catalogue

    assert [c.name for c in uninvited(catalogue, workspace)] == ["triage-crm"]
