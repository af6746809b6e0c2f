"""Whatever stands where something else was expected: a refusal or a yes, never a crash."""

import copy

import pytest

from tests.sandbox.blockkit.charting import PLAIN, drawn, segment, slices
from tests.sandbox.blockkit.placing import of_message, of_view, plain
from tests.sandbox.blockkit.whole import words

pytestmark = pytest.mark.contract("16.2")

ODD = [None, True, -1, "x", [], [None], [[]], {}, {"type": []}]
OPTION = {"text": plain("x"), "value": "x", "description": plain("x")}
SURE = {"title": plain("x"), "text": words("x"), "confirm": plain("x"), "style": "danger"}
BUTTON = {"type": "button", "text": plain("x"), "action_id": "a", "confirm": SURE}
MENU = {"type": "multi_static_select", "action_id": "m", "initial_options": [OPTION]}
TYPING = {
    "type": "plain_text_input",
    "action_id": "t",
    "min_length": 1,
    "max_length": 2,
    "initial_value": "x",
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
}
NUMBER = {"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "max_value": "2"}
PEOPLE = {"type": "conversations_select", "filter": {"include": ["im"]}}
LEAF = {"type": "text", "text": "x", "style": {"bold": True}}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [LEAF]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": [LEAF]}],
        },
    ],
}
BLOCKS = [
    {"type": "section", "block_id": "s", "text": words("x"), "fields": [plain("x")]},
    {"type": "section", "text": plain("x"), "accessory": MENU | {"options": [OPTION]}},
    {"type": "header", "text": plain("x")},
    {"type": "context", "elements": [words("x")]},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x", "title": plain("x")},
    {"type": "actions", "block_id": "a", "elements": [BUTTON, PEOPLE]},
    {
        "type": "actions",
        "elements": [MENU | {"option_groups": [{"label": plain("x"), "options": [OPTION]}]}],
    },
    {"type": "input", "label": plain("x"), "element": TYPING},
    {"type": "input", "label": plain("x"), "element": NUMBER},
    {"type": "input", "label": plain("x"), "element": {"type": "timepicker", "timezone": "UTC"}},
    {"type": "markdown", "text": "x"},
    RICH,
    {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}, RICH]], "column_settings": [{}]},
    drawn(PLAIN),
    drawn(slices(1) | {"segments": [segment()]}),
]


def paths(value, at=()):
    """Where every part of a structure is."""
    yield at
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inner:
            yield from paths(each, (*at, key))


def changed(whole, path, odd):
    own = copy.deepcopy(whole)
    place = own
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = odd
    return own


@pytest.mark.parametrize("block", BLOCKS, ids=lambda each: each["type"])
def test_nothing_odd_in_a_block_breaks_the_sandbox(block):
    for path in paths([block]):
        for odd in ODD if path else ():
            blocks = changed([block, block], path, odd)
            view = {"type": "modal", "title": plain("x"), "submit": plain("x"), "blocks": blocks}
            assert of_message(blocks)[0] in ("", "invalid_blocks"), blocks
            assert of_view(view)[0] in ("", "invalid_arguments"), blocks
            assert of_view(view | {"type": "home"})[0] in ("", "invalid_arguments"), blocks


def test_nothing_odd_in_a_view_breaks_the_sandbox():
    view = {
        "type": "modal",
        "title": plain("x"),
        "submit": plain("x"),
        "close": plain("x"),
        "private_metadata": "x",
        "callback_id": "x",
        "external_id": "x",
        "notify_on_close": True,
        "blocks": [{"type": "divider"}],
    }
    for path in paths(view):
        for odd in ODD if path else ():
            given = changed(view, path, odd)
            assert of_view(given)[0] in ("", "invalid_arguments"), given
