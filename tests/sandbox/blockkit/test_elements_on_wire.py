"""Each element as slack_sdk's models make it, through the real calls: taken, and refused broken."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as kit

from tests.sandbox.blockkit.placing import plain

pytestmark = pytest.mark.contract("16.2")

MARKETING = "C0MARKETING"
OPTIONS = [kit.Option(text="Website", value="web"), kit.Option(text="CRM", value="crm")]
RICH = kit.RichTextBlock(
    elements=[
        kit.RichTextSectionElement(
            elements=[
                kit.RichTextElementParts.Text(text="Hi ", style={"bold": True}),
                kit.RichTextElementParts.User(user_id="U0ANNA"),
                kit.RichTextElementParts.Link(url="https://acme.test", text="Acme"),
                kit.RichTextElementParts.Emoji(name="tada"),
            ]
        ),
        kit.RichTextListElement(
            style="ordered", indent=1, elements=[kit.RichTextSectionElement(elements=[])]
        ),
        kit.RichTextQuoteElement(elements=[kit.RichTextElementParts.Broadcast(range="here")]),
        kit.RichTextPreformattedElement(elements=[kit.RichTextElementParts.Text(text="1 + 1")]),
    ]
)
CHOSEN = [
    (kit.StaticSelectElement(options=OPTIONS, initial_option=OPTIONS[1]), {"options": []}),
    (kit.StaticMultiSelectElement(options=OPTIONS), {"max_selected_items": 0}),
    (kit.ExternalDataSelectElement(min_query_length=0), {"min_query_length": -1}),
    (kit.ExternalDataMultiSelectElement(initial_options=OPTIONS), {"initial_options": []}),
    (kit.UserSelectElement(initial_user="U0ANNA"), {"initial_user": 1}),
    (kit.UserMultiSelectElement(initial_users=["U0ANNA"]), {"initial_users": "U0ANNA"}),
    (kit.ConversationSelectElement(filter=kit.ConversationFilter(include=["im"])), {"filter": {}}),
    (kit.ConversationMultiSelectElement(max_selected_items=1), {"filter": {"include": ["us"]}}),
    (kit.ChannelSelectElement(initial_channel=MARKETING), {"initial_channels": [MARKETING]}),
    (kit.ChannelMultiSelectElement(initial_channels=[MARKETING]), {"initial_channel": MARKETING}),
    (
        kit.RadioButtonsElement(options=OPTIONS),
        {"initial_option": {"text": plain("?"), "value": "?"}},
    ),
    (kit.DatePickerElement(initial_date="2026-12-31"), {"initial_date": "soon"}),
    (kit.TimePickerElement(initial_time="23:59", timezone="Asia/Tokyo"), {"timezone": "Tokyo"}),
]
ACTED = [
    *CHOSEN,
    (kit.OverflowMenuElement(options=OPTIONS), {"options": [{"text": plain("x")}]}),
    (kit.DateTimePickerElement(initial_date_time=1764000000), {"initial_date_time": 1}),
]
TYPED = [
    (kit.PlainTextInputElement(min_length=1, max_length=3000), {"max_length": 3001}),
    (kit.RichTextInputElement(action_id="a", initial_value=RICH), {"initial_value": {}}),
]
TYPED_IN_MODALS = [
    (kit.EmailInputElement(initial_value="a@acme.test"), {"initial_value": 1}),
    (kit.UrlInputElement(initial_value="https://acme.test"), {"options": []}),
    (kit.NumberInputElement(is_decimal_allowed=True, min_value="1"), {"max_value": "0"}),
    (kit.DateTimePickerElement(), {"initial_date_time": "1764000000"}),
]


def named(given):
    return given.type if hasattr(given, "type") else ""


def told(call, **arguments):
    """Slack's error and the pointers of what it complains about; "" when the call is taken."""
    try:
        call(**arguments)
    except SlackApiError as refused:
        words = refused.response.get("response_metadata", {}).get("messages", [])
        return refused.response["error"], words
    return "", []


def field(element):
    return {"type": "input", "block_id": "field", "label": plain("Label"), "element": element}


