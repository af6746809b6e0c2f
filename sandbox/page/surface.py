"""Where blocks stand (a message, a modal, a Home tab) and what has been entered in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from sandbox.page import mrkdwn
from sandbox.page.emoji import with_emoji
from sandbox.page.reader import Reader

Json = dict[str, Any]
State = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True)
class Choice:
    """One line of a select: what is sent and what is read.

    `kind` (public, private, im or mpim) and `is_bot` are what conversation filters look at.
    """

    value: str
    label: str
    kind: str = ""
    is_bot: bool = False


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A place that holds blocks. `target` names it for the script (channel and ts, or view)."""

    kind: str
    reader: Reader
    target: Mapping[str, str]
    state: State = field(default_factory=dict)
    trouble: frozenset[str] = frozenset()
    people: Sequence[Choice] = ()
    channels: Sequence[Choice] = ()
    conversations: Sequence[Choice] = ()

    def text(self, value: Json | str | None) -> Markup:
        """A text object (or bare words) as HTML, by its own type."""
        if not value:
            return Markup("")
        if isinstance(value, str):
            return mrkdwn.html(value, self.reader)
        if value.get("type") == "plain_text":
            return mrkdwn.plain(value.get("text", ""))
        verbatim = bool(value.get("verbatim"))
        return mrkdwn.html(value.get("text", ""), self.reader, verbatim=verbatim)

    def address(self, url: str) -> str:
        """Where a button's link leads: within the page, elsewhere, or nowhere if it is unsafe."""
        return self.reader.follow(url) or (url if urlsplit(url).scheme in mrkdwn.SCHEMES else "#")

    def chosen(self, block: Json, element: Json) -> list[str]:
        """What stands in an element now: entered, or else its initial value."""
        entries = self.state.get(str(block.get("block_id")), {})
        entry = entries.get(str(element.get("action_id")))
        return _values(entry, "selected_") if entry else _values(element, "initial_")

    def entered(self, block: Json, element: Json) -> str:
        return next(iter(self.chosen(block, element)), "")

    def moment(self, block: Json, element: Json) -> str:
        """A datetimepicker's value as the browser writes it, in the reader's zone."""
        seconds = self.entered(block, element)
        return f"{self.reader.local(int(seconds)):%Y-%m-%dT%H:%M}" if seconds else ""

    def choices(self, element: Json) -> list[tuple[str, list[Choice]]]:
        """The lines of a select by group; a select without groups has one without a name."""
        own = self._own_choices(element.get("type", ""))
        if own is not None:
            return [("", _filtered(own, element.get("filter") or {}))]
        if groups := element.get("option_groups"):
            return [(_words(group["label"]), _options(group["options"])) for group in groups]
        return [("", _options(element.get("options", [])))]

    def offered(self, block: Json, element: Json) -> list[Choice]:
        """What was chosen in a select whose options the app looks up."""
        entry = self.state.get(str(block.get("block_id")), {}).get(str(element.get("action_id")))
        prefix = "selected_" if entry else "initial_"
        holder = entry or element
        one = holder.get(f"{prefix}option")
        return _options(holder.get(f"{prefix}options") or ([one] if one else []))

    def picture(self, element: Json) -> str:
        """Where the picture of an image block or element is."""
        if url := element.get("image_url"):
            return str(url)
        named = element.get("slack_file") or {}
        found = re.search(r"-(F[A-Z0-9]+)/", named.get("url", ""))
        return self.reader.file(named.get("id") or (found[1] if found else ""))

    def _own_choices(self, kind: str) -> Sequence[Choice] | None:
        by_kind = {
            "users": self.people,
            "channels": self.channels,
            "conversations": self.conversations,
        }
        return by_kind.get(kind.removeprefix("multi_").removesuffix("_select"))


_ONE = ("option", "user", "channel", "conversation", "date", "time", "date_time")
_MANY = ("options", "users", "channels", "conversations")


def _values(holder: Json, prefix: str) -> list[str]:
    for name in _MANY:
        if found := holder.get(prefix + name):
            return [_value(one) for one in found]
    for name in _ONE:
        if found := holder.get(prefix + name):
            return [_value(found)]
    typed = holder.get("value" if prefix == "selected_" else "initial_value")
    rich = holder.get("rich_text_value") or typed
    return [_bare(rich) if isinstance(rich, dict) else str(rich)] if rich else []


def _bare(rich: Json) -> str:
    """The words of a rich text, as they were typed."""
    lines = ("".join(leaf.get("text", "") for leaf in p["elements"]) for p in rich["elements"])
    return "\n".join(lines)


def _filtered(choices: Sequence[Choice], rule: Json) -> list[Choice]:
    """The conversations that an element's filter lets through."""
    wanted = rule.get("include")
    kept = [each for each in choices if not wanted or each.kind in wanted]
    return [each for each in kept if not (rule.get("exclude_bot_users") and each.is_bot)]


def _value(found: Json | str | int) -> str:
    return str(found["value"]) if isinstance(found, dict) else str(found)


def _options(options: Sequence[Json]) -> list[Choice]:
    return [Choice(str(option.get("value", "")), _words(option["text"])) for option in options]


def _words(text: Json) -> str:
    return with_emoji(text.get("text", ""))
