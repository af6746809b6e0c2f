"""Menus: static, external, of people and of channels."""

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

STRING, ARRAY = "must be a string", "must be an array"
NEVER_OFFERED = ("initial option was not found in the options", "")


def option(name, **more):
    return {"text": plain(name), "value": name, **more}


def options(count):
    return [option(f"o{n}") for n in range(count)]


def group(*names, label="Group"):
    return {"label": plain(label), "options": [option(name) for name in names]}


def menu(kind="static_select", **more):
    return {"type": kind, **more}


def one_of(*names, **more):
    return menu(options=[option(name) for name in names], **more)


def many_of(*names, **more):
    return menu("multi_static_select", options=[option(name) for name in names], **more)


def odd(kind, **good):
    """A menu with every key that it knows, and one with a key more."""
    shared = {
        "type": kind,
        "action_id": "a",
        "placeholder": plain("Choose"),
        "focus_on_load": True,
        "confirm": {
            "title": plain("Sure?"),
            "text": plain("Really?"),
            "confirm": plain("Yes"),
            "deny": plain("No"),
        },
    }
    full = shared | good
    words = ("invalid additional property: colour", "")
    return case(f"element.{kind}.keys", INPUT, full, full | {"colour": "red"}, words)


KEYS = [
    odd("static_select", options=options(2), initial_option=option("o1")),
    odd("multi_static_select", option_groups=[group("x")], initial_options=[option("x")]),
    odd("external_select", initial_option=option("x"), min_query_length=1),
    odd("multi_external_select", initial_options=[option("x")], max_selected_items=1),
    odd("users_select", initial_user="U1"),
    odd("multi_users_select", initial_users=["U1"], max_selected_items=1),
    odd("channels_select", initial_channel="C1", response_url_enabled=True),
    odd("multi_channels_select", initial_channels=["C1"], max_selected_items=1),
    odd(
        "conversations_select",
        initial_conversation="C1",
        default_to_current_conversation=True,
        response_url_enabled=True,
        filter={"include": ["public"]},
    ),
    odd(
        "multi_conversations_select",
        initial_conversations=["C1"],
        default_to_current_conversation=True,
        max_selected_items=1,
        filter={"exclude_bot_users": True, "exclude_external_shared_channels": True},
    ),
]
STATIC = [
    case(
        "element.static_select.choice",
        ACTIONS,
        menu(option_groups=[group("x")]),
        menu(),
        ("must define either `options`", ""),
    ),
    case(
        "element.static_select.choice",
        ACTIONS,
        menu(options=options(1)),
        menu(options=options(1), option_groups=[group("x")]),
        ("only one of options, option_groups allowed", ""),
    ),
    case(
        "element.static_select.initial",
        ACTIONS,
        one_of("x", "y", initial_option=option("y")),
        one_of("x", "y", initial_option=option("z")),
        NEVER_OFFERED,
    ),
    case(
        "element.static_select.initial",
        ACTIONS,
        menu(option_groups=[group("x"), group("y")], initial_option=option("y")),
        menu(option_groups=[group("x"), group("y")], initial_option=option("z")),
        NEVER_OFFERED,
    ),
    case(
        "element.static_select.initial",
        ACTIONS,
        one_of("x", initial_option={"text": plain("x"), "value": "x"}),
        one_of("x", initial_option={"text": plain("X"), "value": "x"}),
        NEVER_OFFERED,
    ),
    case(
        "element.multi_static_select.choice",
        ACTIONS,
        menu("multi_static_select", options=options(1)),
        menu("multi_static_select"),
        ("must define either `options`", ""),
    ),
    case(
        "element.multi_static_select.initial",
        ACTIONS,
        many_of("x", "y", initial_options=[option("x"), option("y")]),
        many_of("x", "y", initial_options=[option("x"), option("z")]),
        NEVER_OFFERED,
    ),
    case(
        "element.multi_static_select.initial_options.min",
        ACTIONS,
        many_of("x", initial_options=[option("x")]),
        many_of("x", initial_options=[]),
        ("no less than 1 items allowed", "/initial_options"),
    ),
    case(
        "element.multi_static_select.initial_options.type",
        ACTIONS,
        many_of("x", initial_options=[option("x")]),
        many_of("x", initial_options=option("x")),
        (ARRAY, "/initial_options"),
    ),
]
QUERY = "/min_query_length"
EXTERNAL = [
    case(
        f"element.{kind}.min_query_length.{name}",
        ACTIONS,
        menu(kind, min_query_length=good),
        menu(kind, min_query_length=bad),
        (words, QUERY),
    )
    for kind in ("external_select", "multi_external_select")
    for name, good, bad, words in [
        ("min", 0, -1, "must be greater than -1"),
        ("type", 3, "3", "must be an integer"),
    ]
] + [
    case(
        "element.multi_external_select.initial_options.min",
        ACTIONS,
        menu("multi_external_select", initial_options=[option("x")]),
        menu("multi_external_select", initial_options=[]),
        ("no less than 1 items allowed", "/initial_options"),
    ),
    case(
        "element.multi_external_select.initial_options.type",
        ACTIONS,
        menu("multi_external_select", initial_options=[option("x")]),
        menu("multi_external_select", initial_options=option("x")),
        (ARRAY, "/initial_options"),
    ),
]
PEOPLE_AND_PLACES = [
    case(
        f"element.{kind}.{key}.type",
        ACTIONS,
        menu(kind, **{key: good}),
        menu(kind, **{key: bad}),
        (words, f"/{key}"),
    )
    for kind, key, good, bad, words in [
        ("users_select", "initial_user", "U1", ["U1"], STRING),
        ("channels_select", "initial_channel", "C1", ["C1"], STRING),
        ("conversations_select", "initial_conversation", "C1", ["C1"], STRING),
        ("multi_users_select", "initial_users", [], "U1", ARRAY),
        ("multi_channels_select", "initial_channels", [], "C1", ARRAY),
        ("multi_conversations_select", "initial_conversations", [], "C1", ARRAY),
    ]
] + [
    case(
        f"element.multi_{noun}s_select.initial_{noun}s[].type",
        ACTIONS,
        menu(f"multi_{noun}s_select", **{f"initial_{noun}s": ["X1", "X2"]}),
        menu(f"multi_{noun}s_select", **{f"initial_{noun}s": ["X1", 2]}),
        (STRING, f"/initial_{noun}s/1"),
    )
    for noun in ("user", "channel", "conversation")
]


