"""Confirm dialogs and the configuration of dispatch_action."""

import pytest

from tests.sandbox.blockkit.placing import ACTIONS, MESSAGE_INPUT, case, plain, refusal, text_cases
from tests.sandbox.blockkit.whole import words, words_cases

pytestmark = pytest.mark.contract("16.2")

WHOLE = {
    "title": plain("Sure?"),
    "text": words("*Really?*"),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}


def without(key):
    return {name: value for name, value in WHOLE.items() if name != key}


def asking(confirm):
    return {"type": "button", "text": plain("Go"), "confirm": confirm}


def part(name):
    return lambda text: asking(WHOLE | {name: text})


def sending(config):
    return {"type": "plain_text_input", "dispatch_action_config": config}


def sent(*moments):
    return sending({"trigger_actions_on": list(moments)})


ENTER, TYPING = "on_enter_pressed", "on_character_entered"
MOMENTS = "/dispatch_action_config/trigger_actions_on"

CONFIRMS = [
    *text_cases("confirm.title", ACTIONS, part("title"), at="/confirm/title", longest=100),
    *words_cases("confirm.text", ACTIONS, part("text"), at="/confirm/text", longest=300),
    *text_cases("confirm.confirm", ACTIONS, part("confirm"), at="/confirm/confirm", longest=30),
    *text_cases("confirm.deny", ACTIONS, part("deny"), at="/confirm/deny", longest=30),
    case(
        "confirm.needs_title",
        ACTIONS,
        asking(WHOLE),
        asking(without("title")),
        ("missing required field: title", "/confirm"),
    ),
    case(
        "confirm.needs_text",
        ACTIONS,
        asking(WHOLE),
        asking(without("text")),
        ("missing required field: text", "/confirm"),
    ),
    case(
        "confirm.keys",
        ACTIONS,
        asking(without("confirm")),
        asking(WHOLE | {"cancel": plain("No")}),
        ("invalid additional property: cancel", "/confirm"),
    ),
    case(
        "confirm.type",
        ACTIONS,
        asking(without("deny")),
        asking("Sure?"),
        ("must be an object", "/confirm"),
    ),
    *(
        case(
            "confirm.style.among",
            ACTIONS,
            asking(WHOLE | {"style": style}),
            asking(WHOLE | {"style": "default"}),
            ("must be one of: primary, danger", "/confirm/style"),
        )
        for style in ("primary", "danger")
    ),
    case(
        "confirm.style.type",
        ACTIONS,
        asking(WHOLE | {"style": "danger"}),
        asking(WHOLE | {"style": True}),
        ("must be a string", "/confirm/style"),
    ),
]
DISPATCHES = [
    case(
        "dispatch_action_config.trigger_actions_on.max",
        MESSAGE_INPUT,
        sent(ENTER, TYPING),
        sent(ENTER, TYPING, ENTER),
        ("no more than 2 items allowed", MOMENTS),
    ),
    case(
        "dispatch_action_config.trigger_actions_on.min",
        MESSAGE_INPUT,
        sent(TYPING),
        sent(),
        ("no less than 1 items allowed", MOMENTS),
    ),
    case(
        "dispatch_action_config.trigger_actions_on.type",
        MESSAGE_INPUT,
        sent(ENTER),
        sending({"trigger_actions_on": ENTER}),
        ("must be an array", MOMENTS),
    ),
    case(
        "dispatch_action_config.trigger_actions_on[].among",
        MESSAGE_INPUT,
        sent(ENTER),
        sent("on_blur"),
        ("must be one of: on_enter_pressed, on_character_entered", f"{MOMENTS}/0"),
    ),
    case(
        "dispatch_action_config.trigger_actions_on[].type",
        MESSAGE_INPUT,
        sent(ENTER),
        sent(1),
        ("must be a string", f"{MOMENTS}/0"),
    ),
    case(
        "dispatch_action_config.keys",
        MESSAGE_INPUT,
        sending({}),
        sending({"on": [ENTER]}),
        ("invalid additional property: on", "/dispatch_action_config"),
    ),
    case(
        "dispatch_action_config.type",
        MESSAGE_INPUT,
        sending({}),
        sending([ENTER]),
        ("must be an object", "/dispatch_action_config"),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*CONFIRMS, *DISPATCHES])
def test_confirmations_and_dispatching_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


def test_a_confirmation_may_leave_its_buttons_to_slack():
    bare = {"title": plain("Sure?"), "text": plain("Really?")}

    assert refusal(ACTIONS, asking(bare)) == ("", [])
