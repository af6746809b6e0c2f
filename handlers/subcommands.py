"""What the answers to our slash commands have in common."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from domain.errors import UnknownCommand
from domain.message import Post
from handlers.gestures import Body
from views.text import fitted


def typed(body: Body) -> str:
    """The subcommand: the words after the command, in small letters."""
    return str(body.get("text") or "").strip().lower()


def private(post: Post) -> dict[str, Any]:
    """An answer that only the person who typed the command sees."""
    return {"response_type": "ephemeral", "text": post.text, "blocks": list(post.blocks)}


def unknown(body: Body, subcommands: Sequence[str]) -> UnknownCommand:
    """What to raise for a subcommand that there is not: with the one probably meant."""
    command, words = body["command"], typed(body)
    probable = meant(words, subcommands, alike=0.6)
    known = [f"{command} {s}".strip() for s in ("", *subcommands)]
    return UnknownCommand(
        _inert(f"{command} {words}"),
        meant=f"{command} {probable}" if probable else None,
        known=known,
    )


def meant(words: str, subcommands: Sequence[str], *, alike: float = 0.7) -> str | None:
    """The subcommand that a single word was probably meant to be; 1 is quite `alike`."""
    if len(words.split()) != 1:
        return None
    close = get_close_matches(words, subcommands, n=1, cutoff=alike)
    return close[0] if close else None


def _inert(words: str) -> str:
    """Somebody's words in a refusal: short, and no mention or code mark in them works."""
    return fitted(words, 80).replace("`", "'")
