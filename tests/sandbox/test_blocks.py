"""Block Kit: limits, surfaces and Slack's own words for what is wrong."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.specs import actions, button, modal, plain, section, text_input

MARKETING = "C0MARKETING"


def chart(**more):
    categories = {"axis_config": {"categories": ["a", "b"]}}
    points = [{"label": "a", "value": 1}, {"label": "b", "value": 2}]
    series = {"type": "bar", "series": [{"name": "one", "data": points}], **categories}
    return {"type": "data_visualization", "title": "Requests", "chart": series | more}


def options(count, **more):
    return [{"text": plain(f"Option {n}"), "value": str(n), **more} for n in range(count)]


def input_of(element):
    return {"type": "input", "label": plain("Label"), "element": {"action_id": "a", **element}}


def select(**more):
    return {"type": "static_select", "action_id": "a", "options": options(2), **more}


TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": []}],
        },
    ],
}
GOOD = [
    section("x" * 3000),
    {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 2},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10},
    {"type": "actions", "elements": [button("x" * 75, f"b{n}") for n in range(25)]},
    {"type": "divider"},
    {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "a"},
    {**section("x"), "accessory": select()},
    input_of({"type": "plain_text_input", "max_length": 3000}),
    TABLE,
    RICH,
    chart(),
]
BAD = [
    (section("x" * 3001), "must be less than 3001 characters", "/blocks/0/text/text"),
    (section(""), "must be more than 0 characters", "/blocks/0/text/text"),
    ({"type": "section"}, "must define either `text`", "/blocks/0"),
    ({"type": "header", "text": plain("x" * 151)}, "151 characters", "/blocks/0/text/text"),
    (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "must be a valid enum value",
        "/blocks/0/text/type",
    ),
    ({"type": "header"}, "missing required field: text", "/blocks/0"),
    ({"type": "nonsense"}, "unsupported type: nonsense", "/blocks/0/type"),
    ({**section("x"), "colour": 1}, "invalid additional property: colour", "/blocks/0"),
    (
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11},
        "no more than 10 items allowed",
        "/blocks/0/fields",
    ),
    (
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11},
        "no more than 10 items",
        "/blocks/0/elements",
    ),
    (actions(), "no less than 1 items allowed", "/blocks/0/elements"),
    (actions(button("x" * 76, "b")), "less than 76", "/blocks/0/elements/0/text/text"),
    (actions(button("x", "b" * 256)), "less than 256", "/blocks/0/elements/0/action_id"),
    (actions(button("x", "b", value="v" * 2001)), "2001", "/blocks/0/elements/0/value"),
    (actions(button("x", "b", style="green")), "must be one of", "/blocks/0/elements/0/style"),
    (actions(select(options=options(101))), "no more than 100", "/blocks/0/elements/0/options"),
    (actions(select(options=None)), "must define either `options`", "/blocks/0/elements/0"),
    (
        actions(select(initial_option={"text": plain("No"), "value": "no"})),
        "initial option was not found",
        "/blocks/0/elements/0",
    ),
    (
        actions({"type": "plain_text_input", "action_id": "a"}),
        "unsupported type: plain_text_input",
        "/blocks/0/elements/0/type",
    ),
    (
        actions({"type": "overflow", "action_id": "a", "options": options(6)}),
        "no more than 5",
        "/blocks/0/elements/0/options",
    ),
    (
        actions({"type": "datepicker", "action_id": "a", "initial_date": "tomorrow"}),
        "must match pattern",
        "/blocks/0/elements/0/initial_date",
    ),
    (
        input_of({"type": "plain_text_input", "min_length": 5, "max_length": 4}),
        "min_length must not be greater",
        "/blocks/0/element",
    ),
    (input_of({"type": "email_text_input"}), "unsupported type", "/blocks/0/element/type"),
    ({"type": "image", "image_url": "https://x.test/a"}, "required field: alt_text", "/blocks/0"),
    (chart(type="radar"), "unsupported type: radar", "/blocks/0/chart/type"),
    (chart(axis_config={"categories": ["a"]}), "one point per category", "/blocks/0/chart"),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]},
        "no more than 20 items",
        "/blocks/0/rows/0",
    ),
]


@pytest.mark.parametrize("block", GOOD, ids=lambda each: each["type"])
def test_a_block_within_its_limits_is_taken(client, block):
    assert client.chat_postMessage(channel=MARKETING, text="x", blocks=[block])["ok"]


@pytest.mark.parametrize(("block", "words", "pointer"), BAD)
def test_a_block_beyond_its_limits_is_refused_with_a_pointer(client, block, words, pointer):
    answer = refused(client.chat_postMessage, channel=MARKETING, text="x", blocks=[block])

    assert answer["error"] == "invalid_blocks"
    fitting = [e for e in answer["errors"] if words in e and f"[json-pointer:{pointer}]" in e]
    assert fitting, answer["errors"]
    assert f"[ERROR] {fitting[0]}" in answer["response_metadata"]["messages"]


def test_a_fault_in_a_text_is_told_as_slack_tells_it(client):
    answer = refused(
        client.chat_postMessage, channel=MARKETING, text="x", blocks=[section("x" * 3001)]
    )

    assert answer["errors"] == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section("x")] * 51, "invalid_blocks"),
        ([TABLE, TABLE], "invalid_blocks"),
        ([chart()] * 3, "invalid_blocks"),
        ([{**section("x"), "block_id": "same"}] * 2, "invalid_blocks"),
        ([actions(button("x", "same"), button("y", "same"))], "invalid_blocks"),
        ([section("x" * 3000)] * 5, "msg_blocks_too_long"),
        ({"type": "section"}, "invalid_blocks_format"),
        ("not json", "invalid_blocks_format"),
    ],
)
def test_a_message_has_limits_as_a_whole(client, blocks, error):
    assert (
        refused(client.chat_postMessage, channel=MARKETING, text="x", blocks=blocks)["error"]
        == error
    )


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (modal(title="x" * 25), "/view/title/text"),
        ({**modal(), "submit": None}, "/view"),
        (modal(TABLE), "/view/blocks/0/type"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(*[section("x")] * 101), "/view/blocks"),
        (modal(colour="red"), "/view"),
        ({**modal(), "type": "home"}, "/view/type"),
        (modal(text_input("a", focus_on_load=True), text_input("b", focus_on_load=True)), "/view"),
    ],
)
def test_a_view_beyond_its_limits_is_refused_with_a_pointer(client, view, pointer):
    answer = refused(client.views_open, trigger_id="1.2.3", view=view)

    assert answer["error"] == "invalid_arguments"
    assert any(f"[json-pointer:{pointer}" in m for m in answer["response_metadata"]["messages"])


def test_a_view_may_not_be_enormous(client):
    many = modal(*[section("x" * 2999) for _ in range(100)])

    assert refused(client.views_open, trigger_id="1", view=many)["error"] == "view_too_large"


def refused(call, **arguments):
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    return error.value.response.data
