"""The table of rich text: its blocks, its lists and quotes, and the leaves in them (contract 3)."""

from sandbox.blockkit.objects import BLOCK_ID, Fields
from sandbox.blockkit.shape import Kind, Kinds, Shape
from sandbox.blockkit.spec import FLAG, Anything, Many, Number, String, shared

STYLES = "bold italic strike code underline highlight client_highlight unlink"
STYLE = shared("leaf.style", Shape(dict.fromkeys(STYLES.split(), FLAG)))
WORDS = shared("leaf.string", String())
MOMENT = shared("leaf.timestamp", Number(0))
RANGE = shared("leaf.range", String(among="here channel everyone"))

LEAVES: dict[str, Kind] = {}
PARTS: dict[str, Kind] = {}


def _leaf(name: str, fields: Fields) -> None:
    LEAVES[name] = Kind(f"leaf.{name}", Shape(fields | {"style": STYLE}))


def _leaves() -> None:
    _leaf("text", {"text*": WORDS})
    _leaf("link", {"url*": WORDS, "text": WORDS, "unsafe": FLAG})
    for noun in ("user", "usergroup", "channel", "team"):
        _leaf(noun, {f"{noun}_id*": WORDS})
    _leaf("broadcast", {"range*": RANGE})
    _leaf("color", {"value*": WORDS})
    _leaf("emoji", {"name*": WORDS, "unicode": WORDS, "url": WORDS, "skin_tone": Anything()})
    date: Fields = {"timestamp*": MOMENT, "format*": WORDS, "url": WORDS, "fallback": WORDS}
    _leaf("date", date)


def _parts() -> None:
    leaves: Fields = {"elements*": Many(Kinds(LEAVES), least=0)}
    border: Fields = {"border": shared("rich_text.border", Number(0, 1))}
    PARTS["rich_text_section"] = Kind("rich_text_section", Shape(leaves))
    PARTS["rich_text_quote"] = Kind("rich_text_quote", Shape(leaves | border))
    code: Fields = leaves | border | {"language": String()}
    PARTS["rich_text_preformatted"] = Kind("rich_text_preformatted", Shape(code))
    items: Fields = border | {
        "style*": String(among="bullet ordered"),
        "elements*": Many(Kinds(PARTS, "rich_text_section"), least=0),
        "indent": Number(0, 8),
        "offset": Number(0),
    }
    PARTS["rich_text_list"] = Kind("rich_text_list", Shape(items))


_leaves()
_parts()
_WHOLE: Fields = {"block_id": BLOCK_ID, "elements*": Many(Kinds(PARTS), least=0)}
RICH_TEXT = Kind("block.rich_text", Shape(_WHOLE))
