"""The inputs of a form for what a type asks, each kind of field as Slack shows it."""

from collections.abc import Callable, Collection, Sequence

from domain.answers import text_limit
from domain.catalogue import RequestType
from domain.draft import Draft, named, shown_fields, typed_for
from domain.form import LONG_TEXT_LIMIT, RATINGS, Field, FieldKind
from views.blocks import Block, option

NUMBER_LIMIT, MOST_SPREAD = 60, 10
FILE_HINT = "Paste the file's link, or attach the file in the ticket's thread afterwards."
RATING = {"1": "1, lowest", "5": "5, highest"}


def inputs(
    kind: RequestType,
    draft: Draft,
    *,
    watched: Collection[str] = (),
    spread: Collection[str] = (),
) -> list[tuple[str, Block]]:
    """Name and input of every field that is shown, filled with what was typed.

    What is chosen in those `watched` is told at once; in those `spread`, one tap chooses.
    """
    typed, found = typed_for(draft, kind), []
    for field in shown_fields(draft, kind):
        is_spread = field.key in spread and len(field.choices) <= MOST_SPREAD
        given = [each for each in typed.get(field.key, ()) if each]
        element = (SPREAD if is_spread else ELEMENTS)[field.kind](field, given)
        found.append((named(kind, field.key), _input(field, element, field.key in watched)))
    return found


def _input(field: Field, element: Block, is_watched: bool) -> Block:
    block: Block = {
        "type": "input",
        "label": {"type": "plain_text", "text": _label(field), "emoji": True},
        "element": element,
        "optional": not field.is_required,
    }
    if hint := _hint(field):
        block["hint"] = {"type": "plain_text", "text": hint, "emoji": True}
    if is_watched:
        block["dispatch_action"] = True
    return block


def _label(field: Field) -> str:
    return f"{field.label} ({field.currency})" if field.kind is FieldKind.MONEY else field.label


def _hint(field: Field) -> str:
    ready = FILE_HINT if field.kind is FieldKind.FILE else ""
    return " ".join(part for part in (field.help, ready) if part)


def _text(field: Field, given: Sequence[str]) -> Block:
    is_long = field.kind is FieldKind.LONG_TEXT
    return _typed(given, limit=text_limit(field), is_multiline=is_long)


def _number(field: Field, given: Sequence[str]) -> Block:
    return _typed(given, limit=NUMBER_LIMIT)


def _link(field: Field, given: Sequence[str]) -> Block:
    is_many = field.kind is FieldKind.FILE
    shown = "https://"
    return _typed(given, limit=LONG_TEXT_LIMIT, is_multiline=is_many) | {
        "placeholder": {"type": "plain_text", "text": shown}
    }


def _typed(given: Sequence[str], *, limit: int, is_multiline: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": limit, "multiline": is_multiline}
    words = "\n".join(given)[:limit]
    return element | ({"initial_value": words} if words else {})


def _date(field: Field, given: Sequence[str]) -> Block:
    return {"type": "datepicker"} | ({"initial_date": given[0]} if given else {})


def _choice(field: Field, given: Sequence[str]) -> Block:
    options = [option(choice.name, choice.key) for choice in field.choices]
    return _select("static_select", options, given)


def _choices(field: Field, given: Sequence[str]) -> Block:
    options = [option(choice.name, choice.key) for choice in field.choices]
    chosen = [each for each in options if each["value"] in given]
    element: Block = {"type": "multi_static_select", "options": options}
    return element | ({"initial_options": chosen} if chosen else {}) | _at_most(field)


def _spread(kind: str) -> Callable[[Field, Sequence[str]], Block]:
    """All choices, open to see: Slack shows ten of them at most."""

    def drawn(field: Field, given: Sequence[str]) -> Block:
        options = [option(choice.name, choice.key) for choice in field.choices]
        chosen = [each for each in options if each["value"] in given]
        is_many = kind == "checkboxes"
        initial = {"initial_options": chosen} if is_many else {"initial_option": [*chosen, {}][0]}
        return {"type": kind, "options": options} | (initial if chosen else {})

    return drawn


def _rating(field: Field, given: Sequence[str]) -> Block:
    return _select("static_select", [option(RATING.get(r, r), r) for r in RATINGS], given)


def _select(kind: str, options: list[Block], given: Sequence[str]) -> Block:
    chosen = [each for each in options if each["value"] in given]
    element: Block = {"type": kind, "options": options}
    return element | ({"initial_option": chosen[0]} if chosen else {})


def _checkbox(field: Field, given: Sequence[str]) -> Block:
    yes = option("Yes", "yes")
    element: Block = {"type": "checkboxes", "options": [yes]}
    return element | ({"initial_options": [yes]} if given else {})


def _people(field: Field, given: Sequence[str]) -> Block:
    element: Block = {"type": "multi_users_select"}
    return element | ({"initial_users": list(given)} if given else {}) | _at_most(field)


def _channel(field: Field, given: Sequence[str]) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversation": given[0]} if given else {})


def _at_most(field: Field) -> Block:
    return {"max_selected_items": int(field.most)} if field.most else {}


ELEMENTS: dict[FieldKind, Callable[[Field, Sequence[str]], Block]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.PEOPLE: _people,
    FieldKind.CHANNEL: _channel,
    FieldKind.LINK: _link,
    FieldKind.FILE: _link,
    FieldKind.CHECKBOX: _checkbox,
    FieldKind.RATING: _rating,
}
SPREAD = ELEMENTS | {
    FieldKind.CHOICE: _spread("radio_buttons"),
    FieldKind.CHOICES: _spread("checkboxes"),
}
