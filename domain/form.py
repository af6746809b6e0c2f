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

    `least` and `most` bound a number, an amount or a rating; for text they count characters, for
    choices, people and files how many there may be. `currency` is an ISO 4217 code.
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
    name, a checkbox as "yes", people, channels and files by their Slack ids.
    """

    key: str
    label: str
    kind: FieldKind
    answers: tuple[str, ...]
    currency: str = ""


Typed = Mapping[str, Sequence[str]]
"""What a form holds at the moment, by field: texts as typed, choices by their keys."""

TEXT_LIMIT, LONG_TEXT_LIMIT = 300, 3000
