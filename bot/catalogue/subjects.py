"""What conditions may ask about: of every request, and of what its type asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.condition import Test
from domain.form import Choice, Field, FieldKind
from domain.people import Side
from domain.request import SUBJECTS
from domain.ticket import Urgency

Subjects = Mapping[str, Field]

WORDS = (Test.SAYS, Test.IS, Test.IS_NOT, Test.ANSWERED)
NUMBERS = (Test.LEAST, Test.MOST, Test.ANSWERED)
CHOSEN = (Test.IS, Test.IS_NOT, Test.ANSWERED)
TESTS_OF: Mapping[FieldKind, Sequence[Test]] = {
    FieldKind.TEXT: WORDS,
    FieldKind.LONG_TEXT: WORDS,
    FieldKind.LINK: (Test.SAYS, Test.ANSWERED),
    FieldKind.NUMBER: NUMBERS,
    FieldKind.MONEY: NUMBERS,
    FieldKind.RATING: (Test.IS, Test.IS_NOT, *NUMBERS),
    FieldKind.CHOICE: CHOSEN,
    FieldKind.CHOICES: CHOSEN,
    FieldKind.PEOPLE: CHOSEN,
    FieldKind.CHANNEL: CHOSEN,
    FieldKind.CHECKBOX: (Test.ANSWERED,),
    FieldKind.DATE: (Test.ANSWERED,),
    FieldKind.FILE: (Test.ANSWERED,),
}
"""What can be asked of each kind; the first is meant where no test is named."""
MANY = (FieldKind.CHOICES, FieldKind.FILE)


def of_all(areas: Iterable[Choice], types: Iterable[Choice]) -> Subjects:
    """What is known of every request, described as if a form asked for it."""
    known = (
        _choice("area", areas),
        _choice("type", types),
        _choice("urgency", (Choice(key=u.value, name=u.value) for u in Urgency)),
        _choice("side", (Choice(key=s.value, name=s.value) for s in Side)),
        Field(key="requester", label="", kind=FieldKind.PEOPLE, most=Decimal(1)),
        Field(key="words", label="", kind=FieldKind.LONG_TEXT),
    )
    return {field.key: field for field in known if field.key in SUBJECTS}


def of_fields(fields: Iterable[Field]) -> Subjects:
    return {field.key: field for field in fields}


def of_any(kinds: Iterable[Sequence[Field]]) -> Subjects:
    """What any of the types asks; of fields with one key, all choices."""
    found: dict[str, Field] = {}
    for field in (each for fields in kinds for each in fields):
        known = found.get(field.key)
        more = tuple(dict.fromkeys((*known.choices, *field.choices))) if known else field.choices
        found[field.key] = replace(known or field, choices=more, least=None, most=None)
    return {key: replace(field, show_if=None) for key, field in found.items()}


def is_single(field: Field) -> bool:
    """Whether it has one answer at the most."""
    if field.kind is FieldKind.PEOPLE:
        return field.most == 1
    return field.kind not in MANY


def _choice(key: str, choices: Iterable[Choice]) -> Field:
    return Field(key=key, label="", kind=FieldKind.CHOICE, choices=tuple(choices))
