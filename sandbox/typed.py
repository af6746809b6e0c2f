"""Turns what a person types into the tokens that Slack puts into events (contract 4)."""

import re

from sandbox.model import Workspace

TOKEN = re.compile(
    r"<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|!(?:here|channel|everyone)|!subteam\^[A-Z0-9]+)>"
)
LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)]")
MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9._-]*)")
CHANNEL = re.compile(r"(?<![\w#&])#([a-z0-9][a-z0-9_-]*)")
BROADCASTS = ("here", "channel", "everyone")


def as_sent(workspace: Workspace, text: str) -> str:
    """A typed message in Slack's form: escaped, with links and mentions as tokens."""
    parts, at = [], 0
    for found in TOKEN.finditer(text):
        parts += [_tokens(workspace, _escaped(text[at : found.start()])), found.group()]
        at = found.end()
    return "".join([*parts, _tokens(workspace, _escaped(text[at:]))])


def as_command_text(workspace: Workspace, text: str) -> str:
    """The words after a command whose manifest entry says `should_escape` (contract 6.7)."""

    def person(found: re.Match[str]) -> str:
        name = found.group(1).rstrip(".-")
        user = _person(workspace, name)
        return f"<@{user}|{name}>{found.group(1)[len(name) :]}" if user else found.group()

    def channel(found: re.Match[str]) -> str:
        known = _channel(workspace, found.group(1))
        return f"<#{known}|{found.group(1)}>" if known else found.group()

    return CHANNEL.sub(channel, MENTION.sub(person, text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tokens(workspace: Workspace, text: str) -> str:
    linked = LINK.sub(lambda found: f"<{found.group()}>", text)
    pieces = re.split(r"(<[^>]*>)", linked)
    return "".join(
        piece if piece.startswith("<") else _mentions(workspace, piece) for piece in pieces
    )


def _mentions(workspace: Workspace, text: str) -> str:
    def person(found: re.Match[str]) -> str:
        name = found.group(1).rstrip(".-")
        rest = found.group(1)[len(name) :]
        if name in BROADCASTS:
            return f"<!{name}>{rest}"
        if user := _person(workspace, name):
            return f"<@{user}>{rest}"
        group = _group(workspace, name)
        return f"<!subteam^{group}>{rest}" if group else found.group()

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
