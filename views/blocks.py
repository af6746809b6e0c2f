"""The few blocks that our messages and forms are made of, as Slack wants them."""

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]

SECTION_LIMIT = 3000
WINDOW_BLOCKS = 100


def section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": t} for t in texts]}


def context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text[:150])}


def divider() -> Block:
    return {"type": "divider"}


def actions(*buttons: Block) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def button(text: str, *, action_id: str, value: str, style: str | None = None) -> Block:
    found = {"type": "button", "text": plain_text(text), "action_id": action_id, "value": value}
    return found | ({"style": style} if style else {})


def confirmed(button: Block, *, title: str, text: str, yes: str) -> Block:
    """The button, asking once more before it acts."""
    confirm = {
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(yes),
        "deny": plain_text("Keep it"),
    }
    return button | {"confirm": confirm}


def plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain_text(text[:75]), "value": value}


def text_input(
    name: str,
    label: str,
    *,
    limit: int,
    initial: str = "",
    hint: str = "",
    multiline: bool = False,
    optional: bool = False,
) -> Block:
    """A text field; its block and action have the same name."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": limit,
        "multiline": multiline,
    }
    if initial:
        element["initial_value"] = initial[:limit]
    return labelled(name, label, element, hint=hint, optional=optional)


def select(
    name: str,
    label: str,
    options: Sequence[Block],
    *,
    initial: str | None = None,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A choice of one; `initial` is an option's value."""
    element: Block = {
        "type": "static_select",
        "action_id": name,
        "options": list(options)[:100],
    }
    chosen = next((o for o in element["options"] if o["value"] == initial), None)
    if chosen:
        element["initial_option"] = chosen
    return labelled(name, label, element, hint=hint, optional=optional)


def labelled(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    """Any input element under its label."""
    block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return block | ({"hint": plain_text(hint)} if hint else {})


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str,
    carried: str = "",
) -> Block:
    """A form; `carried` comes back with it unseen."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title),
        "submit": plain_text(submit),
        "close": plain_text("Cancel"),
        "blocks": list(blocks),
        "private_metadata": carried,
    }


def window(title: str, blocks: Sequence[Block]) -> Block:
    """Something to read: there is nothing to send."""
    return {
        "type": "modal",
        "title": plain_text(title),
        "close": plain_text("Close"),
        "blocks": list(blocks)[:WINDOW_BLOCKS],
    }
