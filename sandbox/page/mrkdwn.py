"""Slack's mrkdwn as safe HTML: whatever the text holds, no markup of its own gets through."""

import re
from html import unescape
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from sandbox.page.dates import date_words
from sandbox.page.emoji import with_emoji
from sandbox.page.reader import Reader

_KEPT = re.compile(r"```\n?(?P<pre>.+?)```|`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>", re.S)
_PLACE = re.compile("\ue000(\\d+)\ue001")
_ENTITIES = re.compile("&(?:amp|lt|gt);")
_URL = re.compile(r"https?://[^\s<>&*~`\"']*(?:&amp;[^\s<>&*~`\"']*)*[^\s<>&*~`\"'.,;:!?)]")
_STYLES = [
    (re.compile(rf"(?<![\w{m}]){m}(?=[^\s{m}])([^\n]*?[^\s{m}]){m}(?![\w{m}])"), tag)
    for m, tag in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
]
_QUOTED = "&gt;"
_BROADCASTS = {"here", "channel", "everyone"}
SCHEMES = {"http", "https", "mailto", "tel"}


def html(text: str, reader: Reader, *, verbatim: bool = False) -> Markup:
    """The text as people see it. `verbatim` leaves bare addresses unlinked."""
    kept: list[Markup] = []
    plain = _KEPT.sub(lambda m: _set_aside(m, kept, reader), text.translate(_NO_PLACES))
    safe = str(escape(unescaped(plain)))
    if not verbatim:
        safe = _URL.sub(lambda m: _set_link_aside(m[0], kept, reader), safe)
    styled = _lines(_styled(with_emoji(safe)))
    return Markup(_PLACE.sub(lambda m: kept[int(m[1])], styled))


def unescaped(text: str) -> str:
    """The three entities Slack knows, decoded once."""
    return _ENTITIES.sub(lambda m: unescape(m[0]), text)


def plain(text: str) -> Markup:
    """A plain_text value: nothing but emoji and line ends mean anything."""
    return Markup("<br>").join(escape(line) for line in with_emoji(text).split("\n"))


def link(url: str, label: str | Markup, reader: Reader) -> Markup:
    """A link that opens elsewhere, or within the page where it is a permalink of ours."""
    if urlsplit(url).scheme not in SCHEMES:
        return escape(label)
    if inside := reader.follow(url):
        return Markup('<a class="link" data-nav href="{}">{}</a>').format(inside, label)
    return Markup('<a class="link" href="{}" target="_blank" rel="noreferrer">{}</a>').format(
        url, label
    )


def mention(person: str, reader: Reader) -> Markup:
    mine = " mine" if person == reader.id else ""
    name = reader.names.get(person, person)
    return Markup('<span class="mention{}">@{}</span>').format(mine, name)


def channel(channel_id: str, reader: Reader, label: str = "") -> Markup:
    name = reader.names.get(channel_id, label)
    if not name:
        return Markup('<span class="mention">#private</span>')
    place = reader.page(channel=channel_id)
    return Markup('<a class="mention" data-nav href="{}">#{}</a>').format(place, name)


def group(group_id: str, reader: Reader, label: str = "") -> Markup:
    mine = " mine" if group_id in reader.groups else ""
    name = reader.names.get(group_id, label.lstrip("@") or group_id)
    return Markup('<span class="mention{}">@{}</span>').format(mine, name)


def broadcast(word: str) -> Markup:
    return Markup('<span class="mention mine">@{}</span>').format(word)


_NO_PLACES = dict.fromkeys((0xE000, 0xE001))


def _set_aside(match: re.Match[str], kept: list[Markup], reader: Reader) -> str:
    if match["pre"] is not None:
        kept.append(Markup("<pre>{}</pre>").format(unescaped(match["pre"])))
    elif match["code"] is not None:
        kept.append(Markup("<code>{}</code>").format(unescaped(match["code"])))
    else:
        kept.append(_token(match["token"], reader))
    return f"\ue000{len(kept) - 1}\ue001"


def _set_link_aside(escaped_url: str, kept: list[Markup], reader: Reader) -> str:
    url = unescape(escaped_url)
    kept.append(link(url, url, reader))
    return f"\ue000{len(kept) - 1}\ue001"


def _token(token: str, reader: Reader) -> Markup:
    target, _, label = token.partition("|")
    if target.startswith(("@U", "@W")):
        return mention(target[1:], reader)
    if target.startswith("#"):
        return channel(target[1:], reader, label)
    if target.startswith("!"):
        return _special(target[1:], label, reader)
    url = unescaped(target)
    words = with_emoji(unescaped(label)) if label else url.removeprefix("mailto:")
    return link(url, words, reader)


def _special(command: str, label: str, reader: Reader) -> Markup:
    kind, _, rest = command.partition("^")
    if kind == "subteam":
        return group(rest, reader, label)
    if kind == "date":
        return _date(rest, label, reader)
    if kind in _BROADCASTS:
        return broadcast(kind)
    return escape(unescaped(label) or f"<!{command}>")


def _date(rest: str, fallback: str, reader: Reader) -> Markup:
    seconds, _, template = rest.partition("^")
    template, _, url = template.partition("^")
    if not seconds.isdigit():
        return escape(unescaped(fallback))
    at = reader.local(int(seconds))
    words = date_words(unescaped(template), at, now=reader.local_now)
    shown = Markup('<time datetime="{}" title="{}">{}</time>').format(
        at.isoformat(), f"{at:%A, %d %B %Y, %H:%M} {at.tzname()}", words or unescaped(fallback)
    )
    return link(unescaped(url), shown, reader) if url else shown


def _styled(text: str) -> str:
    for pattern, tag in _STYLES:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def _lines(text: str) -> str:
    """Line ends become breaks, and lines that start with `>` one quotation."""
    rows: list[str] = []
    quoting = False
    for line in text.split("\n"):
        is_quote = line.startswith(_QUOTED)
        if is_quote and not quoting:
            rows.append("<blockquote>")
        if quoting and not is_quote:
            rows.append("</blockquote>")
        elif rows and rows[-1] != "<blockquote>":
            rows.append("<br>")
        rows.append(line.removeprefix(_QUOTED).removeprefix(" ") if is_quote else line)
        quoting = is_quote
    return "".join(rows) + ("</blockquote>" if quoting else "")
