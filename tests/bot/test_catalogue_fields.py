"""The fields of a type, as the catalogue file says them: every kind, and every likely mistake."""

from decimal import Decimal

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.problems import CatalogueProblems
from domain.catalogue import IntakePlan
from domain.form import Choice, Field, FieldKind, ShowIf
from tests.bot.catalogue_texts import SMALL

TYPE = "    area: crm\n    approval:"


def with_fields(*lines):
    """The small catalogue, whose one type asks for these."""
    assert TYPE in SMALL
    fields = "".join(f"      {line}\n" for line in lines)
    return SMALL.replace(TYPE, f"    area: crm\n    fields:\n{fields}    approval:")


def fields_of(text):
    [kind] = read_catalogue(text).catalogue.types
    return kind.fields


def problem(text):
    with pytest.raises(CatalogueProblems) as caught:
        read_catalogue(text)
    return "\n".join(p.words for p in caught.value.problems)


def test_a_field_says_what_the_file_says():
    text = with_fields(
        "budget:",
        "  label: What may it cost?",
        "  kind: money",
        "  currency: EUR",
        "  least: 10",
        "  most: 5000.50",
        "  help: In a year.",
        "  required: true",
    )

    assert fields_of(text) == (
        Field(
            key="budget",
            label="What may it cost?",
            kind=FieldKind.MONEY,
            is_required=True,
            help="In a year.",
            least=Decimal(10),
            most=Decimal("5000.50"),
            currency="EUR",
        ),
    )


def test_a_rule_looks_at_a_field_above():
    text = with_fields(
        "tool: {label: Which tool?, kind: choice, choices: [CRM, Other]}",
        "name: {label: Its name?, kind: text, show_if: {field: tool, is: [Other]}}",
        "why: {label: Why?, kind: long text, show_if: {field: tool}}",
    )

    tool, name, why = fields_of(text)
    assert tool.choices == (Choice(key="CRM", name="CRM"), Choice(key="Other", name="Other"))
    assert name.show_if == ShowIf(field="tool", values=("Other",))
    assert why.show_if == ShowIf(field="tool")


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_kind_can_be_asked_for(kind):
    more = {
        FieldKind.MONEY: ", currency: EUR",
        FieldKind.CHOICE: ", choices: [A, B]",
        FieldKind.CHOICES: ", choices: [A, B]",
    }.get(kind, "")

    [field] = fields_of(with_fields(f"x: {{label: What?, kind: {kind}{more}}}"))

    assert field.kind is kind


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x: {label: What?, kind: txt}", 'There is no kind "txt". Did you mean text?'),
        ("x: {name: What?, kind: text}", "Did you mean `label`?"),
        ("x: {label: What?, kind: choice}", "`choices` is missing"),
        ("x: {label: What?, kind: choice, choices: [A, A]}", '"A" is offered twice'),
        ("x: {label: What?, kind: text, choices: [A]}", "`choices` means nothing for text"),
        ("x: {label: What?, kind: link, most: 3}", "`most` means nothing for link"),
        ("x: {label: What?, kind: number, most: many}", '"many" is not a number'),
        ("x: {label: What?, kind: text, most: 301}", "write 0 to 300"),
        ("x: {label: What?, kind: text, most: 1.5}", "write 0 to 300"),
        ("x: {label: What?, kind: number, least: 5, most: 4}", "`least` is more than `most`"),
        ("x: {label: What?, kind: money}", "`currency` is missing"),
        ("x: {label: What?, kind: money, currency: euro}", '"euro" is no currency'),
        ("x: {label: What?, kind: number, currency: EUR}", "`currency` means nothing for number"),
        ("x: {label: What?, kind: text, required: maybe}", "Write true or false"),
        ("x: {label: What?, kind: text, show_if: {field: y}}", "looks at a field above"),
        (f"x: {{label: {'w' * 151}, kind: text}}", "This has 151 characters; 150 fit."),
    ],
)
def test_a_mistake_in_a_field_is_named_with_what_would_be_right(line, words):
    assert words in problem(with_fields(line))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("{field: tol}", 'There is no field "tol". Did you mean tool?'),
        ("{field: tool, is: [CMR]}", '`tool` offers no "CMR". Did you mean CRM?'),
        ("{field: note}", "`note` is a text. A rule can look at: channel, checkbox, choice"),
        ("{field: tool, equals: CRM}", "Did you mean `is`?"),
    ],
)
def test_a_mistake_in_a_rule_is_named_with_what_would_be_right(rule, words):
    lines = (
        "tool: {label: Which tool?, kind: choice, choices: [CRM, Other]}",
        "note: {label: A note, kind: text}",
        f"x: {{label: What?, kind: text, show_if: {rule}}}",
    )

    assert words in problem(with_fields(*lines))


def test_a_form_has_twenty_fields_at_most():
    lines = [f"f{n}: {{label: What?, kind: text}}" for n in range(21)]

    assert "There are 21 fields" in problem(with_fields(*lines))


def test_a_type_can_be_restricted():
    [kind] = read_catalogue(
        SMALL.replace(TYPE, "    area: crm\n    restricted: true\n    approval:")
    ).catalogue.types

    assert kind.is_restricted


def test_the_ways_in_without_a_form_are_as_usual_unless_the_file_says_otherwise():
    section = 'intake:\n  emoji: ":wrench:"\n  area: crm\n  close_after_days: 5\n'

    assert read_catalogue(SMALL).catalogue.intake == IntakePlan()
    assert read_catalogue(SMALL + section).catalogue.intake == IntakePlan(
        emoji="wrench", area="crm", close_after_days=5
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("area: cmr", 'There is no area "cmr". Did you mean crm?'),
        ("emoji: Ticket!", "no name of an emoji"),
        ("close_after_days: 0", "a whole number of days from 1 to 60"),
    ],
)
def test_a_mistake_in_the_ways_in_is_named(line, words):
    assert words in problem(f"{SMALL}intake:\n  {line}\n")
