"""Options and their groups, as menus, radio buttons and overflow menus carry them."""

import pytest

from tests.sandbox.blockkit.placing import (
    ACCESSORY,
    ACTIONS,
    INPUT,
    MESSAGE_INPUT,
    Place,
    case,
    plain,
    refusal,
    text_cases,
)

pytestmark = pytest.mark.contract("16.2")

STRING, ARRAY, OBJECT = "must be a string", "must be an array", "must be an object"
ENUM = "must be a valid enum value: ('plain_text', 'mrkdwn')"
FAILED = "failed to match all allowed schemas"


def option(**more):
    return {"text": plain("Text"), "value": "v", **more}


def options(count):
    return [option(value=str(n)) for n in range(count)]


def without(key, given):
    return {name: value for name, value in given.items() if name != key}


def holding(kind, pointer):
    """A place for one option: the only one of such an element."""
    return Place(
        "message",
        lambda given: {"type": "actions", "elements": [{"type": kind, "options": [given]}]},
        f"/blocks/0/elements/0{pointer}",
    )


MENU = holding("static_select", "/options/0")
RADIO = holding("radio_buttons", "/options/0")
OVERFLOW = holding("overflow", "/options/0")
GROUP = Place(
    "message",
    lambda group: ACTIONS.block({"type": "static_select", "option_groups": [group]}),
    "/blocks/0/elements/0/option_groups/0",
)


def menu(**more):
    return {"type": "static_select", **more}


def radio(**more):
    return {"type": "radio_buttons", **more}


def overflow(**more):
    return {"type": "overflow", **more}


def group(**more):
    return {"label": plain("Label"), "options": options(1), **more}


def colour(rule, place, good):
    words = ("invalid additional property: colour", "")
    return case(f"{rule}.keys", place, good, good | {"colour": "red"}, words)


def missing(rule, key, place, good):
    words = (f"missing required field: {key}", "")
    return case(f"{rule}.needs_{key}", place, good, without(key, good), words)


EVERY = [
    *(
        each
        for rule, place in [
            ("option", MENU),
            ("option.mrkdwn", RADIO),
            ("option.overflow", OVERFLOW),
        ]
        for each in (
            colour(rule, place, option(description=plain("Why"))),
            missing(rule, "text", place, option()),
            missing(rule, "value", place, option()),
            case(f"{rule}.type", place, option(), "v", (OBJECT, "")),
        )
    ),
    case(
        "option.keys",
        MENU,
        option(),
        option(url="https://acme.test"),
        ("invalid additional property: url", ""),
    ),
    case(
        "option.value.max",
        MENU,
        option(value="v" * 150),
        option(value="v" * 151),
        ("must be less than 151 characters", "/value"),
    ),
    case("option.value.type", RADIO, option(value="5"), option(value=5), (STRING, "/value")),
    case(
        "option.url.max",
        OVERFLOW,
        option(url="u" * 3000),
        option(url="u" * 3001),
        ("must be less than 3001 characters", "/url"),
    ),
    case(
        "option.url.type",
        OVERFLOW,
        option(url="https://acme.test"),
        option(url=["https://acme.test"]),
        (STRING, "/url"),
    ),
]


def mrkdwn(words, **more):
    return {"type": "mrkdwn", "text": words, **more}


def ticked(name, good, bad, words, at=""):
    """The words of a radio button, which may be mrkdwn."""
    inside = option(text=good), option(text=bad)
    return case(f"option.text.{name}", RADIO, *inside, (FAILED, "/text"), (words, f"/text{at}"))


