"""The privacy gate as the file says it; one line of it is enough."""

from bot.catalogue.conditions import read_set
from bot.catalogue.fields import read_fields
from bot.catalogue.reading import Reading
from bot.catalogue.routes import Asks, never_of_any
from bot.catalogue.sections import Section
from bot.catalogue.spans import read_time
from domain.catalogue import PrivacyGate
from domain.condition import Condition
from domain.form import Field
from domain.privacy_questions import QUESTIONS, WHEN

KEYS = ("data_protection", "when", "within", "questions")
LIKELY = {"ask": "data_protection", "who": "data_protection", "dpo": "data_protection"}
LIKELY |= {"fields": "questions", "if": "when"}


def read_questions(root: Section, reading: Reading) -> tuple[Field, ...]:
    """Ours, where the file asks none of its own."""
    gate = root.section("privacy") if "privacy" in root else None
    if gate is not None and "questions" in gate:
        return read_fields(gate, reading, key="questions")
    return QUESTIONS


def read_gate(
    root: Section, reading: Reading, asks: Asks, *, questions: tuple[Field, ...], is_asked: bool
) -> PrivacyGate:
    """`is_asked` says whether any type asks the questions."""
    gate = root.section("privacy").only(*KEYS, instead=LIKELY)
    when = _sets(gate, reading, asks) if "when" in gate else WHEN
    if gate.is_readable and "when" not in gate:
        _note_usual(gate, reading, is_asked=is_asked)
    return PrivacyGate(
        fields=questions,
        data_protection=reading.members(gate, "data_protection"),
        when=when,
        within=read_time(gate, "within", reading),
    )


def _sets(gate: Section, reading: Reading, asks: Asks) -> tuple[tuple[Condition, ...], ...]:
    """Any of them is enough; in each, all must hold."""
    found = []
    for section in gate.items("when", noun="condition"):
        before = len(reading.notes.problems)
        conditions = read_set(section, reading, asks.subjects)
        never = never_of_any(conditions, asks)
        words = "There is no condition here. Name at least one." if not conditions else None
        words = f"This can never be so: {never}" if never else words
        reading.notes.note_whole(section.line, words, since=before)
        found.append(conditions)
    return tuple(found)


def _note_usual(gate: Section, reading: Reading, *, is_asked: bool) -> None:
    if "questions" in gate:
        words = "With questions of your own, say `when` data protection is asked."
        reading.notes.note(gate.line_of("questions"), words)
    elif not is_asked:
        words = (
            "No type asks about data, so nobody would ever be asked. "
            "Add `asks_about_data: true` to a type."
        )
        reading.notes.note(gate.line, words)
