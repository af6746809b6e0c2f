"""The table of interactive elements (contract 3.1)."""

from sandbox.blockkit.objects import (
    ACTING,
    ACTION_ID,
    BOUNDS_AGREE,
    FILTER,
    FOCUSING,
    IMAGE,
    INITIAL_KNOWN,
    LENGTHS_AGREE,
    LISTS,
    OPTION,
    OPTION_GROUPS,
    OPTIONS,
    OVERFLOW_OPTION,
    RICH_OPTION,
    SELECTING,
    SELECTING_MANY,
    TIMEZONE_KNOWN,
    TYPING,
    Fields,
)
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.shape import Choice, Kind, Kinds, Shape
from sandbox.blockkit.spec import FLAG, Anything, Many, Number, String, Text

DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = r"([01]\d|2[0-3]):[0-5]\d"
NUMERAL = r"-?\d+(\.\d+)?"
EVERYWHERE = ""

ELEMENTS: dict[str, Kind] = {}


def _element(name: str, shape: Shape, surfaces: str = EVERYWHERE) -> None:
    ELEMENTS[name] = Kind(f"element.{name}", shape, surfaces)


def _buttons() -> None:
    own: Fields = {
        "text*": Text(75, plain=True),
        "value": String(2000),
        "url": String(3000),
        "style": String(among="primary danger"),
        "accessibility_label": String(75),
    }
    _element("button", Shape(ACTING | own))
    _element("overflow", Shape(ACTING | {"options*": Many(OVERFLOW_OPTION, most=5)}))
    image = Shape(IMAGE, choice=Choice(("image_url", "slack_file")))
    _element("image", image)


def _boxes() -> None:
    ticked: Fields = {"options*": Many(RICH_OPTION, most=10), "initial_options": Many(Anything())}
    _element("checkboxes", Shape(FOCUSING | ticked, extras=(INITIAL_KNOWN,)))
    one: Fields = {"options*": Many(RICH_OPTION, most=10), "initial_option": Anything()}
    _element("radio_buttons", Shape(FOCUSING | one, extras=(INITIAL_KNOWN,)))


def _pickers() -> None:
    _element("datepicker", Shape(SELECTING | {"initial_date": String(form=DATE)}))
    clock: Fields = {"initial_time": String(form=TIME), "timezone": String()}
    _element("timepicker", Shape(SELECTING | clock, extras=(TIMEZONE_KNOWN,)))
    moment: Fields = {"initial_date_time": Number(10**9, 10**10 - 1)}
    _element("datetimepicker", Shape(FOCUSING | moment), "message modal")


def _text_inputs() -> None:
    words: Fields = {
        "initial_value": String(3000),
        "multiline": FLAG,
        "min_length": Number(0, 3000),
        "max_length": Number(1, 3000),
    }
    _element("plain_text_input", Shape(TYPING | words, extras=(LENGTHS_AGREE,)))
    _element("email_text_input", Shape(TYPING | {"initial_value": String()}), "modal")
    _element("url_text_input", Shape(TYPING | {"initial_value": String()}), "modal")
    numbers: Fields = {"is_decimal_allowed*": FLAG}
    bounds = ("initial_value", "min_value", "max_value")
    numbers |= {name: String(form=NUMERAL) for name in bounds}
    _element("number_input", Shape(TYPING | numbers, extras=(BOUNDS_AGREE,)), "modal")
    lines: Fields = {
        "action_id*": ACTION_ID,
        "initial_value": Kinds({"rich_text": RICH_TEXT}),
        "min_lines": Number(1, 100),
        "max_lines": Number(1, 100),
    }
    rest = {key: spec for key, spec in TYPING.items() if key != "action_id"}
    _element("rich_text_input", Shape(rest | lines), "modal home")


def _static_selects() -> None:
    lists: Fields = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
    one = SELECTING | lists | {"initial_option": Anything()}
    _element("static_select", Shape(one, choice=LISTS, extras=(INITIAL_KNOWN,)))
    many = SELECTING_MANY | lists | {"initial_options": Many(Anything())}
    _element("multi_static_select", Shape(many, choice=LISTS, extras=(INITIAL_KNOWN,)))


def _external_selects() -> None:
    one: Fields = {"initial_option": OPTION, "min_query_length": Number(0)}
    _element("external_select", Shape(SELECTING | one))
    many: Fields = {"initial_options": Many(OPTION), "min_query_length": Number(0)}
    _element("multi_external_select", Shape(SELECTING_MANY | many))


def _workspace_selects() -> None:
    for noun in ("user", "channel", "conversation"):
        one = SELECTING | {f"initial_{noun}": String()} | _filtering(noun)
        if noun != "user":
            one["response_url_enabled"] = FLAG
        _element(f"{noun}s_select", Shape(one))
        many = SELECTING_MANY | {f"initial_{noun}s": Many(String(), least=0)} | _filtering(noun)
        _element(f"multi_{noun}s_select", Shape(many))


def _filtering(noun: str) -> Fields:
    if noun != "conversation":
        return {}
    return {"default_to_current_conversation": FLAG, "filter": FILTER}


for _fill in (
    _buttons,
    _boxes,
    _pickers,
    _text_inputs,
    _static_selects,
    _external_selects,
    _workspace_selects,
):
    _fill()
