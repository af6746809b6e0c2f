"""What a type asks, as the file says it: kinds of fields, their limits, when they are shown."""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from bot.catalogue.reading import Reading
from bot.catalogue.sections import Section, Value
from bot.catalogue.values import meant
from domain.form import LONG_TEXT_LIMIT, LOOKED_AT, TEXT_LIMIT, Choice, Field, FieldKind, ShowIf
from domain.request import SUBJECTS

KEYS = ("label", "kind", "required", "help", "choices", "least", "most", "currency", "show_if")
LIKELY = {"name": "label", "type": "kind", "options": "choices", "min": "least", "max": "most"}
LIKELY |= {"hint": "help", "optional": "required", "if": "show_if", "when": "show_if"}
MOST_FIELDS, MOST_CHOICES = 20, 100
LONGEST_LABEL, LONGEST_HELP = 150, 300
OF_EVERY_REQUEST = frozenset(
    {*SUBJECTS, "summary", "purpose", "details", "needed_by", "acceptance"}
)
"""What conditions and policies call by these names is there in every request."""
CHOOSING = (FieldKind.CHOICE, FieldKind.CHOICES)
CURRENCY = re.compile("[A-Z]{3}")
WHOLE = {
    FieldKind.TEXT: TEXT_LIMIT,
    FieldKind.LONG_TEXT: LONG_TEXT_LIMIT,
    FieldKind.CHOICES: MOST_CHOICES,
    FieldKind.PEOPLE: 50,
    FieldKind.FILE: 10,
    FieldKind.DATE: 3660,
}
"""Kinds whose limits count something, and the most that can be counted."""
BOUNDED = {*WHOLE, FieldKind.NUMBER, FieldKind.MONEY}


def read_fields(
    kind: Section, reading: Reading, *, key: str = "fields", taken: Collection[str] = ()
) -> tuple[Field, ...]:
    """The fields of one type, each in turn; a rule may look at those above it."""
    found: list[Field] = []
    for name, section in kind.sections(key, noun="field"):
        if name.text in {*OF_EVERY_REQUEST, *taken}:
            words = f"`{name.text}` is the name of something else. Give this field another key."
            reading.notes.note(name.line, words)
        found.append(_field(name, section, reading, above=found))
    if len(found) > MOST_FIELDS:
        words = f"There are {len(found)} fields. A form that people fill in has {MOST_FIELDS}."
        reading.notes.note(kind.line_of(key), words)
    return tuple(found)


def _field(key: Value, section: Section, reading: Reading, *, above: Sequence[Field]) -> Field:
    section.only(*KEYS, instead=LIKELY)
    kinds = [kind.value for kind in FieldKind]
    named = reading.choice(section, "kind", kinds)
    kind = FieldKind(named) if named in kinds else FieldKind.TEXT
    field = Field(
        key=reading.key(key),
        label=reading.words(section, "label", longest=LONGEST_LABEL),
        kind=kind,
        is_required=reading.switch(section, "required"),
        help=reading.words(section, "help", longest=LONGEST_HELP) if "help" in section else "",
        choices=_choices(section, kind, reading),
        least=_limit(section, "least", kind, reading),
        most=_limit(section, "most", kind, reading),
        currency=_currency(section, kind, reading),
        show_if=_rule(section, reading, above) if "show_if" in section else None,
    )
    if field.least is not None and field.most is not None and field.least > field.most:
        reading.notes.note(section.line_of("least"), "`least` is more than `most`.")
    return field


def _choices(section: Section, kind: FieldKind, reading: Reading) -> tuple[Choice, ...]:
    if kind not in CHOOSING:
        _note_needless(section, "choices", kind, reading)
        return ()
    values = section.values("choices")
    names = [reading.short(value, 75) for value in values]
    if len(names) > MOST_CHOICES:
        words = f"There are {len(names)} choices. Slack can offer {MOST_CHOICES}."
        reading.notes.note(section.line_of("choices"), words)
    for value, name in zip(values, names, strict=True):
        if names.count(name) > 1:
            reading.notes.note(value.line, f'"{name}" is offered twice.')
    return tuple(Choice(key=name, name=name) for name in dict.fromkeys(names))


def _limit(section: Section, key: str, kind: FieldKind, reading: Reading) -> Decimal | None:
    if key not in section:
        return None
    if kind not in BOUNDED:
        _note_needless(section, key, kind, reading)
        return None
    value = section.value(key)
    is_number = re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", value.text)
    if value.text and not is_number:
        reading.notes.note(value.line, f'"{value.text}" is not a number. Write it like 10 or 0.5.')
    limit = Decimal(value.text) if is_number else None
    most = WHOLE.get(kind)
    if limit is not None and most and not (limit == int(limit) and 0 <= limit <= most):
        reading.notes.note(value.line, f"For {kind} this counts: write 0 to {most}.")
    return limit


def _currency(section: Section, kind: FieldKind, reading: Reading) -> str:
    if kind is not FieldKind.MONEY:
        _note_needless(section, "currency", kind, reading)
        return ""
    value = section.value("currency")
    if value.text and not CURRENCY.fullmatch(value.text):
        reading.notes.note(value.line, f'"{value.text}" is no currency. Write its code, as in EUR.')
    return value.text


def _rule(section: Section, reading: Reading, above: Sequence[Field]) -> ShowIf:
    rule = section.section("show_if").only("field", "is", instead={"equals": "is", "value": "is"})
    key = reading.choice(rule, "field", [f.key for f in above])
    looked_at = next((f for f in above if f.key == key), None)
    values = rule.values("is") if "is" in rule else ()
    if key and not above:
        reading.notes.note(rule.line_of("field"), "A rule looks at a field above its own.")
    if looked_at:
        for line, words in _wrong_with(rule, looked_at, values):
            reading.notes.note(line, words)
    return ShowIf(field=key, values=tuple(value.text for value in values))


def _wrong_with(
    rule: Section, looked_at: Field, values: Sequence[Value]
) -> Iterator[tuple[int, str]]:
    if looked_at.kind not in LOOKED_AT:
        kinds = ", ".join(sorted(LOOKED_AT))
        words = f"`{looked_at.key}` is a {looked_at.kind}. A rule can look at: {kinds}."
        yield rule.line_of("field"), words
    names = [choice.name for choice in looked_at.choices]
    for value in values if names else ():
        if value.text not in names:
            advice = meant(value.text, names)
            yield value.line, f'`{looked_at.key}` offers no "{value.text}". {advice}'


def _note_needless(section: Section, key: str, kind: FieldKind, reading: Reading) -> None:
    if key in section:
        words = f"`{key}` means nothing for {kind}. Remove the line."
        reading.notes.note(section.line_of(key), words)
