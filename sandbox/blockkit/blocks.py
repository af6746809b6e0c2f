"""The table of blocks (contract 3): those not in it are not built in this sandbox."""

from typing import Any

from sandbox.blockkit.charts import CHARTS
from sandbox.blockkit.elements import ELEMENTS, EVERYWHERE
from sandbox.blockkit.objects import BLOCK_ID, IMAGE, Fields
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.shape import Choice, Kind, Kinds, Shape
from sandbox.blockkit.spec import FLAG, Amount, Many, Spec, String, Text

PICKERS = "datepicker timepicker checkboxes radio_buttons overflow"
SELECTS = " ".join(
    f"{prefix}{noun}_select"
    for prefix in ("", "multi_")
    for noun in ("static", "external", "users", "conversations", "channels")
)
INPUTS = (
    "plain_text_input email_text_input url_text_input number_input rich_text_input datepicker "
    f"timepicker datetimepicker checkboxes radio_buttons {SELECTS}"
)

BLOCKS: dict[str, Kind] = {}


def _block(
    name: str,
    fields: Fields,
    surfaces: str = EVERYWHERE,
    *,
    choice: Choice | None = None,
) -> None:
    named: Fields = {"block_id": BLOCK_ID}
    BLOCKS[name] = Kind(f"block.{name}", Shape(named | fields, choice=choice), surfaces)


def _words() -> None:
    accessory = Kinds(ELEMENTS, f"button image {PICKERS} {SELECTS}")
    section: Fields = {
        "text": Text(3000),
        "fields": Many(Text(2000), most=10),
        "accessory": accessory,
        "expand": FLAG,
    }
    _block("section", section, choice=Choice(("text", "fields"), many=True))
    _block("header", {"text*": Text(150, plain=True)})
    _block("divider", {})
    _block("markdown", {"text*": String(12000, shortest=1)}, "message")


def _pictures() -> None:
    title: Fields = {"title": Text(2000, plain=True)}
    _block("image", IMAGE | title, choice=Choice(("image_url", "slack_file")))


def _interactive() -> None:
    elements = Kinds(ELEMENTS, f"button datetimepicker {PICKERS} {SELECTS}")
    _block("actions", {"elements*": Many(elements, most=25)})
    _block("context", {"elements*": Many(_ContextElement(), most=10)})
    fields: Fields = {
        "label*": Text(2000, plain=True),
        "element*": Kinds(ELEMENTS, INPUTS),
        "dispatch_action": FLAG,
        "hint": Text(2000, plain=True),
        "optional": FLAG,
    }
    _block("input", fields)


class _ContextElement(Spec):
    """An image or a text object."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text(3000)
        self.text.is_told_apart = True
        self.image = Kinds(ELEMENTS, "image")

    def enlist(self, name: str, *, error: str = "invalid_blocks") -> None:
        self.text.enlist(f"{name}.text", error=error)
        self.image.enlist(f"{name}.image", error=error)

    def problems(self, value: Any, at: str, surface: str) -> Any:
        is_text = isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn")
        yield from (self.text if is_text else self.image).problems(value, at, surface)


def _tables() -> None:
    BLOCKS["rich_text"] = RICH_TEXT
    cells: dict[str, Kind] = {
        "raw_text": Kind("cell.raw_text", Shape({"text*": _CellText()})),
        "raw_number": Kind("cell.raw_number", Shape({"value*": Amount(), "text*": _CellText()})),
        "rich_text": RICH_TEXT,
    }
    rows = Many(Many(Kinds(cells), most=20), most=100)
    settings: Fields = {"rows*": rows, "column_settings": Many(_Column(), most=20, least=0)}
    _block("table", settings, "message home")
    chart: Fields = {"title*": String(50, shortest=1), "chart*": Kinds(CHARTS)}
    _block("data_visualization", chart, "message home")


class _CellText(String):
    """The words of a cell; that they may not be longer is known from nowhere."""

    doubtful = ("max",)

    def __init__(self) -> None:
        super().__init__(3000, shortest=1)


class _Column(Shape):
    """Settings of a column, or null to skip it."""

    def __init__(self) -> None:
        super().__init__({"align": String(among="left center right"), "is_wrapped": FLAG})

    def problems(self, value: Any, at: str, surface: str) -> Any:
        if value is not None:
            yield from super().problems(value, at, surface)


for _fill in (_words, _pictures, _interactive, _tables):
    _fill()
