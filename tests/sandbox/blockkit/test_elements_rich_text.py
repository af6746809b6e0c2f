"""Rich text: its sections, lists, quotes and code, and the leaves in them."""

import pytest

from tests.sandbox.blockkit.placing import LEAF, RICH_TEXT, case, refusal

pytestmark = pytest.mark.contract("16.2")

STRING, INTEGER = "must be a string", "must be an integer"
WORDS = {"type": "text", "text": "words"}
SECTION = {"type": "rich_text_section", "elements": [WORDS]}


def part(kind, **more):
    return {"type": f"rich_text_{kind}", "elements": [WORDS], **more}


def items(**more):
    return {"type": "rich_text_list", "style": "bullet", "elements": [SECTION, SECTION], **more}


def without(key, given):
    return {name: value for name, value in given.items() if name != key}


def of_part(rule, good, bad, words, at=""):
    return case(rule, RICH_TEXT, good, bad, (words, at))


BORDERED = [part("quote"), part("preformatted"), items()]
PARTS = [
    *(
        of_part(
            f"{good['type']}.keys",
            good,
            good | {"colour": "red"},
            "invalid additional property: colour",
        )
        for good in [
            part("section"),
            part("quote", border=0),
            part("preformatted", border=0, language="python"),
            items(border=0, indent=0, offset=0),
        ]
    ),
    *(
        of_part(
            f"{good['type']}.needs_elements",
            good | {"elements": []},
            without("elements", good),
            "missing required field: elements",
        )
        for good in [part("section"), *BORDERED]
    ),
    *(
        of_part(
            f"rich_text.border.{name}", good | {"border": fits}, good | {"border": bad}, say, at
        )
        for good in BORDERED
        for name, fits, bad, say, at in [
            ("max", 1, 2, "must be less than 2", "/border"),
            ("min", 0, -1, "must be greater than -1", "/border"),
            ("type", 1, True, INTEGER, "/border"),
        ]
    ),
    *(
        of_part(
            "rich_text_section.elements.type",
            part(kind),
            part(kind, elements="words"),
            "must be an array",
            "/elements",
        )
        for kind in ("section", "quote", "preformatted")
    ),
    *(
        of_part(
            "rich_text_section.elements[].type",
            part(kind),
            part(kind, elements=[WORDS, {"type": "mrkdwn", "text": "x"}]),
            "unsupported type: mrkdwn",
            "/elements/1/type",
        )
        for kind in ("section", "quote", "preformatted")
    ),
    of_part(
        "rich_text_preformatted.language.type",
        part("preformatted", language="python"),
        part("preformatted", language=3),
        STRING,
        "/language",
    ),
    of_part(
        "rich_text_list.elements.type",
        items(elements=[]),
        items(elements=SECTION),
        "must be an array",
        "/elements",
    ),
    of_part(
        "rich_text_list.elements[].type",
        items(elements=[SECTION]),
        items(elements=[items()]),
        "unsupported type: rich_text_list",
        "/elements/0/type",
    ),
    of_part(
        "rich_text_list.needs_style",
        items(style="ordered"),
        without("style", items()),
        "missing required field: style",
    ),
    of_part(
        "rich_text_list.style.among",
        items(style="bullet"),
        items(style="numbered"),
        "must be one of: bullet, ordered",
        "/style",
    ),
    of_part("rich_text_list.style.type", items(), items(style=1), STRING, "/style"),
    *(
        of_part(f"rich_text_list.{name}", items(**{key: fits}), items(**{key: bad}), say, f"/{key}")
        for name, key, fits, bad, say in [
            ("indent.max", "indent", 8, 9, "must be less than 9"),
            ("indent.min", "indent", 0, -1, "must be greater than -1"),
            ("indent.type", "indent", 1, "1", INTEGER),
            ("offset.min", "offset", 0, -1, "must be greater than -1"),
            ("offset.type", "offset", 7, 7.5, INTEGER),
        ]
    ),
]
STYLES = ["bold", "italic", "strike", "code", "underline"]
LEAVES = [
    {"type": "text", "text": "words", "style": dict.fromkeys(STYLES, True)},
    {"type": "link", "url": "https://acme.test", "text": "Acme", "unsafe": False},
    {"type": "user", "user_id": "U1", "style": {"highlight": True, "client_highlight": True}},
    {"type": "usergroup", "usergroup_id": "S1", "style": {"unlink": False}},
    {"type": "channel", "channel_id": "C1"},
    {"type": "team", "team_id": "T1"},
    {"type": "broadcast", "range": "here"},
    {"type": "color", "value": "#ff0000"},
    {"type": "emoji", "name": "tada", "unicode": "1f389", "skin_tone": 2},
    {"type": "date", "timestamp": 1764000000, "format": "{date}", "fallback": "then"},
]
NEEDED = {
    "text": ["text"],
    "link": ["url"],
    "user": ["user_id"],
    "usergroup": ["usergroup_id"],
    "channel": ["channel_id"],
    "team": ["team_id"],
    "broadcast": ["range"],
    "color": ["value"],
    "emoji": ["name"],
    "date": ["timestamp", "format"],
}


def of_leaf(rule, good, bad, words, at=""):
    return case(f"leaf.{rule}", LEAF, good, bad, (words, at))


INSIDE = [
    *(
        of_leaf(
            f"{good['type']}.keys",
            good,
            good | {"colour": "red"},
            "invalid additional property: colour",
        )
        for good in LEAVES
    ),
    *(
        of_leaf(
            f"{good['type']}.needs_{key}",
            good,
            without(key, good),
            f"missing required field: {key}",
        )
        for good in LEAVES
        for key in NEEDED[good["type"]]
    ),
    *(
        of_leaf("string.type", good, good | {key: 5}, STRING, f"/{key}")
        for good in LEAVES
        for key in sorted(
            set(good) & {"text", "url", "user_id", "channel_id", "name", "format", "value"}
        )
    ),
    of_leaf("style.type", LEAVES[0], WORDS | {"style": "bold"}, "must be an object", "/style"),
    of_leaf(
        "style.keys",
        LEAVES[0],
        WORDS | {"style": {"colour": True}},
        "invalid additional property: colour",
        "/style",
    ),
    *(
        of_leaf(
            f"range.{name}",
            {"type": "broadcast", "range": good},
            {"type": "broadcast", "range": bad},
            say,
            "/range",
        )
        for name, good, bad, say in [
            ("among", "here", "all", "must be one of: here, channel, everyone"),
            ("among", "channel", "", "must be one of: here, channel, everyone"),
            ("type", "everyone", 1, STRING),
        ]
    ),
    of_leaf(
        "timestamp.min",
        LEAVES[-1] | {"timestamp": 0},
        LEAVES[-1] | {"timestamp": -1},
        "must be greater than -1",
        "/timestamp",
    ),
    of_leaf("timestamp.type", LEAVES[-1], LEAVES[-1] | {"timestamp": "0"}, INTEGER, "/timestamp"),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*PARTS, *INSIDE])
def test_rich_text_is_held_to_its_form(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
