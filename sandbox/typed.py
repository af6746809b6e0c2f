"""Turns what a person types into the tokens that Slack puts into events (contract 4)."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from sandbox.model import Workspace

TOKEN = re.compile(
    r"<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|!(?:here|channel|everyone)|!subteam\^[A-Z0-9]+(?:\|[^<>]*)?)>"
)
LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)]")
MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9._-]*)")
CHANNEL = re.compile(r"(?<![\w#&])#([a-z0-9][a-z0-9_-]*)")
BROADCASTS = ("here", "channel", "everyone")


def as_sent(workspace: Workspace, text: str) -> str:
    """A typed message in Slack's form: escaped, with links and mentions as tokens."""
    return _around_tokens(text, lambda words: _linked(words, partial(_mentions, workspace)))


def as_command_text(workspace: Workspace, text: str) -> str:
    """The words after a command whose manifest entry says `should_escape` (contract 6.7)."""
    return _around_tokens(text, lambda words: _linked(words, partial(_named, workspace)))


def _around_tokens(text: str, turned: Callable[[str], str]) -> str:
    parts, at = [], 0
    for found in TOKEN.finditer(text):
        parts += [turned(_escaped(text[at : found.start()])), found.group()]
        at = found.end()
    return "".join([*parts, turned(_escaped(text[at:]))])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _linked(text: str, turned: Callable[[str], str]) -> str:
    pieces = re.split(r"(<[^>]*>)", LINK.sub(lambda found: f"<{found.group()}>", text))
    return "".join(piece if piece.startswith("<") else turned(piece) for piece in pieces)


def _mentions(workspace: Workspace, text: str) -> str:
    """Names as the tokens of a message (contract 4.1)."""
    return _tokens(workspace, text, user="<@{id}>", broadcasts=BROADCASTS)


def _named(workspace: Workspace, text: str) -> str:
    """Names as the tokens of a command, which keep them (contract 6.7)."""
    return _tokens(workspace, text, user="<@{id}|{name}>", broadcasts=())


def _tokens(workspace: Workspace, text: str, *, user: str, broadcasts: Sequence[str]) -> str:
    def person(found: re.Match[str]) -> str:
        name = found.group(1).rstrip(".-")
        rest = found.group(1)[len(name) :]
        if name in broadcasts:
            return f"<!{name}>{rest}"
        if known := _person(workspace, name):
            return user.format(id=known, name=name) + rest
        group = _group(workspace, name)
        return f"<!subteam^{group}|@{name}>{rest}" if group else found.group()

    def channel(found: re.Match[str]) -> str:
        known = _channel(workspace, found.group(1))
        return f"<#{known}|{found.group(1)}>" if known else found.group()

    return CHANNEL.sub(channel, MENTION.sub(person, text))


def _person(workspace: Workspace, name: str) -> str | None:
    return next((each.id for each in workspace.people.values() if each.name == name), None)


def _group(workspace: Workspace, handle: str) -> str | None:
    return next((each.id for each in workspace.groups.values() if each.handle == handle), None)


def _channel(workspace: Workspace, name: str) -> str | None:
    return next((each.id for each in workspace.channels.values() if each.name == name), None)
