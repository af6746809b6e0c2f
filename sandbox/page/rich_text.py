"""Slack's rich_text blocks as safe HTML."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from sandbox.page import mrkdwn
from sandbox.page.dates import date_words
from sandbox.page.emoji import glyph
from sandbox.page.reader import Reader

Element = dict[str, Any]
_TAGS = (
    ("code", "code"),
    ("bold", "strong"),
    ("italic", "em"),
    ("strike", "s"),
    ("underline", "u"),
)


def html(block: Element, reader: Reader) -> Markup:
    """A whole rich_text block, its sections one below the other."""
    return Markup("").join(_part(part, reader) for part in block.get("elements", []))


def _part(part: Element, reader: Reader) -> Markup:
    inside = _leaves(part, reader)
    match part.get("type"):
        case "rich_text_list":
            return _list(part, reader)
        case "rich_text_preformatted":
            return Markup("<pre>{}</pre>").format(inside)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(inside)
        case _:
            return Markup('<div class="rich">{}</div>').format(inside)


def _list(part: Element, reader: Reader) -> Markup:
    tag = Markup("ol") if part.get("style") == "ordered" else Markup("ul")
    rows = Markup("").join(
        Markup("<li>{}</li>").format(_leaves(row, reader)) for row in part.get("elements", [])
    )
    indent, start = int(part.get("indent", 0)), int(part.get("offset", 0)) + 1
    return Markup('<{} class="list" data-indent="{}"{}>{}</{}>').format(
        tag, indent, Markup(' start="{}"').format(start) if tag == "ol" else "", rows, tag
    )


def _leaves(part: Element, reader: Reader) -> Markup:
    return Markup("").join(_leaf(leaf, reader) for leaf in part.get("elements", []))


def _leaf(leaf: Element, reader: Reader) -> Markup:
    draw = _LEAVES.get(leaf.get("type", ""))
    shown = draw(leaf, reader) if draw else escape(leaf.get("text", ""))
    return _styled(shown, leaf.get("style") or {})


def _styled(shown: Markup, style: dict[str, bool]) -> Markup:
    for name, tag in _TAGS:
        if style.get(name):
            shown = Markup("<{0}>{1}</{0}>").format(tag, shown)
    return shown


def _text(leaf: Element, _: Reader) -> Markup:
    return Markup("<br>").join(escape(line) for line in leaf.get("text", "").split("\n"))


def _link(leaf: Element, reader: Reader) -> Markup:
    return mrkdwn.link(leaf["url"], leaf.get("text") or leaf["url"], reader)


def _emoji(leaf: Element, _: Reader) -> Markup:
    return escape(glyph(leaf["name"]))


def _date(leaf: Element, reader: Reader) -> Markup:
    at = reader.local(float(leaf["timestamp"]))
    words = date_words(leaf.get("format", ""), at, now=reader.local_now)
    return escape(words or leaf.get("fallback", ""))


def _color(leaf: Element, _: Reader) -> Markup:
    return Markup("<code>{}</code>").format(leaf.get("value", ""))


_LEAVES: dict[str, Callable[[Element, Reader], Markup]] = {
    "text": _text,
    "link": _link,
    "emoji": _emoji,
    "user": lambda leaf, reader: mrkdwn.mention(leaf["user_id"], reader),
    "usergroup": lambda leaf, reader: mrkdwn.group(leaf["usergroup_id"], reader),
    "channel": lambda leaf, reader: mrkdwn.channel(leaf["channel_id"], reader),
    "broadcast": lambda leaf, _: mrkdwn.broadcast(leaf["range"]),
    "date": _date,
    "color": _color,
}