@pytest.mark.parametrize(("model", "broken"), ACTED, ids=named)
def test_an_element_of_a_message_is_taken_and_a_broken_one_refused(client, model, broken):
    good, bad = model.to_dict(), model.to_dict() | broken
    act = [{"type": "actions", "elements": [good]}], [{"type": "actions", "elements": [bad]}]

    taken = told(client.chat_postMessage, channel=MARKETING, text="x", blocks=act[0])
    error, words = told(client.chat_postMessage, channel=MARKETING, text="x", blocks=act[1])

    assert taken == ("", [])
    assert error == "invalid_blocks"
    assert words
    assert all("[json-pointer:/blocks/0/elements/0" in each for each in words)


@pytest.mark.parametrize(("model", "broken"), [*CHOSEN, *TYPED], ids=named)
def test_an_element_of_the_home_tab_is_taken_and_a_broken_one_refused(client, anna, model, broken):
    good, bad = model.to_dict(), model.to_dict() | broken
    home = [{"type": "home", "blocks": [field(each)]} for each in (good, bad)]

    taken = told(client.views_publish, user_id=anna.id, view=home[0])
    error, words = told(client.views_publish, user_id=anna.id, view=home[1])

    assert taken == ("", [])
    assert error == "invalid_arguments"
    assert words
    assert all("[json-pointer:/view/blocks/0/element" in each for each in words)


@pytest.mark.parametrize(("model", "broken"), [*CHOSEN, *TYPED, *TYPED_IN_MODALS], ids=named)
def test_a_broken_element_of_a_modal_is_told_before_its_trigger_is_looked_at(client, model, broken):
    view = {"type": "modal", "title": plain("Title"), "submit": plain("Send")}
    good = view | {"blocks": [field(model.to_dict())]}
    bad = view | {"blocks": [field(model.to_dict() | broken)]}

    error, words = told(client.views_open, trigger_id="1.2.3", view=bad)

    assert told(client.views_open, trigger_id="1.2.3", view=good)[0] == "invalid_trigger_id"
    assert error == "invalid_arguments"
    assert all("[json-pointer:/view/blocks/0/element" in each for each in words)


def test_a_modal_with_every_input_opens(bolt, anna):
    inputs = [model.to_dict() for model, _ in (*CHOSEN, *TYPED, *TYPED_IN_MODALS)]
    fields = [field(each) | {"block_id": f"b{n}"} for n, each in enumerate(inputs)]
    view = {"type": "modal", "title": plain("All"), "submit": plain("Send"), "blocks": fields}
    bolt.command("/request")(
        lambda ack, client, body: (
            client.views_open(trigger_id=body["trigger_id"], view=view),
            ack(),
        )
    )
    bolt.connect()

    anna.command("/request", channel="marketing")

    shown = anna.view()["blocks"]
    assert [each["element"]["type"] for each in shown] == [each["type"] for each in inputs]


def test_rich_text_is_posted_as_slack_sdk_makes_it(client):
    broken = RICH.to_dict() | {"elements": [{"type": "rich_text_section"}]}

    taken = told(client.chat_postMessage, channel=MARKETING, text="x", blocks=[RICH.to_dict()])
    error, words = told(client.chat_postMessage, channel=MARKETING, text="x", blocks=[broken])

    assert taken == ("", [])
    assert error == "invalid_blocks"
    assert words == ["[ERROR] missing required field: elements [json-pointer:/blocks/0/elements/0]"]


def test_an_image_beside_text_is_posted_as_slack_sdk_makes_it(client):
    image = kit.ImageElement(image_url="https://acme.test/a.png", alt_text="A map").to_dict()
    row = [{"type": "context", "elements": [image]}]
    broken = [{"type": "context", "elements": [image | {"slack_file": {"id": "F1"}}]}]

    taken = told(client.chat_postMessage, channel=MARKETING, text="x", blocks=row)
    refused = told(client.chat_postMessage, channel=MARKETING, text="x", blocks=broken)

    assert taken == ("", [])
    words = "only one of image_url, slack_file allowed [json-pointer:/blocks/0/elements/0]"
    assert refused == ("invalid_blocks", [f"[ERROR] {words}"])
