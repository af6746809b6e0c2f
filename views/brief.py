"""What a ticket is about, in the words of whoever asked: purpose, details, answers, acceptance."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from domain.form import FieldKind, FieldValue
from domain.ticket import Brief
from views.blocks import SECTION_LIMIT, Block, section
from views.text import day, fitted, mentions, quoted, shortened, typed

PURPOSE_ROOM, DETAILS_ROOM, ANSWERS_ROOM, ACCEPTANCE_ROOM = 1300, 1500, 1800, 900
LABEL_ROOM, ANSWER_ROOM = 150, 400

CUT = "\n_Cut here: press History below to read all of it._"
WHOLE = SECTION_LIMIT - 100
PART = WHOLE - 200
TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})


def strips(brief: Brief) -> list[Block]:
    """For the card: as much of everything as fits; what is cut says where it is whole."""
    return [
        *_shortened(_quotation, brief.purpose, PURPOSE_ROOM),
        *_shortened(_details, brief.details, DETAILS_ROOM),
        *_answers(brief, ANSWERS_ROOM),
    ]


def acceptance(brief: Brief) -> list[Block]:
    """When it is done, a line each."""
    return _shortened(_checklist, brief.acceptance, ACCEPTANCE_ROOM)


def whole(brief: Brief) -> list[Block]:
    """All of it, in as many blocks as it takes."""
    texts = [
        *map(_quotation, _parts(brief.purpose)),
        *map(_details, _parts(brief.details)),
        *(text for value in brief.values for text in _whole_answer(value)),
        *map(_checklist, _parts(brief.acceptance)),
    ]
    return [section(text) for text in texts if text]


def checklist(brief: Brief) -> str:
    """The acceptance list within a message; empty where there is none."""
    text = _checklist(brief.acceptance) if brief.acceptance.strip() else ""
    return shortened(text, ACCEPTANCE_ROOM)


def _shortened(drawn: Callable[[str], str], words: str, room: int) -> list[Block]:
    if not typed(words).strip():
        return []
    text = drawn(words)
    if len(text) <= room:
        return [section(text)]
    kept = words[:room]
    while len(text := drawn(kept)) > room:
        kept = kept[: len(kept) * room // len(text)]
    return [section(f"{text}…{CUT}")]


def _quotation(words: str) -> str:
    return quoted(words, WHOLE)


def _details(words: str) -> str:
    return f"*Details*\n{fitted(words, WHOLE)}"


def _checklist(words: str) -> str:
    lines = [line.strip(" -*•\t") for line in typed(words).split("\n")]
    return "*It is done when*\n" + fitted("\n".join(f"• {x}" for x in lines if x), WHOLE)


def _answers(brief: Brief, room: int) -> list[Block]:
    """One line for each; those that do not fit are whole elsewhere, never cut in two."""
    kept: list[str] = []
    for value in brief.values:
        line = _answer(value, ANSWER_ROOM)
        room -= len(line) + 1
        if room < 0:
            return [section("\n".join(kept) + CUT)]
        kept.append(line)
    return [section("\n".join(kept))] if kept else []


def _answer(value: FieldValue, room: int) -> str:
    label = fitted(value.label, LABEL_ROOM)
    return f"*{label}*{'' if label.endswith('?') else ':'} {_read(value, room)}"


def _whole_answer(value: FieldValue) -> Iterator[str]:
    is_text = value.kind in TEXTS
    first, *rest = (_parts(", ".join(value.answers)) if is_text else []) or [""]
    yield _answer(replace(value, answers=(first,)) if first else value, WHOLE - LABEL_ROOM)
    yield from (fitted(part, WHOLE) for part in rest)


def _read(value: FieldValue, room: int) -> str:
    answers = value.answers
    match value.kind:
        case FieldKind.PEOPLE:
            people = [a for a in answers if _is_id(a, "UW")]
            return mentions(people[:20]) + (" and others" if people[20:] else "")
        case FieldKind.CHANNEL:
            return ", ".join(f"<#{a}>" for a in answers if _is_id(a, "CG"))
        case FieldKind.MONEY:
            return fitted(f"{answers[0]} {value.currency}".strip(), room)
        case FieldKind.DATE:
            return _date(answers[0], room)
    return fitted(", ".join(answers), room)


def _date(answer: str, room: int) -> str:
    try:
        return day(date.fromisoformat(answer))
    except ValueError:
        return fitted(answer, room)


def _is_id(answer: str, kinds: str) -> bool:
    """Whether Slack made it: nobody can type a mention into an answer."""
    return answer[:1] in kinds and answer.isascii() and answer.isalnum() and answer.isupper()


def _parts(words: str) -> list[str]:
    """Pieces that stay within a block however much escaping makes of them."""
    left, parts = typed(words).strip(), []
    while left:
        kept = left[:PART]
        while len(quoted(kept, 10 * PART)) > PART:
            kept = kept[: len(kept) // 2]
        parts.append(kept)
        left = left[len(kept) :].strip("\n")
    return parts
