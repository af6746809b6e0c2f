"""The templates: where they are, and the few words of Python that they may use."""

import re
import zlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from sandbox.page import rich_text
from sandbox.page.charts import chart_of
from sandbox.page.emoji import glyph
from sandbox.page.surface import Surface

HERE = Path(__file__).parent
_BRIGHT = 150
_COLOR = re.compile("[0-9a-fA-F]{6}")


def draw(template: str, /, **values: Any) -> str:
    return _ENVIRONMENT.get_template(template).render(**values)


def blocks_html(blocks: list[dict[str, Any]], surface: Surface) -> Markup:
    """A list of blocks as HTML."""
    macros: Any = _ENVIRONMENT.get_template("blocks.html").module
    return Markup(macros.blocks(blocks, surface))


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [name[:2]]
    return "".join(letters).upper()


def paint(color: str) -> str:
    """CSS for an avatar of a colour such as "4a5568", with ink that reads well on it."""
    bare = color.lstrip("#")
    hexes = bare if _COLOR.fullmatch(bare) else "4a5568"
    red, green, blue = (int(hexes[i : i + 2], 16) for i in (0, 2, 4))
    is_bright = 0.299 * red + 0.587 * green + 0.114 * blue > _BRIGHT
    return f"background:#{hexes};color:{'#1d1c1d' if is_bright else '#ffffff'}"


def print_of(html: str) -> str:
    """A short mark that changes with the HTML, so that the script swaps only what changed."""
    return f"{zlib.crc32(html.encode()):08x}"


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(initials=initials, paint=paint, print_of=print_of, glyph=glyph)
    found.globals.update(rich_text=rich_text.html, chart_of=chart_of)
    return found


_ENVIRONMENT = _environment()
