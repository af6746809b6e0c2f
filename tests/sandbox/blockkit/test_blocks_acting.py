"""Image, actions, input and rich text blocks, and the ids of blocks and elements."""

import pytest

from tests.sandbox.blockkit.placing import plain, refusal, text_cases
from tests.sandbox.blockkit.whole import BLOCK, MODAL_BLOCK, block, case

pytestmark = pytest.mark.contract("16.2")

BUTTON = {"type": "button", "text": plain("Go")}
INPUT = {"type": "plain_text_input"}
SECTION = {"type": "rich_text_section", "elements": []}


def image(**parts):
    return {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A"} | parts


def without(whole, key):
    return {name: value for name, value in whole.items() if name != key}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def field(**parts):
    return {"type": "input", "label": plain("Label"), "element": INPUT} | parts


def rich_text(*elements):
    return {"type": "rich_text", "elements": list(elements)}


IMAGES = [
    *text_cases("block.image.title", BLOCK, lambda t: image(title=t), at="/title", longest=2000),
    block(
        "block.image.choice",
        image(),
        without(image(), "image_url"),
        ("must define either `image_url`", ""),
    ),
    block(
        "block.image.choice",
        without(image(slack_file={"id": "F1"}), "image_url"),
        image(slack_file={"id": "F1"}),
        ("only one of image_url, slack_file allowed", ""),
    ),
    block(
        "block.image.needs_alt_text",
        image(),
        without(image(), "alt_text"),
        ("missing required field: alt_text", ""),
    ),
    block(
        "block.image.keys",
        image(title=plain("x"), block_id="b"),
        image(caption="x"),
        ("invalid additional property: caption", ""),
    ),
]
ACTIONS = [
    block(
        "block.actions.elements.max",
        actions(*[BUTTON] * 25),
        actions(*[BUTTON] * 26),
        ("no more than 25 items allowed", "/elements"),
    ),
    block(
        "block.actions.elements.min",
        actions(BUTTON),
        actions(),
        ("no less than 1 items allowed", "/elements"),
    ),
    block(
        "block.actions.elements.type",
        actions(BUTTON),
        {"type": "actions", "elements": BUTTON},
        ("must be an array", "/elements"),
    ),
    block(
        "block.actions.elements[].type",
        actions({"type": "datetimepicker"}),
        actions({"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A"}),
        ("unsupported type: image", "/elements/0/type"),
    ),
    block(
        "block.actions.needs_elements",
        actions(BUTTON),
        {"type": "actions"},
        ("missing required field: elements", ""),
    ),
    block(
        "block.actions.keys",
        actions(BUTTON) | {"block_id": "b"},
        actions(BUTTON) | {"text": plain("x")},
        ("invalid additional property: text", ""),
    ),
]
INPUTS = [
    *text_cases("block.input.label", BLOCK, lambda t: field(label=t), at="/label", longest=2000),
    *text_cases("block.input.hint", BLOCK, lambda t: field(hint=t), at="/hint", longest=2000),
    case(
        "block.input.element.type",
        MODAL_BLOCK,
        field(element={"type": "datetimepicker"}),
        field(element=BUTTON),
        ("unsupported type: button", "/element/type"),
    ),
    block(
        "block.input.element.type",
        field(),
        field(element=[INPUT]),
        ("must be an object", "/element"),
    ),
    block(
        "block.input.needs_element",
        field(),
        without(field(), "element"),
        ("missing required field: element", ""),
    ),
    block(
        "block.input.needs_label",
        field(),
        without(field(), "label"),
        ("missing required field: label", ""),
    ),
    block(
        "block.input.keys",
        field(hint=plain("x"), optional=True, dispatch_action=True, block_id="b"),
        field(text=plain("x")),
        ("invalid additional property: text", ""),
    ),
]
RICH_TEXTS = [
    block(
        "block.rich_text.elements.type",
        rich_text(),
        {"type": "rich_text", "elements": SECTION},
        ("must be an array", "/elements"),
    ),
    block(
        "block.rich_text.elements[].type",
        rich_text(SECTION, {"type": "rich_text_quote", "elements": []}),
        rich_text(SECTION, {"type": "text", "text": "x"}),
        ("unsupported type: text", "/elements/1/type"),
    ),
    block(
        "block.rich_text.needs_elements",
        rich_text(SECTION),
        {"type": "rich_text"},
        ("missing required field: elements", ""),
    ),
    block(
        "block.rich_text.keys",
        rich_text(SECTION) | {"block_id": "b"},
        rich_text(SECTION) | {"text": "x"},
        ("invalid additional property: text", ""),
    ),
]
IDS = [
    block(
        "block_id.max",
        {"type": "divider", "block_id": "x" * 255},
        {"type": "divider", "block_id": "x" * 256},
        ("must be less than 256 characters", "/block_id"),
    ),
    block(
        "block_id.type",
        {"type": "divider", "block_id": "1"},
        {"type": "divider", "block_id": 1},
        ("must be a string", "/block_id"),
    ),
    block(
        "action_id.max",
        actions(BUTTON | {"action_id": "x" * 255}),
        actions(BUTTON | {"action_id": "x" * 256}),
        ("must be less than 256 characters", "/elements/0/action_id"),
    ),
    block(
        "action_id.type",
        actions(BUTTON | {"action_id": "1"}),
        actions(BUTTON | {"action_id": 1}),
        ("must be a string", "/elements/0/action_id"),
    ),
]


@pytest.mark.parametrize(
    ("place", "good", "bad", "told"), [*IMAGES, *ACTIONS, *INPUTS, *RICH_TEXTS, *IDS]
)
def test_pictures_and_what_people_act_on_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
