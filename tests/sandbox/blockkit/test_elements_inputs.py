"""What is typed into a form: text, addresses, numbers and rich text."""

import pytest

from tests.sandbox.blockkit.placing import (
    ACCESSORY,
    ACTIONS,
    HOME_INPUT,
    INPUT,
    MESSAGE_INPUT,
    MODAL_ACTIONS,
    case,
    plain,
    refusal,
)

pytestmark = pytest.mark.contract("16.2")

STRING, INTEGER = "must be a string", "must be an integer"


def text(**more):
    return {"type": "plain_text_input", **more}


def email(**more):
    return {"type": "email_text_input", **more}


def url(**more):
    return {"type": "url_text_input", **more}


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
TEXTS = [
    odd(
        "plain_text_input",
        text(initial_value="abc", multiline=True, min_length=3, max_length=3, **SHARED),
    ),
    case(
        "element.plain_text_input.initial_value.max",
        INPUT,
        text(initial_value="x" * 3000),
        text(initial_value="x" * 3001),
        ("must be less than 3001 characters", "/initial_value"),
    ),
    case(
        "element.plain_text_input.initial_value.type",
        INPUT,
        text(initial_value="5"),
        text(initial_value=5),
        (STRING, "/initial_value"),
    ),
    case(
        "element.plain_text_input.max_length.max",
        INPUT,
        text(max_length=3000),
        text(max_length=3001),
        ("must be less than 3001", "/max_length"),
    ),
    case(
        "element.plain_text_input.max_length.min",
        INPUT,
        text(max_length=1),
        text(max_length=0),
        ("must be greater than 0", "/max_length"),
    ),
    case(
        "element.plain_text_input.max_length.type",
        INPUT,
        text(max_length=5),
        text(max_length="5"),
        (INTEGER, "/max_length"),
    ),
    case(
        "element.plain_text_input.min_length.max",
        INPUT,
        text(min_length=3000),
        text(min_length=3001),
        ("must be less than 3001", "/min_length"),
    ),
    case(
        "element.plain_text_input.min_length.min",
        INPUT,
        text(min_length=0),
        text(min_length=-1),
        ("must be greater than -1", "/min_length"),
    ),
    case(
        "element.plain_text_input.min_length.type",
        INPUT,
        text(min_length=1),
        text(min_length=True),
        (INTEGER, "/min_length"),
    ),
    case(
        "element.plain_text_input.lengths",
        INPUT,
        text(min_length=4, max_length=4),
        text(min_length=5, max_length=4),
        ("min_length must not be greater than max_length", ""),
    ),
    case(
        "element.plain_text_input.lengths",
        INPUT,
        text(initial_value="abc", max_length=3),
        text(initial_value="abcd", max_length=3),
        ("initial_value does not fit min_length and max_length", ""),
    ),
    case(
        "element.plain_text_input.lengths",
        INPUT,
        text(initial_value="abc", min_length=3),
        text(initial_value="ab", min_length=3),
        ("initial_value does not fit min_length and max_length", ""),
    ),
    case(
        "flag.type",
        INPUT,
        text(multiline=False),
        text(multiline="false"),
        ("must be a boolean", "/multiline"),
    ),
]
ADDRESSES = [
    odd("email_text_input", email(initial_value="anna@acme.test", **SHARED)),
    odd("url_text_input", url(initial_value="https://acme.test", **SHARED)),
    case(
        "element.email_text_input.initial_value.type",
        INPUT,
        email(initial_value="anna@acme.test"),
        email(initial_value=["anna@acme.test"]),
        (STRING, "/initial_value"),
    ),
    case(
        "element.url_text_input.initial_value.type",
        INPUT,
        url(initial_value="https://acme.test"),
        url(initial_value={"url": "https://acme.test"}),
        (STRING, "/initial_value"),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*TEXTS, *ADDRESSES])
def test_typed_text_is_held_to_its_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize(
    ("element", "elsewhere"),
    [
        pytest.param(made, places, marks=pytest.mark.rule(f"element.{made['type']}.surface"))
        for made, places in [
            (email(), [MESSAGE_INPUT, HOME_INPUT]),
            (url(), [MESSAGE_INPUT, HOME_INPUT]),
            (number(), [MESSAGE_INPUT, HOME_INPUT]),
            (rich(), [MESSAGE_INPUT]),
        ]
    ],
    ids=lambda given: given["type"] if isinstance(given, dict) else "",
)
def test_some_inputs_stand_in_modals_only(element, elsewhere):
    told = [refusal(place, element) for place in elsewhere]

    assert refusal(INPUT, element) == ("", [])
    assert told == [
        (
            "invalid_blocks" if place is MESSAGE_INPUT else "invalid_arguments",
            [f"unsupported type: {element['type']} [json-pointer:{place.pointer}/type]"],
        )
        for place in elsewhere
    ]


def test_plain_text_is_typed_everywhere_and_rich_text_at_home_too():
    taken = [(MESSAGE_INPUT, text()), (HOME_INPUT, text()), (INPUT, text()), (HOME_INPUT, rich())]

    assert [refusal(place, element) for place, element in taken] == [("", [])] * 4


@pytest.mark.parametrize("place", [ACTIONS, ACCESSORY, MODAL_ACTIONS])
@pytest.mark.parametrize("element", [text(), email(), url(), number(), rich()])
def test_typing_needs_an_input_block(place, element):
    words = f"unsupported type: {element['type']} [json-pointer:{place.pointer}/type]"

    assert refusal(place, element)[1] == [words]
