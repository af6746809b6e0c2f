from datetime import time

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.problems import CatalogueProblems
from bot.catalogue.yaml_text import read_text
from domain.people import Side
from domain.policy import Role
from domain.weekday import Weekday
from tests.bot.catalogue_texts import SMALL, STARTER, changed, without
from tests.builders import a_policy


def problems(text):
    with pytest.raises(CatalogueProblems) as caught:
        read_catalogue(text)
    return [(p.line, p.words) for p in caught.value.problems]


def only_problem(text):
    (problem,) = problems(text)
    return problem


def test_a_small_catalogue_says_what_the_file_says():
    catalogue = read_catalogue(SMALL).catalogue

    (area,), (kind,) = catalogue.areas, catalogue.types
    assert (area.key, area.name, area.owner, area.triage) == (
        "crm",
        "CRM",
        "ivo@acme.example",
        "#triage-crm",
    )
    assert area.backup is None
    assert kind.approval == a_policy(Role.AREA_OWNER, Role.IT_LEAD)
    assert catalogue.sides[Side.MARKETING].lead == "mara@acme.example"
    assert (catalogue.digest.when.weekday, catalogue.digest.when.at) == (Weekday.FRIDAY, time(16))
    assert catalogue.digest.when.zone == "Europe/Berlin"
    assert catalogue.check_in.questions == ("What moved?",)
    assert catalogue.check_in.ask_hours_before == 4


def test_the_starter_catalogue_is_sound():
    catalogue = read_catalogue(read_text(STARTER)).catalogue

    assert [a.name for a in catalogue.areas] == [
        "CRM",
        "Website",
        "Analytics and tags",
        "Marketing automation",
        "Customer data",
        "Ads and landing pages",
        "Access",
    ]
    [step] = catalogue.type("data-export").approval.steps
    assert step.approvers == (Role.AREA_OWNER,)
    assert catalogue.type("data-export").asks_about_data
    assert catalogue.type("broken").approval is None


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert read_catalogue(read_text(path)) == read_catalogue(SMALL)


def test_an_unquoted_time_is_named_with_its_line_and_the_quotes():
    line, words = only_problem(changed('time: "16:00"', "time: 16:00"))

    assert (line, words) == (
        25,
        'Many YAML readers take 16:00 for a number. Put it in quotes: "16:00".',
    )


@pytest.mark.parametrize("word", ["NO", "on", "yes", "Off", "n"])
def test_a_word_that_others_take_for_a_switch_needs_quotes(word):
    line, words = only_problem(changed("name: CRM", f"name: {word}"))

    assert line == 12
    assert f'Put it in quotes: "{word}"' in words


def test_in_quotes_any_word_is_a_word():
    text = changed("name: CRM", 'name: "NO"')

    assert read_catalogue(text).catalogue.areas[0].name == "NO"


def test_a_country_is_not_known_and_its_value_is_explained():
    first, second = problems(changed("coordinators:", "country: NO\ncoordinators:"))

    assert (first[0], second[0]) == (2, 2)
    assert 'Put it in quotes: "NO"' in first[1] + second[1]
    assert "`country` is not known here" in first[1] + second[1]


def test_the_key_on_is_answered_with_the_right_key():
    line, words = only_problem(changed("  day: friday", "  on: friday"))

    assert line == 24
    assert words == (
        'Many YAML readers take on for "true". `on` is not known here. Did you mean `day`?'
    )


def test_a_chosen_key_that_others_take_for_a_switch_needs_quotes():
    text = changed("area: crm", 'area: "no"').replace("  crm:\n", "  no:\n")

    assert only_problem(text) == (
        11,
        'Many YAML readers take no for "false". Put it in quotes: "no".',
    )


def test_a_key_that_stands_twice_is_named_with_both_lines():
    line, words = only_problem(SMALL + "zone: Europe/Paris\n")

    assert (line, words) == (31, "`zone` stands here twice (first in line 1).")


