"""Numbers and rich text that are typed into a form."""

import pytest

from tests.sandbox.blockkit.placing import INPUT, case, plain, refusal

pytestmark = pytest.mark.contract("16.2")

NUMERAL = "must match pattern -?\\d+(\\.\\d+)?"
STRING, INTEGER = "must be a string", "must be an integer"
QUOTE = {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": []}]}


def number(**more):
    return {"type": "number_input", "is_decimal_allowed": True, **more}


def rich(**more):
    return {"type": "rich_text_input", "action_id": "a", **more}


def odd(name, good):
    """An element with every key that it knows, and one with a key more."""
    words = "invalid additional property: colour"
    return case(f"element.{name}.keys", INPUT, good, good | {"colour": "red"}, (words, ""))


SHARED = {
    "action_id": "a",
    "placeholder": plain("Say"),
    "focus_on_load": True,
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
}
NUMBERS = [
    odd("number_input", number(initial_value="2", min_value="1", max_value="3", **SHARED)),
    case(
        "element.number_input.needs_is_decimal_allowed",
        INPUT,
        number(is_decimal_allowed=False),
        {"type": "number_input"},
        ("missing required field: is_decimal_allowed", ""),
    ),
    *(
        case(
            f"element.number_input.{key}.type", INPUT, number(**{key: "5"}), number(**{key: 5}), say
        )
        for key, say in [
            ("initial_value", (STRING, "/initial_value")),
            ("min_value", (STRING, "/min_value")),
            ("max_value", (STRING, "/max_value")),
        ]
    ),
    *(
        case(
            f"element.number_input.{key}.form",
            INPUT,
            number(**{key: good}),
            number(**{key: bad}),
            say,
        )
        for key, good, bad, say in [
            ("initial_value", "-1.50", "1,5", (NUMERAL, "/initial_value")),
            ("min_value", "0", "", (NUMERAL, "/min_value")),
            ("max_value", "1000000", "1e6", (NUMERAL, "/max_value")),
        ]
    ),
    case(
        "element.number_input.bounds",
        INPUT,
        number(min_value="10", max_value="10.0"),
        number(min_value="10", max_value="9"),
        ("min_value must not be greater than max_value", ""),
    ),
]
RICH = [
    odd("rich_text_input", rich(initial_value=QUOTE, min_lines=1, max_lines=8) | SHARED),
    case(
        "element.rich_text_input.needs_action_id",
        INPUT,
        rich(),
        {"type": "rich_text_input"},
        ("missing required field: action_id", ""),
    ),
    case(
        "element.rich_text_input.initial_value.type",
        INPUT,
        rich(initial_value=QUOTE),
        rich(initial_value={"type": "section", "text": plain("x")}),
        ("unsupported type: section", "/initial_value/type"),
    ),
    *(
        case(
            f"element.rich_text_input.{key}.{name}",
            INPUT,
            rich(**{key: good}),
            rich(**{key: bad}),
            say,
        )
        for key, name, good, bad, say in [
            ("min_lines", "max", 100, 101, ("must be less than 101", "/min_lines")),
            ("min_lines", "min", 1, 0, ("must be greater than 0", "/min_lines")),
            ("min_lines", "type", 3, "3", (INTEGER, "/min_lines")),
            ("max_lines", "max", 100, 101, ("must be less than 101", "/max_lines")),
            ("max_lines", "min", 1, 0, ("must be greater than 0", "/max_lines")),
            ("max_lines", "type", 3, 3.5, (INTEGER, "/max_lines")),
        ]
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*NUMBERS, *RICH])
def test_typed_numbers_and_rich_text_are_held_to_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
