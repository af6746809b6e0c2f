"""Groups, managers, absence and the privacy gate in the catalogue file."""

import pytest

from bot.catalogue.company import AWAY_EMOJI, AWAY_WORDS
from domain.catalogue import AwayPlan, PrivacyGate
from domain.condition import Condition, Test, all_hold
from domain.form import shown
from domain.people import Side
from domain.privacy_questions import QUESTIONS, WHEN
from tests.bot.catalogue_parts import only_problem, read, with_top, with_type
from tests.bot.catalogue_texts import changed

ONE_LINE = "privacy: {data_protection: [dana@acme.example]}\n"


def test_a_side_is_made_of_groups_and_people():
    text = changed("    people: [anna@acme.example]\n", '    groups: ["@mkt", S0MKT, mkt2]\n')

    side = read(text).sides[Side.MARKETING]

    assert (side.people, side.groups) == ((), ("@mkt", "S0MKT", "@mkt2"))


def test_a_group_is_on_one_side_only():
    text = changed("people: [anna@acme.example]", 'groups: ["@all"]')
    text = text.replace("people: [ivo@acme.example]", 'groups: ["@all"]')

    assert only_problem(text)[1] == "@all is on both sides. Name them on one only."


def test_managers_are_pairs():
    found = read(with_top("managers:", "  anna@acme.example: mara@acme.example"))

    assert found.managers == {"anna@acme.example": "mara@acme.example"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  anna@acme.example: Anna@acme.example", "would be their own manager"),
        ("  anna: mara@acme.example", "names no person"),
        ("  anna@acme.example: [mara@acme.example]", "a single value"),
        ("  anna@acme.example:", "is empty"),
    ],
)
def test_managers_that_cannot_be_are_named(line, words):
    found = only_problem(with_top("managers:", line))

    assert (found[0], words in found[1]) == (line.strip(), True)


def test_the_usual_words_say_that_somebody_is_away():
    assert read(with_top()).away == AwayPlan(words=AWAY_WORDS, emoji=AWAY_EMOJI)


def test_words_and_emoji_for_away_are_the_files_own_where_it_names_them():
    away = read(with_top("away: {words: [Auf Reisen], emoji: []}")).away

    assert away == AwayPlan(words=("Auf Reisen",), emoji=())
    assert read(with_top('away: {emoji: ":car:"}')).away == AwayPlan(
        words=AWAY_WORDS, emoji=("car",)
    )


def test_one_line_makes_a_privacy_gate_with_three_plain_questions():
    catalogue = read(with_type("asks_about_data: true", more=ONE_LINE))

    assert catalogue.types[0].asks_about_data
    assert catalogue.privacy == PrivacyGate(
        fields=QUESTIONS, data_protection=("dana@acme.example",), when=WHEN
    )


def test_nobodys_data_needs_one_answer_and_nobodys_yes():
    asked = shown(QUESTIONS, {"data_of": ("Nobody's data",)})

    assert [field.key for field in asked] == ["data_of"]
    assert not any(all_hold(when, {"data_of": ("Nobody's data",)}) for when in WHEN)


@pytest.mark.parametrize(
    ("kind", "leaves", "is_gated"),
    [
        ("Names and addresses", "No, it stays with us", False),
        ("Names and addresses", "Yes, into a tool outside", True),
        ("Names and addresses", "I am not sure", True),
        ("Health, beliefs or the like", "No, it stays with us", True),
    ],
)
def test_what_leaves_the_company_or_is_delicate_needs_a_yes(kind, leaves, is_gated):
    facts = {"data_kind": (kind,), "data_leaves": (leaves,)}

    assert any(all_hold(when, facts) for when in WHEN) is is_gated


def test_a_gate_may_ask_its_own_questions_and_say_when():
    text = with_type(
        "asks_about_data: true",
        more="privacy:\n"
        '  data_protection: ["@privacy"]\n'
        "  within: 2 days\n"
        "  when: [{secret: true}, {price: {least: 9000}, side: marketing}]\n"
        "  questions: {secret: {label: Is it secret?, kind: checkbox}}\n",
    )

    gate = read(text).privacy

    assert [field.key for field in gate.fields] == ["secret"]
    assert (gate.within, gate.data_protection) == (16, ("@privacy",))
    assert gate.when == (
        (Condition(subject="secret", test=Test.ANSWERED),),
        (
            Condition(subject="price", test=Test.LEAST, values=("9000",)),
            Condition(subject="side", test=Test.IS, values=("marketing",)),
        ),
    )


def test_a_step_may_look_at_the_answers_about_data():
    text = with_type("asks_about_data: true", more=ONE_LINE).replace(
        "needs: any", "needs: any\n      when: {data_of: Somebody else}"
    )

    [step] = read(text).types[0].approval.steps

    assert step.when == (Condition(subject="data_of", test=Test.IS, values=("Somebody else",)),)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (with_type("asks_about_data: true"), "asks_about_data: true", "Add `privacy:`"),
        (with_top(ONE_LINE.strip()), ONE_LINE.strip(), "Add `asks_about_data: true` to a type."),
        (
            with_top("privacy: {data_protection: [U0D], questions: {a: {label: A, kind: text}}}"),
            "privacy: {data_protection: [U0D], questions: {a: {label: A, kind: text}}}",
            "say `when` data protection is asked",
        ),
        (
            with_top("privacy: {data_protection: [U0D], when: {secret: true}}"),
            "privacy: {data_protection: [U0D], when: {secret: true}}",
            "Nothing is asked that is called `secret`",
        ),
        (
            with_top("privacy: {data_protection: [U0D], when: []}"),
            "privacy: {data_protection: [U0D], when: []}",
            "Name at least one condition",
        ),
        (
            with_top("privacy: {data_protection: [U0D], when: {data_of: Somebody else}}"),
            "privacy: {data_protection: [U0D], when: {data_of: Somebody else}}",
            "Nothing is asked that is called `data_of`",
        ),
        (
            with_top("privacy: {data_protection: [], when: {about_people: true}}"),
            "privacy: {data_protection: [], when: {about_people: true}}",
            "`data_protection` is empty",
        ),
        (
            with_type("asks_about_data: true", more=ONE_LINE).replace("  who:", "  data_of:"),
            "data_of: {label: Who, kind: people, most: 2}",
            "is the name of something else",
        ),
    ],
)
def test_a_gate_that_could_never_open_is_named(text, line, words):
    found = only_problem(text)

    assert (found[0], words in found[1]) == (line, True)
