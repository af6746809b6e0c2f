"""What a person typed as the rich_text block that Slack makes of it (contract 4.1, 7)."""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


TOKEN = re.compile(r"<([^<>]+)>")
FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
QUOTED = re.compile(r"((?:^&gt; ?.*(?:\n|$))+)", re.MULTILINE)
STYLED = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
EMOJI = re.compile(r":([a-z0-9_+-]*[a-z_+][a-z0-9_+-]*):")
STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}


def rich_text(text: str, *, block_id: str) -> list[Json]:
    """One block with everything in `text`, which is in Slack's escaped form; [] for no text."""
    elements = list(_paragraphs(text))
    return [{"type": "rich_text", "block_id": block_id, "elements": elements}] if elements else []


def _paragraphs(text: str) -> Iterator[Json]:
    for n, piece in enumerate(FENCED.split(text)):
        if n % 2:
            yield {"type": "rich_text_preformatted", "elements": [_words(piece)], "border": 0}
        else:
            yield from _quotes(piece)


def _quotes(text: str) -> Iterator[Json]:
    for n, piece in enumerate(QUOTED.split(text)):
        if n % 2:
            lines = [line.removeprefix("&gt;").removeprefix(" ") for line in piece.splitlines()]
            yield {"type": "rich_text_quote", "elements": list(_inline("\n".join(lines)))}
        elif piece:
            yield {"type": "rich_text_section", "elements": list(_inline(piece))}


def _inline(text: str) -> Iterator[Json]:
    for n, piece in enumerate(TOKEN.split(text)):
        if n % 2:
            yield _token(piece)
        else:
            yield from _styled(piece)


def _styled(text: str) -> Iterator[Json]:
    at = 0
    for found in STYLED.finditer(text):
        yield from _plain(text[at : found.start()])
        yield _words(found.group(2)) | {"style": {STYLES[found.group(1)]: True}}
        at = found.end()
    yield from _plain(text[at:])


def _plain(text: str) -> Iterator[Json]:
    for n, piece in enumerate(EMOJI.split(text)):
        if n % 2:
            yield {"type": "emoji", "name": piece}
        elif piece:
            yield _words(piece)


def _words(text: str) -> Json:
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return {"type": "text", "text": plain}


def _token(inside: str) -> Json:
    """What stands between < and >, without its label."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": target.replace("&amp;", "&")} | (
        {"text": label} if label else {}
    )
