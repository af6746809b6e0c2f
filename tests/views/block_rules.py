"""Slack's limits on messages and forms, written from its contract and from nothing of ours.

Each function yields what is wrong, with the path to it. What is not written down here counts as
wrong: a new kind of block needs its limits first.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TOKEN = re.compile("<([^>]*)>")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

MESSAGE_BLOCKS, MESSAGE_TEXT, MESSAGE_CHARACTERS = 50, 4000, 13_200
VIEW_BLOCKS, VIEW_BYTES = 100, 250_000

Found = Iterator[str]


def message_problems(text: str, blocks: Any = ()) -> list[str]:
    """What Slack would not take of a message."""
    return [*_message(text, list(blocks))]


def modal_problems(view: Any) -> list[str]:
    """What Slack would not take of a form."""
    return [*_modal(view)]


def home_problems(view: Any) -> list[str]:
    """What Slack would not take of a Home tab."""
    return [*_home(view)]


def tokens(payload: Any) -> set[str]:
    """What Slack would draw as a mention, a link or a date, wherever it reads mrkdwn."""
    if isinstance(payload, str):
        return set(TOKEN.findall(payload))
    if isinstance(payload, dict):
        if payload.get("type") == "mrkdwn":
            return tokens(payload["text"])
        payload = [v for v in payload.values() if isinstance(v, dict | list | tuple)]
    return {t for value in payload for t in tokens(value)}


def _message(text: str, blocks: list[Any]) -> Found:
    if not 1 <= len(text) <= MESSAGE_TEXT:
        yield f"text has {len(text)} characters"
    if len(blocks) > MESSAGE_BLOCKS:
        yield f"{len(blocks)} blocks"
    if (total := sum(map(_characters, blocks))) > MESSAGE_CHARACTERS:
        yield f"{total} characters in all blocks"
    yield from _sendable([text, *blocks])
    yield from _blocks(blocks)


def _modal(view: Any) -> Found:
    is_sent = any(block["type"] == "input" for block in view["blocks"])
    for name in ("title", "close", *(["submit"] if is_sent or "submit" in view else [])):
        yield from _text(view.get(name), name, limit=24, kinds=("plain_text",))
    yield from _length(view.get("private_metadata", ""), "private_metadata", 0, 3000)
    yield from _length(view.get("callback_id", "-"), "callback_id", 1, 255)
    if not 1 <= len(view["blocks"]) <= VIEW_BLOCKS:
        yield f"{len(view['blocks'])} blocks"
    if len(json.dumps(view)) > VIEW_BYTES:
        yield "view_too_large"
    yield from _sendable(view)
    yield from _blocks(view["blocks"])


def _home(view: Any) -> Found:
    if strange := set(view) - {"type", "blocks", "private_metadata", "callback_id", "external_id"}:
        yield f"no Home tab has {sorted(strange)}"
    yield from _length(view["private_metadata"], "private_metadata", 0, 3000)
    if not 1 <= len(view["blocks"]) <= VIEW_BLOCKS:
        yield f"{len(view['blocks'])} blocks"
    if len(json.dumps(view)) > VIEW_BYTES:
        yield "view_too_large"
    yield from _sendable(view)
    yield from _blocks(view["blocks"])


def _blocks(blocks: list[Any]) -> Found:
    named = [b["block_id"] for b in blocks if "block_id" in b]
    if len(named) != len(set(named)):
        yield "a block_id twice"
    for at, block in enumerate(blocks):
        check = BLOCKS.get(block["type"])
        path = f"/{at}/{block['type']}"
        yield from check(block, path) if check else [f"{path} is not written down here"]


def _section(block: Any, path: str) -> Found:
    if not block.get("text") and not block.get("fields"):
        yield f"{path} is empty"
    if "text" in block:
        yield from _text(block["text"], path, limit=3000)
    if len(block.get("fields", ())) > 10:
        yield f"{path} has too many fields"
    for field in block.get("fields", ()):
        yield from _text(field, f"{path}/fields", limit=2000)
    if "accessory" in block:
        yield from _element(block["accessory"], f"{path}/accessory")


def _header(block: Any, path: str) -> Found:
    yield from _text(block.get("text"), path, limit=150, kinds=("plain_text",))


def _divider(_block: Any, _path: str) -> Found:
    yield from ()


def _context(block: Any, path: str) -> Found:
    if not 1 <= len(block["elements"]) <= 10:
        yield f"{path} has {len(block['elements'])} elements"
    for element in block["elements"]:
        yield from _text(element, path, limit=3000)


def _actions(block: Any, path: str) -> Found:
    elements = block["elements"]
    if not 1 <= len(elements) <= 25:
        yield f"{path} has {len(elements)} elements"
    if len({e["action_id"] for e in elements}) != len(elements):
        yield f"{path} has an action_id twice"
    for element in elements:
        yield from _element(element, path)


def _input(block: Any, path: str) -> Found:
    yield from _text(block.get("label"), f"{path}/label", limit=2000, kinds=("plain_text",))
    if "hint" in block:
        yield from _text(block["hint"], f"{path}/hint", limit=2000, kinds=("plain_text",))
    yield from _length(block.get("block_id", "-"), f"{path}/block_id", 1, 255)
    yield from _element(block["element"], path)


def _element(element: Any, path: str) -> Found:
    path = f"{path}/{element['type']}"
    yield from _length(element["action_id"], f"{path}/action_id", 1, 255)
    if "placeholder" in element:
        yield from _text(element["placeholder"], path, limit=150, kinds=("plain_text",))
    check = ELEMENTS.get(element["type"])
    yield from check(element, path) if check else [f"{path} is not written down here"]


def _button(button: Any, path: str) -> Found:
    yield from _text(button.get("text"), path, limit=75, kinds=("plain_text",))
    yield from _length(button.get("value", ""), f"{path}/value", 0, 2000)
    if button.get("style") not in (None, "primary", "danger"):
        yield f"{path} has an unknown style"
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    for name, limit in limits.items() if "confirm" in button else ():
        yield from _text(button["confirm"].get(name), f"{path}/confirm/{name}", limit=limit)


def _plain_text_input(element: Any, path: str) -> Found:
    most = element.get("max_length", 3000)
    if not 1 <= most <= 3000:
        yield f"{path} may not be {most} long"
    if len(element.get("initial_value", "")) > most:
        yield f"{path} starts with more than it may hold"


def _static_select(element: Any, path: str) -> Found:
    options = element["options"]
    if not 1 <= len(options) <= 100:
        yield f"{path} has {len(options)} options"
    for option in options:
        yield from _text(option["text"], f"{path}/option", limit=75, kinds=("plain_text",))
        yield from _length(option["value"], f"{path}/value", 1, 150)
    if "initial_option" in element and element["initial_option"] not in options:
        yield f"{path} starts with what is no option"


def _several(element: Any, path: str, *, limit: int) -> Found:
    """Several options, of which some may be chosen at first: never none of them."""
    options, first = element["options"], element.get("initial_options")
    if not 1 <= len(options) <= limit:
        yield f"{path} has {len(options)} options"
    for option in options:
        yield from _text(option["text"], f"{path}/option", limit=75)
        yield from _length(option["value"], f"{path}/value", 1, 150)
        if "description" in option:
            yield from _text(option["description"], f"{path}/description", limit=75)
    if first is not None and (not first or any(each not in options for each in first)):
        yield f"{path} starts with what is no option"


def _radio_buttons(element: Any, path: str) -> Found:
    yield from _static_select(element, path)
    if len(element["options"]) > 10:
        yield f"{path} has {len(element['options'])} options"


def _checkboxes(element: Any, path: str) -> Found:
    yield from _several(element, path, limit=10)


def _multi_static_select(element: Any, path: str) -> Found:
    yield from _several(element, path, limit=100)


def _overflow(element: Any, path: str) -> Found:
    yield from _several(element, path, limit=5)


def _datepicker(element: Any, path: str) -> Found:
    if "initial_date" in element and not DAY.fullmatch(element["initial_date"]):
        yield f"{path} starts with no date"


def _timepicker(element: Any, path: str) -> Found:
    if "initial_time" in element and not TIME.fullmatch(element["initial_time"]):
        yield f"{path} starts with no time"


def _picker(_element: Any, _path: str) -> Found:
    yield from ()


def _text(text: Any, path: str, *, limit: int, kinds: Any = ("mrkdwn", "plain_text")) -> Found:
    if not text or text.get("type") not in kinds:
        yield f"{path} needs a text of {kinds}"
        return
    if text["type"] == "mrkdwn" and "emoji" in text:
        yield f"{path} has emoji in mrkdwn"
    yield from _length(text["text"], path, 1, limit)


def _length(words: str, path: str, least: int, most: int) -> Found:
    if not least <= len(words) <= most:
        yield f"{path} has {len(words)} characters, not {least} to {most}"


def _characters(node: Any) -> int:
    if isinstance(node, dict):
        own = len(node["text"]) if isinstance(node.get("text"), str) else 0
        return own + sum(map(_characters, node.values()))
    return sum(map(_characters, node)) if isinstance(node, list | tuple) else 0


def _sendable(node: Any) -> Found:
    found = UNSENDABLE.search(json.dumps(node, ensure_ascii=False).replace("\\n", "\n"))
    escaped = re.search(r"\\u00[01][0-9a-f]", json.dumps(node, ensure_ascii=False))
    if found or escaped:
        yield "a character that nobody can use"


BLOCKS = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
}
ELEMENTS = {
    "button": _button,
    "plain_text_input": _plain_text_input,
    "static_select": _static_select,
    "multi_static_select": _multi_static_select,
    "checkboxes": _checkboxes,
    "radio_buttons": _radio_buttons,
    "overflow": _overflow,
    "datepicker": _datepicker,
    "timepicker": _timepicker,
    "users_select": _picker,
    "multi_users_select": _picker,
    "conversations_select": _picker,
}
