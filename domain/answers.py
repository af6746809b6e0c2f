"""Reading what was typed into the fields of a type: plain answers, or words for what is amiss."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from domain.amounts import decimal, without_currency
from domain.errors import FieldRefusal
from domain.form import (
    LONG_TEXT_LIMIT,
    RATINGS,
    TEXT_LIMIT,
    Field,
    FieldKind,
    FieldValue,
    Typed,
    shown,
)

MOST_LINKS = 10
Answers = tuple[str, ...]


class _Amiss(Exception):
    """What is wrong with one answer, in words for who gave it."""


def read(fields: Sequence[Field], typed: Typed, *, today: date) -> tuple[FieldValue, ...]:
    """The answers to all fields that are shown; of what is hidden, nothing is kept.

    Dates are days on the desk's own calendar, whose day is `today`. Raises FieldRefusal with words
    for each field amiss, by its key.
    """
    found, problems = _read(fields, typed, today)
    if problems:
        raise FieldRefusal(problems)
    return found


def read_so_far(fields: Sequence[Field], typed: Typed, *, today: date) -> tuple[FieldValue, ...]:
    """What can be read of a form that is still being written."""
    found, _ = _read(fields, typed, today)
    return found


def _read(
    fields: Sequence[Field], typed: Typed, today: date
) -> tuple[tuple[FieldValue, ...], dict[str, str]]:
    """The answers, and words for what is amiss."""
    found, problems = [], {}
    for field in shown(fields, typed):
        given = tuple(words.strip() for words in typed.get(field.key, ()) if words.strip())
        try:
            answers = _answers(field, given, today)
        except _Amiss as amiss:
            problems[field.key] = str(amiss)
            continue
        if answers:
            found.append(_value(field, answers))
    return tuple(found), problems


def too_long(label: str, words: str, limit: int) -> str | None:
    """The words for a field that holds more than it may."""
    if len(words) <= limit:
        return None
    return f"{label} can have {limit} characters; this has {len(words)}. Please shorten it."


def _answers(field: Field, given: Answers, today: date) -> Answers:
    if not given:
        if field.is_required:
            raise _Amiss(_missing(field))
        return ()
    if field.kind is FieldKind.DATE:
        return _date(field, given, today)
    return READERS[field.kind](field, given)


def _value(field: Field, answers: Answers) -> FieldValue:
    currency = field.currency if field.kind is FieldKind.MONEY else ""
    return FieldValue(
        key=field.key, label=field.label, kind=field.kind, answers=answers, currency=currency
    )


def _missing(field: Field) -> str:
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.RATING):
        return "Please choose here: this type cannot do without it."
    if field.kind is FieldKind.CHECKBOX:
        return "Please tick this: it has to be so before work can start."
    return "Please fill this in: this type cannot do without it."


def _text(field: Field, given: Answers) -> Answers:
    words = given[0]
    limit = text_limit(field)
    if problem := too_long("This", words, limit):
        raise _Amiss(problem)
    if field.least is not None and len(words) < field.least:
        raise _Amiss(f"Please say a little more: at least {field.least} characters.")
    return (words,)


def text_limit(field: Field) -> int:
    """How many characters fit: what the field says, within what Slack can hold."""
    widest = LONG_TEXT_LIMIT if field.kind is FieldKind.LONG_TEXT else TEXT_LIMIT
    return min(int(field.most), widest) if field.most is not None else widest


def _number(field: Field, given: Answers) -> Answers:
    number = decimal(given[0])
    if number is None:
        raise _Amiss(
            f"I cannot be sure which number this is: “{_short(given[0])}”. "
            "Please write only digits, such as 1200 or 0.5."
        )
    return (_within(field, number, unit=""),)


def _money(field: Field, given: Answers) -> Answers:
    words, named = without_currency(given[0])
    if named and named != field.currency:
        raise _Amiss(f"This is counted in {field.currency}. Please give the amount in it.")
    amount = decimal(words, has_cents=True)
    if amount is None:
        raise _Amiss(
            f"I cannot be sure which amount this is: “{_short(given[0])}”. "
            f"Please write it like 1200 or 1200.50, in {field.currency}."
        )
    if amount < 0:
        raise _Amiss("An amount cannot be below zero.")
    return (_within(field, amount, unit=f" {field.currency}"),)


def _within(field: Field, number: Decimal, *, unit: str) -> str:
    if field.least is not None and number < field.least:
        raise _Amiss(f"This should be at least {field.least}{unit}.")
    if field.most is not None and number > field.most:
        raise _Amiss(f"This can be at most {field.most}{unit}.")
    return f"{number:f}"


def _date(field: Field, given: Answers, today: date) -> Answers:
    try:
        day = date.fromisoformat(given[0])
    except ValueError:
        raise _Amiss("I cannot read this date. Please choose it from the calendar.") from None
    first = today + timedelta(int(field.least)) if field.least is not None else None
    last = today + timedelta(int(field.most)) if field.most is not None else None
    if first and day < first:
        raise _Amiss(f"The first day that can be is {_day(first)}. Please choose a later one.")
    if last and day > last:
        raise _Amiss(f"The last day that can be is {_day(last)}. Please choose an earlier one.")
    return (day.isoformat(),)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _choices(field: Field, given: Answers) -> Answers:
    names = {choice.key: choice.name for choice in field.choices}
    if not set(given) <= set(names):
        raise _Amiss("This choice is no longer offered. Please choose again.")
    return _counted(field, tuple(names[key] for key in given))


def _rating(field: Field, given: Answers) -> Answers:
    if given[0] not in RATINGS:
        raise _Amiss(f"Please choose from {RATINGS[0]} to {RATINGS[-1]}.")
    return given[:1]


def _counted(field: Field, given: Answers) -> Answers:
    if field.kind is FieldKind.CHOICE:
        return given[:1]
    if field.least is not None and len(given) < field.least:
        raise _Amiss(f"Please choose at least {field.least}.")
    if field.most is not None and len(given) > field.most:
        raise _Amiss(f"At most {field.most} can be chosen here; there are {len(given)}.")
    return given


def _links(field: Field, given: Answers) -> Answers:
    """One link, or one in each line where files are asked for."""
    links = " ".join(given).split()
    most = MOST_LINKS if field.kind is FieldKind.FILE else 1
    if field.kind is FieldKind.FILE and field.most is not None:
        most = min(most, int(field.most))
    if len(links) > most:
        raise _Amiss(f"At most {most} fit here; the rest can go into the ticket's thread.")
    if not all(_is_link(link) for link in links):
        raise _Amiss("Please paste a whole link: it starts with https:// or http://.")
    return tuple(links)


def _is_link(words: str) -> bool:
    try:
        parts = urlsplit(words)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_named = bool(re.search(r"\w", host)) and not set(words) & set('<>|"`')
    return parts.scheme in ("http", "https") and is_named and len(words) <= LONG_TEXT_LIMIT


def _as_it_is(field: Field, given: Answers) -> Answers:
    return given[:1]


def _ticked(field: Field, given: Answers) -> Answers:
    return ("yes",)


def _short(words: str) -> str:
    return words if len(words) <= len("1,234,567,890.00 EUR") else f"{words[:20]}…"


READERS: dict[FieldKind, Callable[[Field, Answers], Answers]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.CHOICE: _choices,
    FieldKind.CHOICES: _choices,
    FieldKind.PEOPLE: _counted,
    FieldKind.CHANNEL: _as_it_is,
    FieldKind.LINK: _links,
    FieldKind.FILE: _links,
    FieldKind.CHECKBOX: _ticked,
    FieldKind.RATING: _rating,
}
