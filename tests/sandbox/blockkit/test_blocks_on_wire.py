"""Each family of blocks through the real calls: taken, and refused in Slack's words."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as kit

from tests.sandbox.blockkit.charting import PLAIN, drawn
from tests.sandbox.blockkit.placing import plain
from tests.sandbox.blockkit.whole import words

pytestmark = pytest.mark.contract("16.2")

MARKETING = "C0MARKETING"
OPTION = kit.Option(text="x", value="x")
SURE = kit.ConfirmObject(title="Sure?", text="Really?", confirm="Yes", deny="No")
CELLS = [{"type": "raw_text", "text": "x"}, {"type": "raw_number", "value": 1, "text": "1"}]
MODELS = [
    kit.SectionBlock(text="x" * 3000, fields=["x" * 2000]),
    kit.HeaderBlock(text="x" * 150),
    kit.DividerBlock(block_id="x" * 255),
    kit.ContextBlock(elements=[kit.MarkdownTextObject(text="x")]),
    kit.ImageBlock(image_url="https://x.test/a.png", alt_text="A", title="A"),
    kit.ActionsBlock(elements=[kit.ButtonElement(text="Go", style="danger", confirm=SURE)]),
    kit.ActionsBlock(elements=[kit.CheckboxesElement(options=[OPTION])]),
    kit.InputBlock(label="x", element=kit.PlainTextInputElement(), hint="x"),
    kit.RichTextBlock(elements=[kit.RichTextSectionElement(elements=[])]),
]
TAKEN = [each.to_dict() for each in MODELS]
WITH_HOME = [
    *TAKEN,
    {"type": "table", "rows": [CELLS], "column_settings": [None, {"align": "right"}]},
    drawn(PLAIN),
]
ONLY_IN_MESSAGES = [{"type": "markdown", "text": "**x**"}]


def broken(whole, words, at, **change):
    return pytest.param(whole | change, f"{words} [json-pointer:{{}}/blocks/0{at}]")


SECTION, HEADER, DIVIDER, CONTEXT, IMAGE, BUTTON, BOXES, FIELD, RICH = TAKEN
NONE = "no less than 1 items allowed"
BROKEN = [
    broken(SECTION, "no more than 10 items allowed", "/fields", fields=[words("x")] * 11),
    broken(HEADER, "must be less than 151 characters", "/text/text", text=plain("x" * 151)),
    broken(DIVIDER, "must be less than 256 characters", "/block_id", block_id="x" * 256),
    broken(CONTEXT, NONE, "/elements", elements=[]),
    broken(IMAGE, "missing required field: alt_text", "", alt_text=None),
    broken(BUTTON, NONE, "/elements", elements=[]),
    broken(BOXES, "unsupported type: image", "/elements/0/type", elements=[IMAGE]),
    broken(FIELD, "missing required field: label", "", label=None),
    broken(RICH, "must be an array", "/elements", elements="x"),
]
BROKEN_TABLES = [
    broken(WITH_HOME[-2], NONE, "/rows/0", rows=[[]]),
    broken(WITH_HOME[-1], "unsupported type: radar", "/chart/type", chart={"type": "radar"}),
]
NOT_IN_MODALS = [
    broken(each, f"unsupported type: {each['type']}", "/type") for each in WITH_HOME[-2:]
]
NOT_IN_VIEWS = [broken(ONLY_IN_MESSAGES[0], "unsupported type: markdown", "/type")]
MESSAGES = [*BROKEN, *BROKEN_TABLES]
HOMES = [*BROKEN, *BROKEN_TABLES, *NOT_IN_VIEWS]
MODALS = [*BROKEN, *NOT_IN_MODALS, *NOT_IN_VIEWS]


def kind(block):
    return block["type"] if isinstance(block, dict) else ""


def refused(call, **arguments):
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    return error.value.response.data


def modal(block):
    view = {"type": "modal", "title": plain("Title"), "submit": plain("Send")}
    return view | {"blocks": [block]}


@pytest.mark.parametrize("block", [*WITH_HOME, *ONLY_IN_MESSAGES], ids=kind)
def test_a_message_takes_every_block(client, block):
    answer = client.chat_postMessage(channel=MARKETING, text="x", blocks=[block])

    assert answer["message"]["blocks"][0]["type"] == block["type"]


@pytest.mark.parametrize("block", WITH_HOME, ids=kind)
def test_the_home_tab_takes_every_block_but_markdown(client, anna, block):
    view = {"type": "home", "blocks": [block]}

    assert client.views_publish(user_id=anna.id, view=view)["view"]["type"] == "home"


@pytest.mark.parametrize("block", TAKEN, ids=kind)
def test_a_modal_opens_with_every_block_but_tables_charts_and_markdown(bolt, anna, block):
    bolt.command("/request")(
        lambda ack, client, body: (
            client.views_open(trigger_id=body["trigger_id"], view=modal(block)),
            ack(),
        )
    )
    bolt.connect()

    anna.command("/request", channel="marketing")

    assert anna.view()["blocks"][0]["type"] == block["type"]


@pytest.mark.parametrize(("block", "complaint"), MESSAGES)
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral", "chat.update"])
def test_a_message_refuses_a_broken_block(client, anna, method, block, complaint):
    ts = client.chat_postMessage(channel=MARKETING, text="before")["ts"]
    arguments = {"channel": MARKETING, "text": "x", "user": anna.id, "ts": ts}

    answer = refused(client.api_call, api_method=method, json=arguments | {"blocks": [block]})

    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][-1] == complaint.format("")
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {e}" for e in answer["errors"]]
    assert client.conversations_history(channel=MARKETING)["messages"][0]["text"] == "before"


@pytest.mark.parametrize(("block", "complaint"), HOMES)
def test_the_home_tab_refuses_a_broken_block(client, anna, block, complaint):
    view = {"type": "home", "blocks": [block]}

    answer = refused(client.views_publish, user_id=anna.id, view=view)

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"][-1] == f"[ERROR] {complaint.format('/view')}"


@pytest.mark.parametrize(("block", "complaint"), MODALS)
def test_a_modal_refuses_a_broken_block(client, block, complaint):
    answer = refused(client.views_open, trigger_id="1.2.3", view=modal(block))

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"][-1] == f"[ERROR] {complaint.format('/view')}"
