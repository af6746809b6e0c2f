"""Views as a whole: the limits of a modal and of a Home tab, literally."""

import json

import pytest

from tests.sandbox.blockkit.placing import Place, case, of_view, plain, text_cases

pytestmark = pytest.mark.contract("16.2")

STRING, LONG = "must be a string", "must be less than {} characters"
FAILED = "failed to match all allowed schemas"


def section(text="x"):
    return {"type": "section", "text": plain(text)}


def field(block_id="field", **element):
    shape = {"type": "plain_text_input", **element}
    return {"type": "input", "block_id": block_id, "label": plain("Label"), "element": shape}


def modal(*blocks, **more):
    return {"type": "modal", "title": plain("Title"), "blocks": [*blocks] or [section()], **more}


def home(*blocks, **more):
    return {"type": "home", "blocks": list(blocks), **more}


def without(key, view):
    return {name: value for name, value in view.items() if name != key}


WHOLE = Place("modal", lambda view: view, "/view")


def of_whole(rule, good, bad, *complaints):
    return case(rule, WHOLE, good, bad, *complaints)


def of_texts(key):
    return text_cases(
        f"view.modal.{key}", WHOLE, lambda text: modal(**{key: text}), at=f"/{key}", longest=24
    )


STRINGS = [
    of_whole(
        f"view.modal.{key}.{name}", make(**{key: good}), make(**{key: bad}), (words, f"/{key}")
    )
    for make in (modal, home)
    for key, most in [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)]
    for name, good, bad, words in [
        ("max", "x" * most, "x" * (most + 1), LONG.format(most + 1)),
        ("type", "{}", {}, STRING),
    ]
]
FULL = modal(
    field(),
    submit=plain("Send"),
    close=plain("Back"),
    callback_id="c",
    external_id="e",
    private_metadata="m",
    clear_on_close=True,
    notify_on_close=True,
    submit_disabled=False,
)
HOME = home(section(), callback_id="c", external_id="e", private_metadata="m")
NEEDS_SUBMIT = ("missing required field: submit", "")
ONE_FOCUS = ("focus_on_load is allowed on one element", "/blocks")
REST = [
    of_whole(
        "view.modal.keys", FULL, FULL | {"colour": 1}, ("invalid additional property: colour", "")
    ),
    *(
        of_whole(
            "view.home.keys", HOME, HOME | {key: good}, (f"invalid additional property: {key}", "")
        )
        for key, good in [
            ("title", plain("Title")),
            ("submit", plain("Send")),
            ("close", plain("Back")),
            ("notify_on_close", True),
        ]
    ),
    of_whole(
        "view.modal.needs_title",
        modal(),
        without("title", modal()),
        ("missing required field: title", ""),
    ),
    of_whole(
        "view.modal.blocks.min",
        modal(section()),
        modal() | {"blocks": []},
        ("no less than 1 items allowed", "/blocks"),
    ),
    of_whole(
        "view.submit.needed", modal(field(), submit=plain("Send")), modal(field()), NEEDS_SUBMIT
    ),
    of_whole("view.submit.needed", home(field()), modal(section(), field()), NEEDS_SUBMIT),
    *(
        of_whole(
            "view.focus.twice",
            make(field("a", focus_on_load=True), field("b", focus_on_load=False), **send),
            make(field("a", focus_on_load=True), field("b", focus_on_load=True), **send),
            ONE_FOCUS,
        )
        for make, send in [(modal, {"submit": plain("Send")}), (home, {})]
    ),
    *(
        of_whole(
            f"view.modal.{key}.kind",
            modal(**{key: plain("x") | {"emoji": True}}),
            modal(**{key: {"type": "html", "text": "x"}}),
            (FAILED, f"/{key}"),
            ("must be a valid enum value: ('plain_text',)", f"/{key}/type"),
        )
        for key in ("title", "submit", "close")
    ),
    of_whole(
        "flag.type",
        modal(clear_on_close=False),
        modal(clear_on_close="no"),
        ("must be a boolean", "/clear_on_close"),
    ),
    of_whole(
        "view.format", home(), without("blocks", home()), ("missing required field: blocks", "")
    ),
    of_whole("view.format", home(), "a view", ("must provide an object", "")),
]
TEXTS = [*of_texts("title"), *of_texts("submit"), *of_texts("close")]


@pytest.mark.parametrize(("_", "good", "bad", "told"), [*STRINGS, *REST, *TEXTS])
def test_a_view_is_held_to_its_limits(_, good, bad, told):
    assert of_view(good) == ("", [])
    assert of_view(bad) == told


@pytest.mark.parametrize(
    ("kinds", "good", "bad"),
    [(("modal",), modal(), home()), (("home",), home(), modal())],
)
@pytest.mark.rule("view.kind")
def test_a_view_of_another_kind_is_refused(kinds, good, bad):
    words = "unsupported type [json-pointer:/view/type]"

    assert of_view(good, kinds=kinds) == ("", [])
    assert of_view(bad, kinds=kinds) == ("invalid_arguments", [words])
    assert of_view(good | {"type": "workflow_step"}, kinds=kinds) == ("invalid_arguments", [words])


@pytest.mark.parametrize("key", ["private_metadata", "callback_id", "external_id"])
def test_what_a_view_carries_for_its_app_may_be_empty(key):
    assert of_view(modal(**{key: ""})) == ("", [])
    assert of_view(home(**{key: ""})) == ("", [])


@pytest.mark.rule("view.size")
def test_a_view_holds_256000_bytes_and_not_one_more():
    large = modal(*[section("x" * 2480)] * 100, callback_id="", private_metadata="")
    largest = large | {"private_metadata": "x" * (256_000 - len(json.dumps(large)))}

    assert len(json.dumps(largest)) == 256_000
    assert of_view(largest) == ("", [])
    assert of_view(largest | {"callback_id": "x"}) == ("view_too_large", [])
