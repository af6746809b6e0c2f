"""What a menu may narrow: which conversations it offers, and how many may be chosen."""

import pytest

from tests.sandbox.blockkit.placing import ACTIONS, case, refusal

pytestmark = pytest.mark.contract("16.2")

STRING, ARRAY, OBJECT = "must be a string", "must be an array", "must be an object"


def menu(kind, **more):
    return {"type": kind, **more}


MOST = [
    case(
        f"max_selected_items.{name}",
        ACTIONS,
        menu("multi_users_select", max_selected_items=good),
        menu("multi_users_select", max_selected_items=bad),
        (words, "/max_selected_items"),
    )
    for name, good, bad, words in [
        ("min", 1, 0, "must be greater than 0"),
        ("type", 2, "2", "must be an integer"),
    ]
]


def filtered(given):
    return menu("conversations_select", filter=given)


FILTERS = [
    case(f"filter.{name}", ACTIONS, filtered(good), filtered(bad), (words, f"/filter{at}"))
    for name, good, bad, words, at in [
        ("choice", {"exclude_bot_users": True}, {}, "must define either `include`", ""),
        (
            "include.max",
            {"include": ["im", "mpim", "private", "public"]},
            {"include": ["im", "mpim", "private", "public", "im"]},
            "no more than 4 items allowed",
            "/include",
        ),
        (
            "include.min",
            {"include": ["im"]},
            {"include": []},
            "no less than 1 items allowed",
            "/include",
        ),
        ("include.type", {"include": ["im"]}, {"include": "im"}, ARRAY, "/include"),
        (
            "include[].among",
            {"include": ["private"]},
            {"include": ["secret"]},
            "must be one of: im, mpim, private, public",
            "/include/0",
        ),
        ("include[].type", {"include": ["im"]}, {"include": [1]}, STRING, "/include/0"),
        (
            "keys",
            {"exclude_external_shared_channels": False},
            {"exclude_external_shared_channels": False, "exclude_me": True},
            "invalid additional property: exclude_me",
            "",
        ),
        ("type", {"include": ["im"]}, ["im"], OBJECT, ""),
        (
            "choice",
            {"include": ["im"], "exclude_bot_users": True},
            {"include": None},
            "must define either `include`",
            "",
        ),
    ]
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*MOST, *FILTERS])
def test_a_menu_is_narrowed_within_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
