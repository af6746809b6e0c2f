"""Conditions as the file says them: `when: {price: {least: 5000}, area: [crm]}`."""

from collections.abc import Iterator, Sequence

from bot.catalogue.reading import Reading
from bot.catalogue.sections import Section, Value
from bot.catalogue.subjects import TESTS_OF, Subjects
from bot.catalogue.values import meant
from domain.amounts import decimal
from domain.condition import Condition, Test
from domain.form import Field, FieldKind

LIKELY = {"at_least": "least", "min": "least", "more_than": "least", "at_most": "most"}
LIKELY |= {"max": "most", "less_than": "most", "not": "is_not", "equals": "is", "in": "is"}
LIKELY |= {"contains": "says", "has": "says", "filled": "answered", "given": "answered"}
YES, NO = ("true", "yes"), ("false", "no")


def read_when(
    section: Section, reading: Reading, subjects: Subjects, *, key: str = "when"
) -> tuple[Condition, ...]:
    """All of them must hold; without `when`, there are none."""
    return tuple(_read(section.section(key), reading, subjects)) if key in section else ()


def read_set(when: Section, reading: Reading, subjects: Subjects) -> tuple[Condition, ...]:
    return tuple(_read(when, reading, subjects))


def _read(when: Section, reading: Reading, subjects: Subjects) -> Iterator[Condition]:
    for name in when:
        field = subjects.get(name)
        if field is None:
            words = f"Nothing is asked that is called `{name}`. {meant(name, sorted(subjects))}"
            reading.notes.note(when.line_of(name), words)
        elif when.holds_keys(name):
            yield from _tested(when.section(name), field, reading)
        else:
            yield from _short(when, field, reading)


def _tested(tests: Section, field: Field, reading: Reading) -> Iterator[Condition]:
    tests.only(*(test.value for test in Test), instead=LIKELY)
    for test in (test for test in Test if test.value in tests):
        if test not in TESTS_OF[field.kind]:
            can_be = ", ".join(f"`{each}`" for each in TESTS_OF[field.kind])
            words = f"`{test}` cannot be asked of {_a_kind(field)}. There can be {can_be}."
            reading.notes.note(tests.line_of(test.value), words)
        elif test is Test.ANSWERED:
            yield from _answered(tests.bare_value(test.value), field, reading)
        else:
            yield _condition(field, test, _values(tests, test.value, field, reading))


def _short(when: Section, field: Field, reading: Reading) -> Iterator[Condition]:
    """Without a test: `area: [crm]`, `words: gdpr`, `about_people: true`."""
    test = TESTS_OF[field.kind][0]
    if test is Test.LEAST:
        words = f"Say from where or up to where: `{field.key}: {{least: 5000}}`, or `most`."
        reading.notes.note(when.line_of(field.key), words)
    elif test is Test.ANSWERED:
        yield from _answered(when.bare_value(field.key), field, reading)
    else:
        yield _condition(field, test, _values(when, field.key, field, reading))


def _condition(field: Field, test: Test, values: Sequence[str]) -> Condition:
    return Condition(subject=field.key, test=test, values=tuple(values))


def _answered(value: Value, field: Field, reading: Reading) -> Iterator[Condition]:
    if value.text in YES:
        yield _condition(field, Test.ANSWERED, ())
    elif value.text in NO:
        yield _condition(field, Test.ANSWERED, ("no",))
    elif value.text:
        words = f'"{value.text}" cannot be: `{field.key}` is answered or not. Write true or false.'
        reading.notes.note(value.line, words)


def _values(section: Section, key: str, field: Field, reading: Reading) -> Sequence[str]:
    values = [value for value in section.values(key) if value.text]
    if key in (Test.LEAST, Test.MOST) and len(values) > 1:
        reading.notes.note(section.line_of(key), f"`{key}` takes one number.")
    return [_value(value, field, reading) for value in values]


def _value(value: Value, field: Field, reading: Reading) -> str:
    if field.kind is FieldKind.PEOPLE:
        return reading.one(value)
    if field.kind is FieldKind.CHANNEL:
        return reading.channel(value)
    if field.choices:
        return _choice(value, field, reading)
    if Test.LEAST in TESTS_OF[field.kind]:
        return _number(value, reading)
    return reading.short(value, 300)


def _choice(value: Value, field: Field, reading: Reading) -> str:
    for choice in field.choices:
        if value.text.lower() in (choice.key.lower(), choice.name.lower()):
            return choice.key
    names = [choice.key for choice in field.choices]
    words = f'`{field.key}` cannot be "{value.text}". {meant(value.text, names)}'
    reading.notes.note(value.line, words)
    return value.text


def _number(value: Value, reading: Reading) -> str:
    number = decimal(value.text)
    if number is None:
        words = f'"{value.text}" is not a number. Write it like 5000 or 0.5.'
        reading.notes.note(value.line, words)
    return f"{number or 0:f}"


def _a_kind(field: Field) -> str:
    if not field.label:
        return f"`{field.key}`"
    article = "an" if field.kind[0] in "aeiou" else "a"
    return f"`{field.key}`, {article} {field.kind}"