RICH_WORDS = [
    ticked("max", mrkdwn("x" * 75), mrkdwn("x" * 76), "must be less than 76 characters", "/text"),
    ticked("min", mrkdwn("x"), mrkdwn(""), "must be more than 0 characters", "/text"),
    ticked("kind", mrkdwn("*x*"), {"type": "html", "text": "x"}, ENUM, "/type"),
    ticked(
        "keys",
        mrkdwn("x", verbatim=True),
        mrkdwn("x", emoji=True),
        "invalid additional property: emoji",
    ),
    ticked("type", mrkdwn("x"), "x", "must provide an object"),
]
PLAIN_WORDS = [
    *text_cases("option.plain_text", MENU, lambda t: option(text=t), at="/text", longest=75),
    *text_cases(
        "option.plain_text",
        OVERFLOW,
        lambda t: option(description=t),
        at="/description",
        longest=75,
    ),
]
LABELS = text_cases(
    "option_groups[].label", GROUP, lambda t: group(label=t), at="/label", longest=75
)
GROUPS = [
    colour("option_groups[]", GROUP, group()),
    missing("option_groups[]", "label", GROUP, group()),
    missing("option_groups[]", "options", GROUP, group()),
    case("option_groups[].type", GROUP, group(), "Label", (OBJECT, "")),
    case(
        "options.max",
        GROUP,
        group(options=options(100)),
        group(options=options(101)),
        ("no more than 100 items allowed", "/options"),
    ),
    case(
        "option_groups.max",
        ACTIONS,
        menu(option_groups=[group()] * 100),
        menu(option_groups=[group()] * 101),
        ("no more than 100 items allowed", "/option_groups"),
    ),
    case(
        "option_groups.min",
        ACTIONS,
        menu(option_groups=[group()]),
        menu(option_groups=[]),
        ("no less than 1 items allowed", "/option_groups"),
    ),
    case(
        "option_groups.type",
        ACTIONS,
        menu(option_groups=[group()]),
        menu(option_groups=group()),
        (ARRAY, "/option_groups"),
    ),
]


def counted(rule, made, most, at="/options"):
    """As many options as are allowed, one more, none, and something that is no list."""
    good = made(options=options(most))
    return [
        case(
            f"{rule}.max",
            ACTIONS,
            good,
            made(options=options(most + 1)),
            (f"no more than {most} items allowed", at),
        ),
        case(
            f"{rule}.min",
            ACTIONS,
            made(options=options(1)),
            made(options=[]),
            ("no less than 1 items allowed", at),
        ),
        case(f"{rule}.type", ACTIONS, good, made(options=option()), (ARRAY, at)),
    ]


COUNTS = [
    *counted("options", menu, 100),
    *counted("element.radio_buttons.options", radio, 10),
    *counted("element.overflow.options", overflow, 5),
    missing("element.radio_buttons", "options", ACTIONS, radio(options=options(2))),
    missing("element.overflow", "options", ACTIONS, overflow(options=options(2))),
    colour(
        "element.radio_buttons",
        INPUT,
        radio(action_id="a", options=options(2), initial_option=options(2)[1], focus_on_load=True),
    ),
    colour("element.overflow", ACTIONS, overflow(action_id="a", options=options(2))),
    case(
        "element.overflow.keys",
        ACTIONS,
        overflow(options=options(2)),
        overflow(options=options(2), initial_option=options(2)[0]),
        ("invalid additional property: initial_option", ""),
    ),
    case(
        "element.radio_buttons.initial",
        ACTIONS,
        radio(options=options(2), initial_option=option(value="1")),
        radio(options=options(2), initial_option=option(value="2")),
        ("initial option was not found in the options", ""),
    ),
]


@pytest.mark.parametrize(
    ("place", "good", "bad", "told"),
    [*EVERY, *RICH_WORDS, *PLAIN_WORDS, *LABELS, *GROUPS, *COUNTS],
)
def test_options_are_held_to_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize("place", [ACTIONS, ACCESSORY])
def test_an_overflow_menu_is_no_input(place):
    made = overflow(options=options(2))
    words = "unsupported type: overflow [json-pointer:/blocks/0/element/type]"

    assert refusal(place, made) == ("", [])
    assert refusal(MESSAGE_INPUT, made) == ("invalid_blocks", [words])
