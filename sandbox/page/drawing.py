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
_DARK, _WHITE = [0x1D, 0x1C, 0x1D], [255, 255, 255]
_READABLE, _TOE = 4.5, 0.04045
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
    """CSS for an avatar of a colour such as "4a5568", made darker until white reads well on it."""
    bare = color.lstrip("#")
    hexes = bare if _COLOR.fullmatch(bare) else "4a5568"
    shade = [int(hexes[i : i + 2], 16) for i in (0, 2, 4)]
    if _contrast(shade, _DARK) >= _READABLE:
        return f"background:#{hexes};color:#1d1c1d"
    while _contrast(shade, _WHITE) < _READABLE:
        shade = [int(part * 0.95) for part in shade]
    return f"background:#{''.join(f'{part:02x}' for part in shade)};color:#ffffff"


def _contrast(one: list[int], other: list[int]) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(color: list[int]) -> float:
    red, green, blue = (_linear(part / 255) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _TOE else float(((part + 0.055) / 1.055) ** 2.4)


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
