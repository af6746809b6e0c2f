"""Tables: rows, columns and cells."""

import logging

import pytest

from tests.sandbox.blockkit.placing import Place, of_message, refusal
from tests.sandbox.blockkit.whole import block, case

pytestmark = pytest.mark.contract("16.2")

X = {"type": "raw_text", "text": "x"}
ONE = {"type": "raw_number", "value": 1, "text": "1"}
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
CELL = Place("message", lambda cell: {"type": "table", "rows": [[X], [cell]]}, "/blocks/0/rows/1/0")


def table(rows, **parts):
    return {"type": "table", "rows": rows, **parts}


def columns(*settings):
    return table([[X]], column_settings=list(settings))


def without(whole, key):
    return {name: value for name, value in whole.items() if name != key}


ROWS = [
    block(
        "block.table.rows.max",
        table([[X]] * 100),
        table([[X]] * 101),
        ("no more than 100 items allowed", "/rows"),
    ),
    block(
        "block.table.rows.min", table([[X]]), table([]), ("no less than 1 items allowed", "/rows")
    ),
    block("block.table.rows.type", table([[X]]), table({"0": [X]}), ("must be an array", "/rows")),
    block(
        "block.table.rows[].max",
        table([[X] * 20]),
        table([[X] * 21]),
        ("no more than 20 items allowed", "/rows/0"),
    ),
    block(
        "block.table.rows[].min",
        table([[X], [X]]),
        table([[X], []]),
        ("no less than 1 items allowed", "/rows/1"),
    ),
    block("block.table.rows[].type", table([[X]]), table([X]), ("must be an array", "/rows/0")),
    block(
        "block.table.rows[][].type",
        table([[X, ONE, RICH]]),
        table([[X, {"type": "mrkdwn", "text": "x"}]]),
        ("unsupported type: mrkdwn", "/rows/0/1/type"),
    ),
    block(
        "block.table.rows[][].type",
        table([[X]]),
        table([["x"]]),
        ("must be an object", "/rows/0/0"),
    ),
    block(
        "block.table.needs_rows",
        table([[X]]),
        {"type": "table", "column_settings": []},
        ("missing required field: rows", ""),
    ),
    block(
        "block.table.keys",
        table([[X]], block_id="b"),
        table([[X]], caption="x"),
        ("invalid additional property: caption", ""),
    ),
]
SETTINGS = [
    block(
        "block.table.column_settings.max",
        columns(*[{"align": "left"}] * 20),
        columns(*[{"align": "left"}] * 21),
        ("no more than 20 items allowed", "/column_settings"),
    ),
    block(
        "block.table.column_settings.type",
        columns(),
        table([[X]], column_settings={"align": "left"}),
        ("must be an array", "/column_settings"),
    ),
    *(
        block(
            "block.table.column_settings[].align.among",
            columns(None, {"align": align}),
            columns(None, {"align": "justify"}),
            ("must be one of: left, center, right", "/column_settings/1/align"),
        )
        for align in ("left", "center", "right")
    ),
    block(
        "block.table.column_settings[].align.type",
        columns({"align": "left"}),
        columns({"align": 1}),
        ("must be a string", "/column_settings/0/align"),
    ),
    block(
        "block.table.column_settings[].keys",
        columns({"align": "left", "is_wrapped": True}),
        columns({"width": 3}),
        ("invalid additional property: width", "/column_settings/0"),
    ),
    block(
        "block.table.column_settings[].type",
        columns({}, None),
        columns("left"),
        ("must be an object", "/column_settings/0"),
    ),
]
CELLS = [
    case(
        "cell.raw_text.text.min",
        CELL,
        X,
        X | {"text": ""},
        ("must be more than 0 characters", "/text"),
    ),
    case("cell.raw_text.text.type", CELL, X, X | {"text": 1}, ("must be a string", "/text")),
    case(
        "cell.raw_text.needs_text",
        CELL,
        X,
        {"type": "raw_text"},
        ("missing required field: text", ""),
    ),
    case(
        "cell.raw_text.keys",
        CELL,
        X,
        X | {"emoji": True},
        ("invalid additional property: emoji", ""),
    ),
    case(
        "cell.raw_number.text.min",
        CELL,
        ONE,
        ONE | {"text": ""},
        ("must be more than 0 characters", "/text"),
    ),
    case("cell.raw_number.text.type", CELL, ONE, ONE | {"text": 1}, ("must be a string", "/text")),
    case(
        "cell.raw_number.needs_text",
        CELL,
        ONE,
        without(ONE, "text"),
        ("missing required field: text", ""),
    ),
    case(
        "cell.raw_number.needs_value",
        CELL,
        ONE | {"value": 0},
        without(ONE, "value"),
        ("missing required field: value", ""),
    ),
    *(
        case(
            "cell.raw_number.value.type",
            CELL,
            ONE | {"value": -1.5},
            ONE | {"value": bad},
            ("must be a number", "/value"),
        )
        for bad in ("1", True, float("inf"))
    ),
    case(
        "cell.raw_number.keys",
        CELL,
        ONE,
        ONE | {"unit": "EUR"},
        ("invalid additional property: unit", ""),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*ROWS, *SETTINGS, *CELLS])
def test_tables_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(X, marks=pytest.mark.rule("cell.raw_text.text.max")),
        pytest.param(ONE, marks=pytest.mark.rule("cell.raw_number.text.max")),
    ],
)
def test_a_very_long_cell_is_taken_with_a_warning_because_nobody_knows(caplog, cell):
    with caplog.at_level(logging.WARNING, "sandbox"):
        long = of_message([table([[cell | {"text": "x" * 3000}]])])
        silent = list(caplog.messages)
        longer = of_message([table([[cell | {"text": "x" * 3001}]])])

    assert (long, longer, silent) == (("", []), ("", []), [])
    assert "must be less than 3001 characters" in caplog.text
    assert "[json-pointer:/blocks/0/rows/0/0/text]" in caplog.text


@pytest.mark.rule("blocks.table.text")
def test_a_doubt_hides_nothing_else():
    cells = [X | {"text": "x" * 3001}] * 4

    assert of_message([table([cells])]) == (
        "invalid_blocks",
        ["must be less than 10001 characters [json-pointer:/blocks]"],
    )
