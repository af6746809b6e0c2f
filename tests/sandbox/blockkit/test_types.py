"""The sandbox knows the keys that @slack/types knows (known_keys.json), and no others."""

import json
from pathlib import Path

import pytest

from tests.sandbox.blockkit.least import CASES, LEAF_WORDS, LEAST, OF_KIND, SURE, VALUES, WEB, WHOLE
from tests.sandbox.blockkit.placing import ACTIONS, CONTEXT, LEAF, of_view, plain, refusal

proves = pytest.mark.contract("16.2")

KNOWN = json.loads(Path(__file__).with_name("known_keys.json").read_text())
NEWER = {
    "rich_text_list": ["offset"],
    "rich_text_preformatted": ["language"],
    "emoji": ["skin_tone"],
    "modal": ["submit_disabled"],
}
"""Keys that Slack's documents and slack_sdk know, and these types do not."""

NOT_BUILT = {
    "elements": ["feedback_buttons", "file_input", "icon_button", "url", "workflow_button"],
    "blocks": [
        "alert", "card", "carousel", "container", "context_actions", "data_table", "file", "plan",
        "task_card", "video",
    ],
}  # fmt: skip
EXCLUSIVE = {
    "option_groups": ("options", [{"label": plain("L"), "options": [WEB]}]),
    "slack_file": ("image_url", {"id": "F1"}),
}


def with_key(place, least, key):
    """The least of this kind with one more key, or with the other one of two."""
    if key in EXCLUSIVE:
        other, value = EXCLUSIVE[key]
        return {name: each for name, each in least.items() if name != other} | {key: value}
    own = {**VALUES, **(LEAF_WORDS if place is LEAF else {}), **OF_KIND.get(least["type"], {})}
    return least | {key: least[key] if key in least else own[key]}


def named(given):
    return given["type"] if isinstance(given, dict) else ""


@proves
@pytest.mark.parametrize(("group", "place", "least"), CASES, ids=named)
def test_every_key_of_the_types_is_taken(group, place, least):
    kind = least["type"]
    keys = [*KNOWN[group][kind], *NEWER.get(kind, [])]

    refused = {key: refusal(place, with_key(place, least, key)) for key in keys}

    assert refused == dict.fromkeys(keys, ("", []))


@proves
@pytest.mark.parametrize(("group", "place", "least"), CASES, ids=named)
def test_no_key_that_only_others_know_is_taken(group, place, least):
    kind = least["type"]
    every = {key for each in KNOWN[group].values() for key in each} | {"colour"}
    strange = sorted(every - set(KNOWN[group][kind]) - set(NEWER.get(kind, [])))
    words = "invalid additional property: {} [json-pointer:{}]"

    told = {key: refusal(place, least | {key: VALUES.get(key, "x")})[1] for key in strange}

    assert strange
    assert all(words.format(key, place.pointer) in told[key] for key in strange), told


@proves
@pytest.mark.parametrize(("group", "place", "least"), CASES, ids=named)
def test_every_key_that_the_types_require_is_required(group, place, least):
    needed = [key for key, must in KNOWN[group][least["type"]].items() if must and key != "type"]

    for key in needed:
        without = {name: each for name, each in least.items() if name != key}
        words = f"missing required field: {key} [json-pointer:{place.pointer}]"
        assert words in refusal(place, without)[1]


def test_every_kind_of_the_types_is_tried_here_or_said_to_be_unbuilt():
    for group, unbuilt in NOT_BUILT.items():
        tried = {least["type"] for _, least in LEAST[group]}

        assert sorted([*tried, *unbuilt]) == sorted(KNOWN[group])


@proves
@pytest.mark.parametrize("kind", NOT_BUILT["blocks"])
def test_a_block_that_is_not_built_is_refused_in_clear_words(kind):
    words = f"not built in this sandbox: {kind} [json-pointer:/blocks/0/type]"

    assert refusal(WHOLE, {"type": kind}) == ("invalid_blocks", [words])


@proves
@pytest.mark.parametrize("kind", NOT_BUILT["elements"])
def test_an_element_that_is_not_built_is_refused_in_clear_words(kind):
    words = f"not built in this sandbox: {kind} [json-pointer:/blocks/0/elements/0/type]"

    assert refusal(ACTIONS, {"type": kind}) == ("invalid_blocks", [words])


@proves
def test_options_confirmations_and_files_know_the_keys_of_the_types():
    option = {
        "text": plain("x"),
        "value": "v",
        "url": "https://acme.test",
        "description": plain("?"),
    }
    sure = SURE | {"style": "danger"}
    menu = {"type": "overflow", "options": [option], "confirm": sure}
    image = {"type": "image", "alt_text": "A map", "slack_file": {"id": "F1"}}

    assert KNOWN["objects"]["PlainTextOption"].keys() == option.keys()
    assert KNOWN["objects"]["Confirm"].keys() == sure.keys()
    assert KNOWN["objects"]["SlackFileViaId"].keys() == image["slack_file"].keys()
    assert refusal(ACTIONS, menu) == ("", [])
    assert refusal(CONTEXT, image) == ("", [])


@proves
@pytest.mark.parametrize("kind", ["modal", "home"])
def test_views_know_the_keys_of_the_types_and_no_others(kind):
    values = {
        "title": plain("T"),
        "submit": plain("S"),
        "close": plain("C"),
        "clear_on_close": True,
        "notify_on_close": True,
        "submit_disabled": False,
        "blocks": [{"type": "divider"}],
    }
    every = {key: values.get(key, "x") for each in KNOWN["views"].values() for key in each}
    known = [*KNOWN["views"][kind], *NEWER.get(kind, [])]
    strange = sorted(set(every) - set(known))
    full = {key: every[key] for key in known} | {"type": kind}

    assert of_view(full) == ("", [])
    for key in [*strange, "colour"]:
        words = f"invalid additional property: {key} [json-pointer:/view]"
        assert of_view(full | {key: every.get(key)}) == ("invalid_arguments", [words])
