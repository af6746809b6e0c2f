"""Turning words and values into mrkdwn, safely."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from itertools import accumulate

_USELESS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Controls, halves of characters, and what hides or turns a line around; joiners are of use."""

_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_QUOTED_LINE = "\n> "
_JOINER = "\u200d"
_TOKEN = re.compile("<([^<>]*)>")
_WHOLE = re.compile(r"<[^<>]*>|&\w+;|.", re.DOTALL)
_MENTION = re.compile("<@([UW][A-Z0-9]+)>")


def fitted(words: str, limit: int) -> str:
    """A person's own words, safe to post: no stray mentions, and `limit` holds once escaped."""
    useful = typed(words)
    safe = escape(useful, quote=False)
    return safe if len(safe) <= limit else _cut(_characters(useful, limit), limit)


def typed(words: str) -> str:
    """What a person typed, without characters that no database or reader can use."""
    return _USELESS.sub("", words.replace("\r\n", "\n"))


def spoken(words: str, names: Mapping[str, str]) -> str:
    """What somebody wrote in Slack, from the form in which Slack tells of it: plain words.

    Mentions become names and links bare addresses, so that nothing in it is live any more; on
    their way out they pass through `fitted` like all others.
    """
    pieces = _TOKEN.split(words)
    read = [_named(p, names) if n % 2 else p for n, p in enumerate(pieces)]
    return typed(_unescaped("".join(read)))


def quoted(words: str, limit: int) -> str:
    """A person's words as a quotation, each line marked; `limit` holds with the marks."""
    useful = typed(words).strip("\n")
    marked = escape(useful, quote=False).replace("\n", _QUOTED_LINE)
    if len(_QUOTED_LINE) + len(marked) <= limit:
        return f"> {marked}" if marked else ""
    lines = [_QUOTED_LINE if c == "\n" else c for c in _characters(useful, limit)]
    return _cut(["> ", *lines], limit)


def shortened(mrkdwn: str, limit: int) -> str:
    """Our own mrkdwn, cut between whole mentions, links and escaped characters."""
    return _cut(_WHOLE.findall(mrkdwn), limit)


def plain(status: str) -> str:
    return status.replace("_", " ")


def by_name(words: str, names: Mapping[str, str]) -> str:
    """The words with people's names where Slack draws no mentions, as beside a form's field."""
    return _MENTION.sub(lambda found: names.get(found[1], "somebody else"), words)


def mentioned(words: str) -> list[str]:
    """The ids of the people whom these words mention."""
    return _MENTION.findall(words)


def mentions(people: Sequence[str], *, joined: str = " and ") -> str:
    """People's names as Slack draws them: "@a, @b and @c"."""
    drawn = [f"<@{person}>" for person in people]
    return joined.join([", ".join(drawn[:-1]), drawn[-1]] if drawn[1:] else drawn)


def owner(person: str | None) -> str:
    """Who answers for a ticket; of one in the queue, IT does."""
    return f"<@{person}>" if person else "IT"


def day(value: date) -> str:
    """A date that means the same wherever it is read."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """A moment that each reader sees in their own zone."""
    fallback = f"{value:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(value.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def link(url: str | None, label: str) -> str:
    return f"<{url}|{label}>" if url else label


def _named(token: str, names: Mapping[str, str]) -> str:
    """What a reader sees of a token of Slack's: a person, a channel, a group, a date, a link."""
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return f"@{names.get(target[1:]) or label or 'somebody'}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    bare = target.removeprefix("mailto:").removeprefix("tel:")
    return bare if not label or bare.endswith(label) else f"{label} ({bare})"


def _unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _characters(words: str, limit: int) -> list[str]:
    """Each character as it is escaped; as many as could fit, and one more."""
    return [_ESCAPED.get(c, c) for c in words[: limit + 1]]


def _cut(pieces: Sequence[str], limit: int) -> str:
    """As many pieces as fit, whole."""
    ends = list(accumulate(len(piece) for piece in pieces))
    if not ends or ends[-1] <= limit:
        return "".join(pieces)
    kept = "".join(p for p, end in zip(pieces, ends, strict=True) if end < limit)
    return kept.rstrip(_JOINER) + "…"
