"""Buttons."""

import pytest

from tests.sandbox.blockkit.placing import ACCESSORY, ACTIONS, case, plain, refusal, text_cases

pytestmark = pytest.mark.contract("16.2")


def button(**parts):
    return {"type": "button", "text": plain("Go")} | parts


def longest(name, length):
    return case(
        f"element.button.{name}.max",
        ACTIONS,
        button(**{name: "x" * length}),
        button(**{name: "x" * (length + 1)}),
        (f"must be less than {length + 1} characters", f"/{name}"),
    )


def word(name):
    return case(
        f"element.button.{name}.type",
        ACTIONS,
        button(**{name: "primary"}),
        button(**{name: 1}),
        ("must be a string", f"/{name}"),
    )


BUTTONS = [
    *text_cases(
        "element.button.text", ACTIONS, lambda text: button(text=text), at="/text", longest=75
    ),
    longest("value", 2000),
    longest("url", 3000),
    longest("accessibility_label", 75),
    *map(word, ("value", "url", "accessibility_label", "style")),
    *(
        case(
            "element.button.style.among",
            ACTIONS,
            button(style=style),
            button(style="default"),
            ("must be one of: primary, danger", "/style"),
        )
        for style in ("primary", "danger")
    ),
    case(
        "element.button.needs_text",
        ACCESSORY,
        button(),
        {"type": "button", "value": "x"},
        ("missing required field: text", ""),
    ),
    case(
        "element.button.keys",
        ACCESSORY,
        button(action_id="a", value="v", url="https://x.test", accessibility_label="x"),
        button(placeholder=plain("x")),
        ("invalid additional property: placeholder", ""),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), BUTTONS)
def test_buttons_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
