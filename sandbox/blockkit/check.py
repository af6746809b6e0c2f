"""Checks the blocks of a message or a view and refuses them in Slack's words (contract 3.4)."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.blocks import BLOCKS
from sandbox.blockkit.settled import elements
from sandbox.blockkit.shape import Kinds, Shape
from sandbox.blockkit.spec import FLAG, Problem, Spec, String, Text, is_sound, said
from sandbox.rules import Refused, rule

Json = dict[str, Any]

TOO_MANY = {
    surface: rule(f"blocks.max.{surface}", "invalid_blocks", contract="16.2")
    for surface in ("message", "modal", "home")
}
MOST = {"message": 50, "modal": 100, "home": 100}
TWICE = rule("blocks.block_id.twice", "invalid_blocks", contract="16.2")
ACTION_TWICE = rule("blocks.action_id.twice", "invalid_blocks", contract="16.2")
FOCUS_TWICE = rule("view.focus.twice", "invalid_arguments", contract="16.2")
EMPTY = rule("view.modal.blocks.min", "invalid_arguments", contract="16.2")
ANSWERING = rule("element.response_url_enabled.place", "invalid_blocks", contract="16.2")
NEEDS_SUBMIT = rule("view.submit.needed", "invalid_arguments", contract="16.2")
ONE_TABLE = rule("blocks.table.one", "invalid_blocks", contract="16.2")
TWO_CHARTS = rule("blocks.charts.two", "invalid_blocks", contract="16.2")
MARKDOWN = rule("blocks.markdown.text", "invalid_blocks", contract="16.2")
TABLE_TEXT = rule("blocks.table.text", "invalid_blocks", contract="16.2")
TOO_LONG = rule("blocks.text.total", "msg_blocks_too_long", contract="3.2")
TOO_LARGE = rule("view.size", "view_too_large", contract="3.2")
FORMAT = rule("blocks.format", "invalid_blocks_format", contract="3.4")
VIEW_FORMAT = rule("view.format", "invalid_arguments", contract="3.4")
VIEW_KIND = rule("view.kind", "invalid_arguments", contract="3.4")

ANY_BLOCK = Kinds(BLOCKS)
ANY_BLOCK.enlist("block")

_SHARED: dict[str, Spec] = {
    "private_metadata": String(3000),
    "callback_id": String(255),
    "external_id": String(255),
}
MODAL = Shape(
    {
        "title*": Text(24, plain=True),
        "submit": Text(24, plain=True),
        "close": Text(24, plain=True),
        "clear_on_close": FLAG,
        "notify_on_close": FLAG,
        "submit_disabled": FLAG,
        **_SHARED,
    }
)
HOME = Shape(dict(_SHARED))
for _view_shape, _name in ((MODAL, "view.modal"), (HOME, "view.home")):
    _view_shape.is_told_apart = True
    _view_shape.enlist(_name, error="invalid_arguments")

VIEW_BYTES = 256_000
MESSAGE_CHARACTERS = 13_200
TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000
CHARTS = 2


def check_message(blocks: Any) -> None:
    """Raise Refused unless `blocks` may stand in a message."""
    FORMAT.refuse_if(not isinstance(blocks, list))
    _refuse("invalid_blocks", list(_blocks(blocks, "message", "/blocks")))
    length = sum(len(text) for text in _texts(blocks))
    TOO_LONG.refuse_if(length > MESSAGE_CHARACTERS)


def check_view(view: Any, *, kinds: tuple[str, ...]) -> None:
    """Raise Refused unless `view` is a view of one of these kinds."""
    VIEW_FORMAT.refuse_if(
        not isinstance(view, dict), "[ERROR] must provide an object [json-pointer:/view]"
    )
    wrong = view.get("type") not in kinds
    VIEW_KIND.refuse_if(wrong, "[ERROR] unsupported type [json-pointer:/view/type]")
    TOO_LARGE.refuse_if(len(json.dumps(view)) > VIEW_BYTES)
    _refuse("invalid_arguments", list(_view(view)))


def _view(view: Json) -> Iterator[Problem]:
    surface = str(view["type"])
    outside = {key: value for key, value in view.items() if key != "blocks"}
    yield from (MODAL if surface == "modal" else HOME).problems(outside, "/view", surface)
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        yield VIEW_FORMAT, said("missing required field: blocks", "/view")
        return
    if surface == "modal" and not blocks:
        yield EMPTY, said("no less than 1 items allowed", "/view/blocks")
    yield from _blocks(blocks, surface, "/view/blocks")
    has_input = any(each.get("type") == "input" for each in blocks if isinstance(each, dict))
    if surface == "modal" and has_input and not view.get("submit"):
        yield NEEDS_SUBMIT, said("missing required field: submit", "/view")
    if json.dumps(blocks).count('"focus_on_load": true') > 1:
        yield FOCUS_TWICE, said("focus_on_load is allowed on one element", "/view/blocks")


def _blocks(blocks: list[Any], surface: str, at: str) -> Iterator[Problem]:
    if len(blocks) > MOST[surface]:
        yield TOO_MANY[surface], said(f"no more than {MOST[surface]} items allowed", at)
    found: list[Problem] = []
    for n, block in enumerate(blocks):
        found += ANY_BLOCK.problems(block, f"{at}/{n}", surface)
    yield from found
    if is_sound(found):
        yield from _together(blocks, surface, at)


def _together(blocks: list[Json], surface: str, at: str) -> Iterator[Problem]:
    """Looked at only when each block is sound by itself."""
    yield from _unique(blocks, at)
    yield from _totals(blocks, at)
    yield from _answering(blocks, surface, at)


def _unique(blocks: list[Json], at: str) -> Iterator[Problem]:
    ids = Counter(each["block_id"] for each in blocks if each.get("block_id"))
    for name, times in ids.items():
        if times > 1:
            yield TWICE, said(f"`block_id` {name} already exists", at)
    for n, block in enumerate(blocks):
        actions = Counter(
            each["action_id"]
            for each in block.get("elements") or []
            if isinstance(each, dict) and each.get("action_id")
        )
        for name, times in actions.items():
            if times > 1:
                yield ACTION_TWICE, said(f"`action_id` {name} already exists", f"{at}/{n}")


def _totals(blocks: list[Json], at: str) -> Iterator[Problem]:
    tables = [each for each in blocks if each.get("type") == "table"]
    if len(tables) > 1:
        yield ONE_TABLE, said("only_one_table_allowed", at)
    if sum(len(text) for text in _texts(tables)) > TABLE_CHARACTERS:
        yield TABLE_TEXT, said(f"must be less than {TABLE_CHARACTERS + 1} characters", at)
    markdown = sum(len(each["text"]) for each in blocks if each.get("type") == "markdown")
    if markdown > MARKDOWN_CHARACTERS:
        yield MARKDOWN, said(f"must be less than {MARKDOWN_CHARACTERS + 1} characters", at)
    if sum(each.get("type") == "data_visualization" for each in blocks) > CHARTS:
        yield TWO_CHARTS, said("no more than 2 data_visualization blocks allowed", at)


def _answering(blocks: list[Json], surface: str, at: str) -> Iterator[Problem]:
    """Only an input block of a modal may ask for a response URL."""
    for n, block in enumerate(blocks):
        if surface == "modal" and block.get("type") == "input":
            continue
        if any(each.get("response_url_enabled") is True for each in elements(block)):
            yield ANSWERING, said("response_url_enabled is not allowed here", f"{at}/{n}")


def _texts(value: Any) -> Iterator[str]:
    """Every visible text inside."""
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "text" and isinstance(each, str):
                yield each
            yield from _texts(each)


def _refuse(error: str, found: list[Problem]) -> None:
    for each, doubt in found:
        each.refuse_if(each.is_doubtful, doubt)
    counted = [(each, words) for each, words in found if each.is_on and not each.is_doubtful]
    if not counted:
        return
    words = list(dict.fromkeys(words for _, words in counted))
    extra: Json = {"errors": words} if error == "invalid_blocks" else {}
    details = [f"[ERROR] {each}" for each in words]
    raise Refused(counted[0][0], details, {"error": error, **extra})
