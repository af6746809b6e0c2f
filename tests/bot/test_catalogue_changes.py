"""What applying a catalogue says that it changed."""

import pytest

from bot.catalogue.changes import changes
from tests.bot.catalogue_parts import asking, read, with_top, with_type

NAMES = {"U0IVO": "Ivo", "S0SEC": "@security"}
BEFORE = asking("{ask: it lead}")


def told(before, after):
    return changes(read(before), read(after), NAMES)


def only(before, after):
    [words] = told(before, after)
    return words


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        ("{ask: [area owner, U0IVO], needs: all}", "area owner, Ivo (all of them)"),
        (
            "{ask: S0SEC, needs: 2, within: 1h}",
            "@security (2 of them), within 1 working hour, then remind",
        ),
        (
            "{ask: {field: who}, when: {price: {least: 5000}, side: [it, marketing]}}",
            "whoever stands in who, when price is at least 5000 and side is it or marketing",
        ),
        (
            "{steps: [{name: Owner, ask: area owner}, "
            "{ask: it lead, within: 2 days, then: cancel}], "
            "material: [price], locked: [price, area]}",
            "Owner: area owner; then it lead, within 16 working hours, then cancel; "
            "asked again when price changes; locked meanwhile: price, area",
        ),
        (
            "{ask: it lead, when: {about_people: false, goes_to: {is_not: It stays}, words: gdpr}}",
            "it lead, when about_people is not answered and goes_to is not It stays "
            "and words say gdpr",
        ),
    ],
)
def test_an_approval_is_told_in_words(approval, words):
    assert only(BEFORE, asking(approval)) == f"type access: approval is now {words}."


def test_rules_are_told_whole_and_so_is_their_order():
    one = "  - {name: One, when: {side: it}, to: {area: crm, people: U0IVO}}"
    two = "  - {name: Two, when: {words: pixel}, to: {assign: round robin}}"
    changed = two.replace("pixel", "tag")

    assert told(with_top(), with_top("routing:", one)) == [
        "rule One is new: when side is it, to area crm, Ivo."
    ]
    assert told(with_top("routing:", one, two), with_top("routing:", changed, one)) == [
        "rule Two is now: when words say tag, to round robin.",
        "The rules now come in this order: Two, One.",
    ]
    assert told(with_top("routing:", one, two), with_top("routing:", one)) == ["rule Two is gone."]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            'hours: {monday: ["09:00-12:00", "13:00-24:00"]}',
            "hours is now Monday 09:00-12:00, 13:00-24:00.",
        ),
        ("managers: {U0IVO: U0IRIS}", "managers is now Ivo: U0IRIS."),
        ("away: {words: [Urlaub], emoji: [car]}", "away is now words Urlaub; emoji car."),
        (
            "privacy: {data_protection: S0SEC, within: 8h, "
            "when: [{about_people: true}, {side: it}]}",
            "privacy is now @security asked when about_people is answered, or when side is it, "
            "within 8 working hours; questions: data_of, data_kind, data_leaves.",
        ),
    ],
)
def test_each_part_is_told_in_words(line, words):
    assert only(with_top(), with_top(line)) == words


def test_days_off_are_told():
    found = only(with_top(), with_top("holidays: [DE-BY]", "closed: [2026-12-24]"))

    assert found.endswith("Friday 09:00-17:00; holidays of DE-BY; closed on 2026-12-24.")


def test_an_area_tells_how_long_an_answer_may_take():
    after = with_top().replace("    triage:", "    answer_within: 8h\n    triage:")

    assert only(with_top(), after) == "area crm: answer_within is now 8 working hours."


def test_that_a_type_asks_about_data_is_told():
    gate = "privacy: {data_protection: U0IVO}\n"

    assert "type access: asks_about_data is now yes." in told(
        with_top(), with_type("asks_about_data: true", more=gate)
    )


def test_nothing_new_is_told_as_nothing():
    assert told(with_top(), with_top()) == []
