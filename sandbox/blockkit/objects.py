"""The composition objects that elements and blocks are made of (contract 3.2)."""

from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from sandbox.blockkit.shape import Choice, Extra, Shape
from sandbox.blockkit.spec import FLAG, Many, Number, Spec, String, Text, shared

Fields = dict[str, Spec]

LISTS = Choice(("options", "option_groups"))
ACTION_ID = shared("action_id", String(255))
BLOCK_ID = shared("block_id", String(255))
PLACEHOLDER = shared("placeholder", Text(150, plain=True))
CONFIRM = shared(
    "confirm",
    Shape(
        {
            "title*": Text(100, plain=True),
            "text*": Text(300),
            "confirm": Text(30, plain=True),
            "deny": Text(30, plain=True),
            "style": String(among="primary danger"),
        }
    ),
)
FILTER = shared(
    "filter",
    Shape(
        {
            "include": Many(String(among="im mpim private public"), most=4),
            "exclude_external_shared_channels": FLAG,
            "exclude_bot_users": FLAG,
        },
        choice=Choice(
            ("include", "exclude_external_shared_channels", "exclude_bot_users"), many=True
        ),
    ),
)
DISPATCH = shared(
    "dispatch_action_config",
    Shape(
        {"trigger_actions_on": Many(String(among="on_enter_pressed on_character_entered"), most=2)}
    ),
)
WORDS = shared("option.plain_text", Text(75, plain=True))
ANY_WORDS = shared("option.text", Text(75))
VALUE = shared("option.value", String(150))
PLAIN_FIELDS: Fields = {"text*": WORDS, "description": WORDS, "value*": VALUE}
RICH_FIELDS: Fields = {"text*": ANY_WORDS, "description": ANY_WORDS, "value*": VALUE}
LINKED: Fields = {"url": shared("option.url", String(3000))}
OPTION = shared("option", Shape(PLAIN_FIELDS))
RICH_OPTION = shared("option.mrkdwn", Shape(RICH_FIELDS))
OVERFLOW_OPTION = shared("option.overflow", Shape(PLAIN_FIELDS | LINKED))
OPTIONS = shared("options", Many(OPTION, most=100))
OPTION_GROUPS = shared(
    "option_groups",
    Many(Shape({"label*": Text(75, plain=True), "options*": OPTIONS}), most=100),
)
SLACK_FILE = Shape({"id": String(), "url": String()}, choice=Choice(("id", "url")))
IMAGE: Fields = {
    "image_url": shared("image.image_url", String(3000, shortest=1)),
    "slack_file": shared("image.slack_file", SLACK_FILE),
    "alt_text*": shared("image.alt_text", String(2000)),
}
MOST_CHOSEN = shared("max_selected_items", Number(1))

ACTING: Fields = {"action_id": ACTION_ID, "confirm": CONFIRM}
FOCUSING: Fields = ACTING | {"focus_on_load": FLAG}
SELECTING: Fields = FOCUSING | {"placeholder": PLACEHOLDER}
SELECTING_MANY: Fields = SELECTING | {"max_selected_items": MOST_CHOSEN}
TYPING: Fields = {
    "action_id": ACTION_ID,
    "placeholder": PLACEHOLDER,
    "focus_on_load": FLAG,
    "dispatch_action_config": DISPATCH,
}


def all_options(element: dict[str, Any]) -> list[Any]:
    """The options of an element, those in groups too."""
    groups = element.get("option_groups") or []
    inner = [each for group in groups for each in group.get("options", [])]
    return [*(element.get("options") or []), *inner]


def _initial_unknown(element: dict[str, Any]) -> str | None:
    chosen = list(element.get("initial_options") or [])
    chosen += [element["initial_option"]] if element.get("initial_option") else []
    known = all_options(element)
    strange = [each for each in chosen if each not in known]
    return "initial option was not found in the options" if strange else None


def _lengths_disagree(element: dict[str, Any]) -> str | None:
    low, high = element.get("min_length") or 0, element.get("max_length") or 3000
    initial = element.get("initial_value")
    if low > high:
        return "min_length must not be greater than max_length"
    if initial and not low <= len(initial) <= high:
        return "initial_value does not fit min_length and max_length"
    return None


def _bounds_crossed(element: dict[str, Any]) -> str | None:
    low, high = element.get("min_value"), element.get("max_value")
    if low is None or high is None or Decimal(low) <= Decimal(high):
        return None
    return "min_value must not be greater than max_value"


@cache
def _zones() -> set[str]:
    """Read from the disk once."""
    return available_timezones()


def _timezone_unknown(element: dict[str, Any]) -> str | None:
    zone = element.get("timezone")
    known = zone is None or zone in _zones()
    return None if known else f"unknown timezone: {zone}"


INITIAL_KNOWN = Extra("initial", _initial_unknown)
LENGTHS_AGREE = Extra("lengths", _lengths_disagree)
BOUNDS_AGREE = Extra("bounds", _bounds_crossed)
TIMEZONE_KNOWN = Extra("timezone", _timezone_unknown)
