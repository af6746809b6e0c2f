"""What a type of request asks beyond the usual: fields, when each is shown, and its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    PEOPLE = "people"
    CHANNEL = "channel"
    LINK = "link"
    FILE = "file"
    CHECKBOX = "checkbox"
    RATING = "rating"


@dataclass(frozen=True, kw_only=True)
class ShowIf:
    """Show a field only when another one above it holds one of these; empty `values`: anything."""

    field: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that a type asks.

    `least` and `most` bound a number or an amount; for text they count characters, for choices,
    people and files how many there may be, for dates days from today. `currency` is an ISO 4217
    code.
    """

    key: str
    label: str
    kind: FieldKind
    is_required: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    currency: str = ""
    show_if: ShowIf | None = None


@dataclass(frozen=True, kw_only=True)
class FieldValue:
    """An answer, with the label and kind it was asked under: a changed catalogue cannot bend it.

    `answers` are one or more plain strings: a number as its digits, a date as ISO, a choice by its
    name, a checkbox as "yes", people and channels by their Slack ids, files by their links.
    """

    key: str
    label: str
    kind: FieldKind
    answers: tuple[str, ...]
    currency: str = ""


Typed = Mapping[str, Sequence[str]]
"""What a form holds at the moment, by field: texts as typed, choices by their keys."""

TEXT_LIMIT, LONG_TEXT_LIMIT = 300, 3000

RATINGS = ("1", "2", "3", "4", "5")
"""What a rating can be, lowest first."""

LOOKED_AT = frozenset(
    {
        FieldKind.CHOICE,
        FieldKind.CHOICES,
        FieldKind.CHECKBOX,
        FieldKind.RATING,
        FieldKind.DATE,
        FieldKind.PEOPLE,
        FieldKind.CHANNEL,
    }
)
"""What a rule may look at: kinds that tell at once what was chosen."""


def shown(fields: Sequence[Field], typed: Typed) -> tuple[Field, ...]:
    """The fields that a form shows while this is typed in it, in their order.

    A field that is hidden hides those that look at it.
    """
    seen: dict[str, Field] = {}
    for field in fields:
        rule = field.show_if
        if rule is None or (rule.field in seen and _holds(rule, typed)):
            seen[field.key] = field
    return tuple(seen.values())


def looked_at(fields: Sequence[Field]) -> frozenset[str]:
    """The fields on which others depend."""
    return frozenset(field.show_if.field for field in fields if field.show_if)


def _holds(rule: ShowIf, typed: Typed) -> bool:
    answers = {answer for answer in typed.get(rule.field, ()) if answer}
    return bool(answers & set(rule.values)) if rule.values else bool(answers)
