"""Where an element stands while its rules are tried, and how a case of such a test is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.blockkit.check import check_message, check_view
from sandbox.rules import Refused

Json = dict[str, Any]
Complaint = tuple[str, str]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


@dataclass(frozen=True)
class Place:
    """A block on a surface, and the pointer of the thing that is tried inside it."""

    surface: str
    block: Callable[[Any], Json]
    pointer: str


def _input(element: Json) -> Json:
    return {"type": "input", "block_id": "field", "label": plain("Label"), "element": element}


def _actions(element: Json) -> Json:
    return {"type": "actions", "elements": [element]}


def _context(element: Json) -> Json:
    return {"type": "context", "elements": [element]}


def _accessory(element: Json) -> Json:
    return {"type": "section", "text": plain("Text"), "accessory": element}


def _rich_text(part: Json) -> Json:
    return {"type": "rich_text", "elements": [part]}


def _leaf(leaf: Json) -> Json:
    return _rich_text({"type": "rich_text_section", "elements": [leaf]})


INPUT = Place("modal", _input, "/view/blocks/0/element")
HOME_INPUT = Place("home", _input, "/view/blocks/0/element")
MESSAGE_INPUT = Place("message", _input, "/blocks/0/element")
ACTIONS = Place("message", _actions, "/blocks/0/elements/0")
HOME_ACTIONS = Place("home", _actions, "/view/blocks/0/elements/0")
MODAL_ACTIONS = Place("modal", _actions, "/view/blocks/0/elements/0")
ACCESSORY = Place("message", _accessory, "/blocks/0/accessory")
CONTEXT = Place("message", _context, "/blocks/0/elements/0")
RICH_TEXT = Place("message", _rich_text, "/blocks/0/elements/0")
LEAF = Place("message", _leaf, "/blocks/0/elements/0/elements/0")


def refusal(place: Place, value: Any) -> tuple[str, list[str]]:
    """Slack's error and its complaints about `value` standing there; "" when it is taken."""
    blocks = [place.block(value)]
    return of_message(blocks) if place.surface == "message" else of_view(view(place, blocks))


def view(place: Place, blocks: list[Json]) -> Json:
    if place.surface == "home":
        return {"type": "home", "blocks": blocks}
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": blocks}


def of_message(blocks: Any) -> tuple[str, list[str]]:
    try:
        check_message(blocks)
    except Refused as refused:
        return refused.error, refused.extra["errors"]
    return "", []


def of_view(given: Any, *, kinds: tuple[str, ...] = ("modal", "home")) -> tuple[str, list[str]]:
    try:
        check_view(given, kinds=kinds)
    except Refused as refused:
        return refused.error, [each.removeprefix("[ERROR] ") for each in refused.details]
    return "", []


def case(rule: str, place: Place, good: Any, bad: Any, *complaints: Complaint) -> Any:
    """`good` is taken; `bad` breaks this rule and no other, and is told with these complaints."""
    error = "invalid_blocks" if place.surface == "message" else "invalid_arguments"
    told = [f"{words} [json-pointer:{place.pointer}{at}]" for words, at in complaints]
    return pytest.param(
        place, good, bad, (error, told), marks=pytest.mark.rule(rule), id=f"{rule}-{place.surface}"
    )


def text_cases(
    rule: str, place: Place, around: Callable[[Any], Json], *, at: str, longest: int
) -> list[Any]:
    """The five rules of a plain text object that stands at `at` in what `around` makes."""
    failed = ("failed to match all allowed schemas", at)
    good = around(plain("x" * longest))

    def one(name: str, text: Any, words: str, inside: str = "") -> Any:
        return case(f"{rule}.{name}", place, good, around(text), failed, (words, at + inside))

    too_long = plain("x" * (longest + 1))
    mrkdwn = {"type": "mrkdwn", "text": "x"}
    return [
        one("max", too_long, f"must be less than {longest + 1} characters", "/text"),
        one("min", plain(""), "must be more than 0 characters", "/text"),
        one("kind", mrkdwn, "must be a valid enum value: ('plain_text',)", "/type"),
        one("keys", plain("x") | {"verbatim": True}, "invalid additional property: verbatim"),
        one("type", "x", "must provide an object"),
    ]
