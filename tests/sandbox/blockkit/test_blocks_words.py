"""Section, header, divider, context and markdown: their limits, literally."""

import pytest

from tests.sandbox.blockkit.placing import plain, refusal, text_cases
from tests.sandbox.blockkit.whole import BLOCK, SCHEMAS, block, words, words_cases

pytestmark = pytest.mark.contract("16.2")

BUTTON = {"type": "button", "text": plain("Go")}
MOMENT = {"type": "datetimepicker"}
PICTURE = {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A"}


def section(**parts):
    return {"type": "section", **parts}


def fields(count, each=None):
    return section(fields=[each or words("x")] * count)


def header(text):
    return {"type": "header", "text": text}


def context(*elements):
    return {"type": "context", "elements": list(elements)}


def markdown(text):
    return {"type": "markdown", "text": text}


SECTIONS = [
    *words_cases(
        "block.section.text", BLOCK, lambda text: section(text=text), at="/text", longest=3000
    ),
    *words_cases(
        "block.section.fields[]",
        BLOCK,
        lambda text: section(fields=[text]),
        at="/fields/0",
        longest=2000,
    ),
    block(
        "block.section.fields.max",
        fields(10),
        fields(11),
        ("no more than 10 items allowed", "/fields"),
    ),
    block(
        "block.section.fields.min",
        fields(1),
        section(fields=[]),
        ("no less than 1 items allowed", "/fields"),
    ),
    block(
        "block.section.fields.type",
        fields(1),
        section(fields=words("x")),
        ("must be an array", "/fields"),
    ),
    block(
        "block.section.choice",
        section(text=words("x"), fields=[words("x")]),
        section(accessory=BUTTON),
        ("must define either `text`", ""),
    ),
    block(
        "block.section.keys",
        section(text=words("x"), expand=True, block_id="b"),
        section(text=words("x"), elements=[]),
        ("invalid additional property: elements", ""),
    ),
    block(
        "block.section.accessory.type",
        section(text=words("x"), accessory=PICTURE),
        section(text=words("x"), accessory=MOMENT),
        ("unsupported type: datetimepicker", "/accessory/type"),
    ),
    block(
        "block.section.accessory.type",
        section(text=words("x"), accessory=BUTTON),
        section(text=words("x"), accessory=[BUTTON]),
        ("must be an object", "/accessory"),
    ),
]
HEADERS = [
    *text_cases("block.header.text", BLOCK, header, at="/text", longest=150),
    block(
        "block.header.needs_text",
        header(plain("x")),
        {"type": "header"},
        ("missing required field: text", ""),
    ),
    block(
        "block.header.keys",
        header(plain("x")) | {"block_id": "b"},
        header(plain("x")) | {"level": 2},
        ("invalid additional property: level", ""),
    ),
    block(
        "block.divider.keys",
        {"type": "divider", "block_id": "b"},
        {"type": "divider", "text": plain("x")},
        ("invalid additional property: text", ""),
    ),
]
CONTEXTS = [
    *words_cases("block.context.elements[].text", BLOCK, context, at="/elements/0", longest=3000)[
        :2
    ],
    block(
        "block.context.elements[].text.keys",
        context(plain("x") | {"emoji": True}),
        context(plain("x") | {"verbatim": True}),
        (SCHEMAS, "/elements/0"),
        ("invalid additional property: verbatim", "/elements/0"),
    ),
    block(
        "block.context.elements[].text.type",
        context(words("x")),
        context({"type": "mrkdwn"}),
        (SCHEMAS, "/elements/0"),
        ("must provide an object", "/elements/0"),
    ),
    block(
        "block.context.elements.max",
        context(*[words("x")] * 10),
        context(*[words("x")] * 11),
        ("no more than 10 items allowed", "/elements"),
    ),
    block(
        "block.context.elements.min",
        context(words("x")),
        context(),
        ("no less than 1 items allowed", "/elements"),
    ),
    block(
        "block.context.elements.type",
        context(words("x")),
        {"type": "context", "elements": words("x")},
        ("must be an array", "/elements"),
    ),
    block(
        "block.context.elements[].image.type",
        context(PICTURE),
        context(BUTTON),
        ("unsupported type: button", "/elements/0/type"),
    ),
    block(
        "block.context.needs_elements",
        context(words("x")),
        {"type": "context"},
        ("missing required field: elements", ""),
    ),
    block(
        "block.context.keys",
        context(words("x")) | {"block_id": "b"},
        context(words("x")) | {"text": words("x")},
        ("invalid additional property: text", ""),
    ),
]
MARKDOWNS = [
    block(
        "block.markdown.text.max",
        markdown("x" * 12_000),
        markdown("x" * 12_001),
        ("must be less than 12001 characters", "/text"),
    ),
    block(
        "block.markdown.text.min",
        markdown("x"),
        markdown(""),
        ("must be more than 0 characters", "/text"),
    ),
    block(
        "block.markdown.text.type",
        markdown("x"),
        markdown(words("x")),
        ("must be a string", "/text"),
    ),
    block(
        "block.markdown.needs_text",
        markdown("x"),
        {"type": "markdown"},
        ("missing required field: text", ""),
    ),
    block(
        "block.markdown.keys",
        markdown("x") | {"block_id": "b"},
        markdown("x") | {"verbatim": True},
        ("invalid additional property: verbatim", ""),
    ),
]


@pytest.mark.parametrize(
    ("place", "good", "bad", "told"), [*SECTIONS, *HEADERS, *CONTEXTS, *MARKDOWNS]
)
def test_words_stand_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
