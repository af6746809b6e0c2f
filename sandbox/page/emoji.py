"""The emoji shortcodes the page can draw; any other stays as it was typed."""

import re
from pathlib import Path

_WORDS = (Path(__file__).parent / "emoji.txt").read_text(encoding="utf-8").split()
GLYPHS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
_SHORTCODE = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")


def with_emoji(text: str) -> str:
    """The text with every known `:shortcode:` drawn; unknown ones are left in place."""
    return _SHORTCODE.sub(lambda m: GLYPHS.get(m[1], m[0]), text)


def glyph(name: str) -> str:
    """One emoji by its name, or `:name:` where the page cannot draw it."""
    return GLYPHS.get(name.split("::", maxsplit=1)[0], f":{name}:")
