"""Turning words and values into mrkdwn, safely."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from itertools import accumulate

_CONTROL_AND_BIDI = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_MENTION = re.compile("<@([UW][A-Z0-9]+)>")


def fitted(words: str, limit: int) -> str:
    """A person's own words, safe to post: no stray mentions, and `limit` holds once escaped."""
    safe = escape(typed(words), quote=False)
    if len(safe) <= limit:
        return safe
    return _cut([escape(c, quote=False) for c in typed(words)], limit)


def typed(words: str) -> str:
    """What a person typed, without characters that no database or reader can use."""
    return _CONTROL_AND_BIDI.sub("", words.replace("\r\n", "\n"))


def quoted(words: str, limit: int) -> str:
    """A person's words as a quotation, each line marked; `limit` holds with the marks."""
    marked = ["\n> " if c == "\n" else escape(c, quote=False) for c in typed(words).strip("\n")]
    return _cut(["> ", *marked], limit) if marked else ""


def plain(status: str) -> str:
    return status.replace("_", " ")


def by_name(words: str, names: Mapping[str, str]) -> str:
    """The words with people's names where Slack draws no mentions, as beside a form's field."""
    return _MENTION.sub(lambda found: names.get(found[1], "somebody else"), words)


def mentions(people: Sequence[str], *, joined: str = " and ") -> str:
    """People's names as Slack draws them: "@a, @b and @c"."""
    drawn = [f"<@{person}>" for person in people]
    return joined.join([", ".join(drawn[:-1]), drawn[-1]] if drawn[1:] else drawn)


def day(value: date) -> str:
    """A date that means the same wherever it is read."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """A moment that each reader sees in their own zone."""
    fallback = f"{value:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(value.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def link(url: str | None, label: str) -> str:
    return f"<{url}|{label}>" if url else label


def _cut(pieces: Sequence[str], limit: int) -> str:
    """As many pieces as fit, whole."""
    ends = list(accumulate(len(piece) for piece in pieces))
    if not ends or ends[-1] <= limit:
        return "".join(pieces)
    return "".join(p for p, end in zip(pieces, ends, strict=True) if end < limit) + "…"
