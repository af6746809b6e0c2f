"""What is said of conditions without a request is so of every request there could be."""

from itertools import chain, combinations, product

from bot.catalogue.logic import covers, why_never
from bot.catalogue.subjects import of_fields
from domain.condition import Condition, Test, all_hold, holds
from domain.form import Choice, Field, FieldKind

FIELDS = (
    Field(
        key="size",
        label="Size",
        kind=FieldKind.CHOICE,
        choices=tuple(Choice(key=c, name=c) for c in ("S", "M", "L")),
    ),
    Field(
        key="many",
        label="Many",
        kind=FieldKind.CHOICES,
        choices=tuple(Choice(key=c, name=c) for c in ("a", "b")),
    ),
    Field(key="price", label="Price", kind=FieldKind.MONEY, currency="EUR"),
    Field(key="note", label="Note", kind=FieldKind.TEXT),
)
SUBJECTS = of_fields(FIELDS)
FACTS = [
    {key: answers for key, answers in each if answers}
    for each in product(
        [("size", (s,) if s else ()) for s in ("", "S", "M", "L")],
        [("many", tuple(many)) for many in ("", "a", "b", "ab")],
        [("price", (p,) if p else ()) for p in ("", "0", "1", "2", "3")],
        [("note", (n,) if n else ()) for n in ("", "red", "blue", "red blue")],
    )
]
"""Everything that such a form can say, as far as these conditions can tell."""


def _some_of(values):
    counts = range(1, len(values) + 1)
    return chain.from_iterable(combinations(values, count) for count in counts)


CONDITIONS = [
    Condition(subject=subject, test=test, values=values)
    for subject, tests, all_values in [
        ("size", (Test.IS, Test.IS_NOT), _some_of("SML")),
        ("many", (Test.IS, Test.IS_NOT), _some_of("ab")),
        ("price", (Test.LEAST, Test.MOST), [(n,) for n in "0123"]),
        ("note", (Test.SAYS,), [("red",), ("blue",), ("red blue",), ("red", "blue")]),
        *((key, (Test.ANSWERED,), [(), ("no",)]) for key in SUBJECTS),
    ]
    for values in all_values
    for test in tests
]
TRUE_OF = {c: frozenset(n for n, facts in enumerate(FACTS) if holds(c, facts)) for c in CONDITIONS}


def test_what_is_said_never_to_hold_holds_of_nothing():
    never = [
        pair for pair in product(CONDITIONS, CONDITIONS) if why_never(pair, SUBJECTS) is not None
    ]

    assert never
    assert not [pair for pair in never if TRUE_OF[pair[0]] & TRUE_OF[pair[1]]]


def test_two_things_that_no_request_says_at_once_are_noticed():
    missed = [
        (one, other)
        for one, other in product(CONDITIONS, CONDITIONS)
        if not TRUE_OF[one] & TRUE_OF[other] and why_never((one, other), SUBJECTS) is None
    ]

    assert {c.values for pair in missed for c in pair if c.values} == {("S", "M", "L"), ("a", "b")}


def test_what_is_said_to_follow_always_does():
    following = [
        (one, other)
        for one, other in product(CONDITIONS, CONDITIONS)
        if covers((one,), (other,), SUBJECTS)
    ]

    assert following
    assert not [(one, other) for one, other in following if not TRUE_OF[one] >= TRUE_OF[other]]


def test_a_set_of_conditions_is_covered_by_part_of_it():
    for one, other in zip(CONDITIONS, CONDITIONS[7:], strict=False):
        assert covers((one,), (one, other), SUBJECTS)
        assert covers((), (one,), SUBJECTS)
        assert not covers((one,), (), SUBJECTS) or all_hold((one,), {})
