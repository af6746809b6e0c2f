"""What people type into the fields of a type: read by its kind, or refused in kind words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import decimal
from domain.answers import read
from domain.errors import FieldRefusal
from domain.form import Choice, Field, FieldKind, ShowIf, shown
from tests.builders import ANNA, BEN, a_field

TODAY = date(2026, 3, 2)
LANGUAGES = (Choice(key="en", name="English"), Choice(key="de", name="German"))


def answers(kind, *typed, **changes):
    values = read([a_field(key="x", kind=kind, **changes)], {"x": typed}, today=TODAY)
    return values[0].answers if values else ()


def refusal(kind, *typed, **changes):
    with pytest.raises(FieldRefusal) as refused:
        answers(kind, *typed, **changes)
    return refused.value.problems["x"]


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        (FieldKind.TEXT, ["  Schools "], ("Schools",)),
        (FieldKind.LONG_TEXT, ["a\nb"], ("a\nb",)),
        (FieldKind.NUMBER, ["1.200,50"], ("1200.50",)),
        (FieldKind.MONEY, ["1,200"], ("1200",)),
        (FieldKind.DATE, ["2026-04-01"], ("2026-04-01",)),
        (FieldKind.CHOICE, ["de"], ("German",)),
        (FieldKind.CHOICES, ["en", "de"], ("English", "German")),
        (FieldKind.PEOPLE, [ANNA, BEN], (ANNA, BEN)),
        (FieldKind.CHANNEL, ["C1"], ("C1",)),
        (FieldKind.LINK, ["https://a.example/x?y=1"], ("https://a.example/x?y=1",)),
        (
            FieldKind.FILE,
            ["https://a.example\nhttps://b.example"],
            ("https://a.example", "https://b.example"),
        ),
        (FieldKind.CHECKBOX, ["yes"], ("yes",)),
        (FieldKind.RATING, ["5"], ("5",)),
    ],
)
def test_every_kind_is_read_as_plain_answers(kind, typed, read):
    assert answers(kind, *typed, choices=LANGUAGES, currency="EUR") == read


@pytest.mark.parametrize("kind", list(FieldKind))
def test_what_is_left_open_is_no_answer_unless_it_is_required(kind):
    for nothing in ((), ("",), ("  ",)):
        assert answers(kind, *nothing, choices=LANGUAGES) == ()
        assert refusal(kind, *nothing, choices=LANGUAGES, is_required=True).startswith("Please")


def test_an_answer_keeps_the_label_kind_and_currency_it_was_asked_under():
    field = a_field(key="price", label="Price?", kind=FieldKind.MONEY, currency="EUR")

    [value] = read([field], {"price": ["12"]}, today=TODAY)

    assert (value.key, value.label, value.kind, value.currency) == (
        "price",
        "Price?",
        FieldKind.MONEY,
        "EUR",
    )


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1200", "1200"),
        ("-5", "-5"),
        ("+5", "5"),
        ("0.5", "0.5"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        ("0.500", "0.500"),
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1 200", "1200"),
        ("1\u202f200,5", "1200.5"),
        ("1'200", "1200"),
        ("12.3456", "12.3456"),
    ],
)
def test_numbers_are_read_as_either_half_of_the_world_writes_them(typed, number):
    assert decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        *["1.200", "1,200", "12,345", "1.2.3", "1,200,5", "1.200.50,1", "1,2.3,4", "12a", ""],
        *[".", "-", "1e5", "½", "٣", "9" * 16, "1.", "NaN", "∞", "1\x002"],
    ],
)
def test_what_could_be_two_numbers_or_none_is_not_guessed(typed):
    assert decimal(typed) is None


@pytest.mark.parametrize("typed", ["1.200", "1,200", "1.200,00", "1,200.00", "1 200", "€1,200"])
def test_an_amount_has_two_decimals_at_most_so_three_digits_are_thousands(typed):
    assert Decimal(answers(FieldKind.MONEY, typed, currency="EUR")[0]) == 1200


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_an_amount_reads_the_same_from_both_ways_of_writing_it(amount):
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))

    assert decimal(english, has_cents=True) == decimal(german, has_cents=True) == amount


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_number(words):
    found = decimal(words), decimal(words, has_cents=True)

    assert all(number is None or number.is_finite() for number in found)


@given(st.sampled_from(FieldKind), st.lists(st.text(min_size=1), max_size=3))
def test_whatever_is_typed_is_read_or_refused_in_words(kind, typed):
    field = a_field(key="x", kind=kind, choices=LANGUAGES, currency="EUR", is_required=True)

    try:
        found = {value.key: value.answers for value in read([field], {"x": typed}, today=TODAY)}
    except FieldRefusal as refused:
        found = refused.problems

    assert list(found) == ["x"]
    assert all(found["x"])


@pytest.mark.parametrize(
    ("kind", "typed", "limits", "words"),
    [
        (FieldKind.TEXT, ["x" * 301], {}, "This can have 300 characters; this has 301."),
        (FieldKind.LONG_TEXT, ["x" * 100_000], {}, "This can have 3000 characters"),
        (FieldKind.TEXT, ["x" * 11], {"most": Decimal(10)}, "This can have 10 characters"),
        (FieldKind.TEXT, ["x"], {"least": Decimal(5)}, "Please say a little more: at least 5"),
        (FieldKind.NUMBER, ["4"], {"least": Decimal(5)}, "This should be at least 5."),
        (FieldKind.NUMBER, ["6"], {"most": Decimal(5)}, "This can be at most 5."),
        (FieldKind.NUMBER, ["1.200"], {}, "I cannot be sure which number this is: “1.200”."),
        (FieldKind.NUMBER, ["about ten"], {}, "I cannot be sure which number"),
        (FieldKind.MONEY, ["6"], {"most": Decimal(5)}, "This can be at most 5 EUR."),
        (FieldKind.MONEY, ["5.005"], {"most": Decimal(10)}, "This can be at most 10 EUR."),
        (FieldKind.MONEY, ["-1"], {}, "An amount cannot be below zero."),
        (FieldKind.MONEY, ["12 USD"], {}, "This is counted in EUR."),
        (FieldKind.MONEY, ["$12"], {}, "This is counted in EUR."),
        (FieldKind.MONEY, ["about 12"], {}, "I cannot be sure which amount this is"),
        (FieldKind.MONEY, ["0.5555"], {}, "I cannot be sure which amount this is"),
        (FieldKind.DATE, ["tomorrow"], {}, "I cannot read this date."),
        (FieldKind.DATE, ["2026-03-01"], {"least": Decimal(0)}, "The first day that can be is"),
        (FieldKind.DATE, ["2026-03-04"], {"most": Decimal(1)}, "The last day that can be is Tue 3"),
        (FieldKind.CHOICE, ["gone"], {}, "This choice is no longer offered."),
        (
            FieldKind.CHOICES,
            ["en", "de"],
            {"most": Decimal(1)},
            "At most 1 can be chosen here; there are 2.",
        ),
        (FieldKind.PEOPLE, [ANNA], {"least": Decimal(2)}, "Please choose at least 2."),
        (FieldKind.LINK, ["a.example"], {}, "Please paste a whole link"),
        (FieldKind.LINK, ["javascript://x"], {}, "Please paste a whole link"),
        (FieldKind.LINK, ["https://"], {}, "Please paste a whole link"),
        (FieldKind.LINK, ["https://[x"], {}, "Please paste a whole link"),
        (FieldKind.LINK, ["https://a.example|b"], {}, "Please paste a whole link"),
        (FieldKind.LINK, ["https://a.example https://b.example"], {}, "At most 1 fit here"),
        (FieldKind.FILE, ["https://a.example " * 11], {}, "At most 10 fit here"),
        (FieldKind.RATING, ["6"], {}, "Please choose from 1 to 5."),
    ],
)
def test_what_cannot_stand_is_refused_in_words_that_say_what_would(kind, typed, limits, words):
    more = {"choices": LANGUAGES, "currency": "EUR"} | limits

    assert refusal(kind, *typed, **more).startswith(words)


def test_all_problems_are_told_at_once_and_by_their_fields():
    fields = [
        a_field(key="a", is_required=True),
        a_field(key="b", kind=FieldKind.NUMBER),
        a_field(key="c"),
    ]

    with pytest.raises(FieldRefusal) as refused:
        read(fields, {"b": ["x"], "c": ["fine"]}, today=TODAY)

    assert set(refused.value.problems) == {"a", "b"}


def chain(*rules):
    """Fields a, b, c …: each with its rule."""
    return [a_field(key=key, show_if=rule) for key, rule in zip("abcd", rules, strict=False)]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ({}, "a"),
        ({"a": [""]}, "a"),
        ({"a": ["x"]}, "ab"),
        ({"a": ["x"], "b": ["yes"]}, "abc"),
        ({"a": ["x"], "b": ["no"]}, "ab"),
        ({"b": ["yes"]}, "a"),
        ({"a": ["x"], "b": ["no", "yes"]}, "abc"),
    ],
)
def test_a_field_is_shown_by_its_rule_and_hidden_with_what_it_looks_at(typed, keys):
    fields = chain(None, ShowIf(field="a"), ShowIf(field="b", values=("yes", "maybe")))

    assert "".join(field.key for field in shown(fields, typed)) == keys


def test_what_is_hidden_is_never_kept_nor_missed():
    fields = [
        a_field(key="a", kind=FieldKind.CHECKBOX),
        a_field(key="b", is_required=True, show_if=ShowIf(field="a")),
    ]

    assert read(fields, {"b": ["secret"]}, today=TODAY) == ()


KEYS = st.sampled_from("abcdef")
FIELDS = st.lists(
    st.builds(
        Field,
        key=KEYS,
        label=st.just("?"),
        kind=st.just(FieldKind.TEXT),
        is_required=st.booleans(),
        show_if=st.none() | st.builds(ShowIf, field=KEYS, values=st.sampled_from([(), ("x",)])),
    ),
    unique_by=lambda field: field.key,
)


@given(FIELDS, st.dictionaries(KEYS, st.lists(st.sampled_from(["", "x", "y"]), max_size=2)))
def test_only_what_is_shown_is_kept_whatever_the_rules_are(fields, typed):
    visible = {field.key for field in shown(fields, typed)}

    try:
        kept = {value.key for value in read(fields, typed, today=TODAY)}
    except FieldRefusal as refused:
        kept = set(refused.problems)

    assert kept <= visible
    for field in shown(fields, typed):
        assert field.show_if is None or field.show_if.field in visible