def test_an_area_that_stands_twice_is_found_too():
    again = '  crm:\n    name: X\n    owner: U123\n    triage: "#x"\ntypes:\n'

    line, words = only_problem(changed("types:\n", again))

    assert line == 15
    assert "twice (first in line 11)" in words


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    owner: ivo", "    onwer: ivo", 13, "Did you mean `owner`?"),
        ("areas:", "aereas:", 10, "Did you mean `areas`?"),
        ("  access:\n", "  Any access:\n", 16, "lower-case letters"),
        ("zone: Europe/Berlin", "zone: Berlin", 1, "Did you mean Europe/Berlin?"),
        ("zone: Europe/Berlin", "zone: Europe/Birlin", 1, "Did you mean Europe/Berlin?"),
        ("zone: Europe/Berlin", "zone: nowhere", 1, "Write it like Europe/Berlin."),
        ("zone: Europe/Berlin", "zone: ../../etc/passwd", 1, "is not a time zone"),
        ("day: friday", "day: firday", 24, "Did you mean friday?"),
        ("day: friday", "day: Freitag", 24, "Did you mean friday?"),
        ("day: friday", "day: 5", 24, "monday, tuesday"),
        ('"16:00"', '"4pm"', 25, 'such as "16:00"'),
        ('"16:00"', '"24:00"', 25, 'such as "16:00"'),
        ('"16:00"', '"16:00:30"', 25, 'such as "16:00"'),
        ('"16:00"', '"16:60"', 25, 'such as "16:00"'),
        ('"16:00"', "960", 25, 'such as "16:00"'),
        ("area: crm", "area: cmr", 18, "Did you mean crm?"),
        ("it lead]", "it led]", 20, "Did you mean it lead?"),
        ("it lead]", "Ivo]", 20, "neither a person nor a role"),
        ("[area owner, it lead]", "[]", 20, "`ask` is empty"),
        ("needs: any", "needs: both", 21, "majority, or how many"),
        ("people: [anna@acme.example]", "people: []", 6, "`people` is empty"),
        ("owner: ivo@acme.example", "owner: it lead", 13, "names no person"),
        ("owner: ivo@acme.example", "owner:", 13, "`owner` is empty"),
        ("owner: ivo@acme.example", "owner: [a@b.example]", 13, "a single value"),
        ('"#triage-crm"', '"#Triage CRM"', 14, "names no channel"),
        ('"#triage-crm"', "#triage-crm", 14, 'in quotes: "#triage-crm"'),
        ('["#martech"]', "[#martech]", 23, "A # starts a comment here"),
        ("people: [ivo@acme.example]", "people: [anna@acme.example]", 9, "on both sides"),
        ("people: [ivo@acme.example]", "people: {ivo: 1}", 9, "should be a list"),
        ("    name: CRM", f"    name: {'x' * 76}", 12, "76 characters; 75 fit"),
        ("ask_hours_before: 4", "ask_hours_before: soon", 30, "from 1 to 72"),
        ("ask_hours_before: 4", "ask_hours_before: 0", 30, "from 1 to 72"),
        ("[What moved?]", str(["q"] * 11), 27, "at most 10"),
        ("name: Access", "name: Access: all", 17, "Put the words after the first one in quotes"),
        ("owner: ivo@acme.example", "owner: @ivo", 13, "Put it in quotes"),
        ("zone: Europe/Berlin", "zone: 'Europe/Berlin", 30, "never closed"),
        ("    name: CRM", "\tname: CRM", 12, "Use two spaces"),
        ("types:", "---\ntypes:", 15, "Remove the line `---`"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(old, new, line, words):
    found = only_problem(changed(old, new))

    assert found[0] == line
    assert words in found[1]


@pytest.mark.parametrize(
    ("line", "key", "where"),
    [
        ("zone: Europe/Berlin", "zone", 1),
        ("    lead: mara@acme.example", "lead", 4),
        ("    owner: ivo@acme.example", "owner", 11),
        ("    area: crm", "area", 16),
        ("      needs: any", "needs", 19),
        ('  time: "16:00"', "time", 22),
    ],
)
def test_a_missing_key_is_named_with_the_line_of_its_section(line, key, where):
    found = only_problem(without(line))

    assert found[0] == where
    assert f"`{key}` is missing" in found[1]


def test_a_desk_may_do_without_a_digest_by_saying_so():
    catalogue = read_catalogue(changed('channels: ["#martech"]', "channels: []")).catalogue

    assert catalogue.digest.channels == ()


@pytest.mark.parametrize(("types", "is_refused"), [(100, False), (101, True)])
def test_there_are_no_more_types_than_a_form_can_offer(types, is_refused):
    more = "".join(f"  t{n}: {{name: T{n}, area: crm}}\n" for n in range(types - 1))
    text = changed("types:\n", f"types:\n{more}")

    if is_refused:
        assert only_problem(text) == (15, "`types` has 101 entries. Slack can offer 100 in a form.")
    else:
        assert len(read_catalogue(text).catalogue.types) == types


def test_the_backup_is_another_person():
    text = changed("    triage:", "    backup: ivo@acme.example\n    triage:")

    assert only_problem(text)[0] == 14


def test_every_mistake_is_named_in_one_go_in_the_order_of_the_file():
    text = (
        changed("Europe/Berlin", "Europe/Nowhere")
        .replace("    name: CRM\n", "    name: NO\n    nmae: x\n")
        .replace("area: crm", "area: web")
        .replace('"10:00"', "10:00")
    )

    assert [line for line, _ in problems(text)] == [1, 12, 13, 19, 30]


@pytest.mark.parametrize("text", ["", "\n\n", "# only words\n", "---\n", "null\n"])
def test_an_empty_file_is_said_to_be_empty(text):
    words = only_problem(text)[1]

    assert "empty" in words or "start with a section" in words


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "areas\n"])
def test_a_file_without_sections_is_told_so(text):
    assert "start with a section" in only_problem(text)[1]


def test_every_tab_is_named():
    text = "areas:\n\tcrm:\n\t\tname: CRM\n"

    assert [line for line, _ in problems(text)] == [2, 3]


def test_a_file_in_another_encoding_is_named_with_the_line(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_bytes("zone: UTC\nname: Büro\n".encode("latin-1"))

    with pytest.raises(CatalogueProblems) as caught:
        read_text(path)

    assert str(caught.value).startswith("line 2: This is not UTF-8")


@pytest.mark.parametrize("path", ["none.yaml", "."])
def test_a_file_that_is_not_there_is_named(tmp_path, path):
    with pytest.raises(CatalogueProblems) as caught:
        read_text(tmp_path / path)

    assert str(tmp_path / path) in str(caught.value)


def test_a_control_character_is_refused():
    assert "control character" in only_problem("zone: \x01\n")[1]


@pytest.mark.parametrize("cut", range(0, len(SMALL), 7))
def test_half_a_file_is_never_more_than_a_list_of_problems(cut):
    assert problems(SMALL[:cut])