@pytest.mark.parametrize(
    ("place", "good", "bad", "told"),
    [*KEYS, *STATIC, *EXTERNAL, *PEOPLE_AND_PLACES],
)
def test_a_menu_is_held_to_its_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize("place", [INPUT, MESSAGE_INPUT, HOME_INPUT, ACTIONS, ACCESSORY])
@pytest.mark.parametrize(
    "kind",
    [
        "external_select",
        "multi_external_select",
        "users_select",
        "multi_users_select",
        "channels_select",
        "multi_channels_select",
        "conversations_select",
        "multi_conversations_select",
    ],
)
def test_a_menu_stands_everywhere(place, kind):
    assert refusal(place, menu(kind)) == ("", [])


@pytest.mark.rule("element.response_url_enabled.place")
@pytest.mark.parametrize("kind", ["conversations_select", "channels_select"])
def test_only_an_input_block_of_a_modal_asks_for_a_response_url(kind):
    asking = menu(kind, response_url_enabled=True)
    elsewhere = (MESSAGE_INPUT, HOME_INPUT, ACTIONS, ACCESSORY, MODAL_ACTIONS)

    told = [refusal(place, asking)[1] for place in elsewhere]

    assert refusal(INPUT, asking) == ("", [])
    assert refusal(ACTIONS, menu(kind, response_url_enabled=False)) == ("", [])
    words = "response_url_enabled is not allowed here [json-pointer:{}/blocks/0]"
    views = words.format("/view")
    assert told == [[words.format("")], [views], [words.format("")], [words.format("")], [views]]
