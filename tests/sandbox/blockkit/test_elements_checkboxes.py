"""Checkboxes."""

import pytest

from tests.sandbox.blockkit.placing import ACCESSORY, ACTIONS, INPUT, case, plain, refusal
from tests.sandbox.blockkit.whole import words

pytestmark = pytest.mark.contract("16.2")


def option(name="x"):
    return {"text": words(f"*{name}*"), "value": name}


def boxes(count=1, **parts):
    options = [option(str(n)) for n in range(count)]
    return {"type": "checkboxes", "options": options} | parts


def ticked(*options):
    return boxes(3, initial_options=list(options))


UNKNOWN = ("initial option was not found in the options", "")

BOXES = [
    case(
        "element.checkboxes.options.max",
        INPUT,
        boxes(10),
        boxes(11),
        ("no more than 10 items allowed", "/options"),
    ),
    case(
        "element.checkboxes.options.min",
        INPUT,
        boxes(1),
        boxes(0),
        ("no less than 1 items allowed", "/options"),
    ),
    case(
        "element.checkboxes.options.type",
        ACTIONS,
        boxes(1),
        boxes(options=option()),
        ("must be an array", "/options"),
    ),
    case(
        "element.checkboxes.needs_options",
        ACCESSORY,
        boxes(1),
        {"type": "checkboxes"},
        ("missing required field: options", ""),
    ),
    case(
        "element.checkboxes.keys",
        ACTIONS,
        boxes(1, action_id="a", focus_on_load=True),
        boxes(1, placeholder=plain("x")),
        ("invalid additional property: placeholder", ""),
    ),
    case(
        "element.checkboxes.initial_options.min",
        ACTIONS,
        ticked(option("1")),
        ticked(),
        ("no less than 1 items allowed", "/initial_options"),
    ),
    case(
        "element.checkboxes.initial_options.type",
        ACTIONS,
        ticked(option("1")),
        boxes(3, initial_options=option("1")),
        ("must be an array", "/initial_options"),
    ),
    *(
        case("element.checkboxes.initial", ACTIONS, ticked(option("0"), option("2")), bad, UNKNOWN)
        for bad in (
            ticked(option("0"), option("3")),
            ticked({"text": words("*0*"), "value": "1"}),
            ticked({"text": plain("*0*"), "value": "0"}),
            ticked("0"),
        )
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), BOXES)
def test_checkboxes_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
