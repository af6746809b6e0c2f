"""What the app reads of a form: the state value of each kind of element (contract 6.6)."""

import json
from pathlib import Path

import pytest

from sandbox.client import Denied
from tests.sandbox.blockkit.placing import plain

SAMPLES = Path(__file__).parents[4] / "shared" / "slack-samples" / "wire"
WEB = {"text": plain("Website"), "value": "web"}
CRM = {"text": plain("CRM"), "value": "crm"}
TICKED = {"text": {"type": "mrkdwn", "text": "*Urgent*"}, "value": "urgent"}
QUOTE = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
}


def made(kind, **more):
    return {"type": kind, "action_id": "act", **more}


BOTH = {"options": [WEB, CRM]}
FILLED = [
    (made("plain_text_input"), "Hi & <b>", {"value": "Hi & <b>"}),
    (made("plain_text_input"), 5, {"value": "5"}),
    (made("email_text_input"), "anna@acme.test", {"value": "anna@acme.test"}),
    (made("url_text_input"), "https://acme.test", {"value": "https://acme.test"}),
    (made("number_input", is_decimal_allowed=True), "1.50", {"value": "1.50"}),
    (made("number_input", is_decimal_allowed=False), 15, {"value": "15"}),
    (made("rich_text_input"), "Hi", {"rich_text_value": QUOTE}),
    (made("datepicker"), "2026-12-31", {"selected_date": "2026-12-31"}),
    (made("timepicker"), "23:59", {"selected_time": "23:59"}),
    (
        made("timepicker", timezone="Asia/Tokyo"),
        "09:05",
        {"selected_time": "09:05", "timezone": "Asia/Tokyo"},
    ),
    (made("datetimepicker"), 1764000000, {"selected_date_time": 1764000000}),
    (made("datetimepicker"), "1764000000", {"selected_date_time": 1764000000}),
    (made("static_select", **BOTH), "crm", {"selected_option": CRM}),
    (made("multi_static_select", **BOTH), ["crm", "web"], {"selected_options": [CRM, WEB]}),
    (made("radio_buttons", **BOTH), "web", {"selected_option": WEB}),
    (made("checkboxes", options=[TICKED]), ["urgent"], {"selected_options": [TICKED]}),
    (made("users_select"), "ben", {"selected_user": "U0BEN"}),
    (made("multi_users_select"), ["ben", "anna"], {"selected_users": ["U0BEN", "U0ANNA"]}),
    (made("channels_select"), "marketing", {"selected_channel": "C0MARKETING"}),
    (made("multi_channels_select"), ["marketing"], {"selected_channels": ["C0MARKETING"]}),
    (made("conversations_select"), "marketing", {"selected_conversation": "C0MARKETING"}),
    (
        made("multi_conversations_select"),
        ["marketing"],
        {"selected_conversations": ["C0MARKETING"]},
    ),
]
UNTOUCHED = [
    (made("plain_text_input"), {"value": None}),
    (made("plain_text_input", initial_value="Hi"), {"value": "Hi"}),
    (made("email_text_input"), {"value": None}),
    (made("url_text_input"), {"value": None}),
    (made("number_input", is_decimal_allowed=True, initial_value="5"), {"value": "5"}),
    (made("rich_text_input"), {"rich_text_value": None}),
    (made("rich_text_input", initial_value=QUOTE), {"rich_text_value": QUOTE}),
    (made("datepicker"), {"selected_date": None}),
    (made("datepicker", initial_date="2026-12-31"), {"selected_date": "2026-12-31"}),
    (made("timepicker"), {"selected_time": None}),
    (made("timepicker", initial_time="09:05"), {"selected_time": "09:05"}),
    (made("datetimepicker"), {"selected_date_time": None}),
    (made("datetimepicker", initial_date_time=1764000000), {"selected_date_time": 1764000000}),
    (made("static_select", **BOTH), {"selected_option": None}),
    (made("static_select", **BOTH, initial_option=CRM), {"selected_option": CRM}),
    (made("external_select"), {"selected_option": None}),
    (made("external_select", initial_option=CRM), {"selected_option": CRM}),
    (made("multi_static_select", **BOTH), {"selected_options": []}),
    (made("multi_static_select", **BOTH, initial_options=[WEB]), {"selected_options": [WEB]}),
    (made("multi_external_select"), {"selected_options": []}),
    (made("multi_external_select", initial_options=[WEB]), {"selected_options": [WEB]}),
    (made("radio_buttons", **BOTH), {"selected_option": None}),
    (made("radio_buttons", **BOTH, initial_option=WEB), {"selected_option": WEB}),
    (made("checkboxes", **BOTH), {"selected_options": []}),
    (made("checkboxes", **BOTH, initial_options=[WEB]), {"selected_options": [WEB]}),
    (made("users_select"), {"selected_user": None}),
    (made("users_select", initial_user="U0BEN"), {"selected_user": "U0BEN"}),
    (made("multi_users_select"), {"selected_users": []}),
    (made("multi_users_select", initial_users=["U0BEN"]), {"selected_users": ["U0BEN"]}),
    (made("channels_select", initial_channel="C0RANDOM"), {"selected_channel": "C0RANDOM"}),
    (made("multi_channels_select"), {"selected_channels": []}),
    (
        made("conversations_select", initial_conversation="C0RANDOM"),
        {"selected_conversation": "C0RANDOM"},
    ),
    (made("multi_conversations_select"), {"selected_conversations": []}),
]


@pytest.fixture
def submitted(bolt, anna):
    """Open a view for Anna, let her submit it, and return what the app gets."""
    got = []

    def submitted(view, values):
        bolt.command("/request")(
            lambda ack, client, body: (
                client.views_open(trigger_id=body["trigger_id"], view=view),
                ack(),
            )
        )
        bolt.view("form")(lambda ack, body: (got.append(body), ack()))
        bolt.connect()
        anna.command("/request", channel="marketing")
        outcome = anna.submit(values)
        assert not outcome.errors
        return got[0]["view"]["state"]["values"]

    return submitted


def form_of(elements):
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Send"),
        "blocks": [
            {
                "type": "input",
                "block_id": f"b{n}",
                "label": plain("Label"),
                "element": each,
                "optional": True,
            }
            for n, each in enumerate(elements)
        ],
    }


def expected(elements, values):
    return {
        f"b{n}": {"act": {"type": element["type"], **value}}
        for n, (element, value) in enumerate(zip(elements, values, strict=True))
    }


def test_what_a_person_enters_arrives_under_the_key_of_its_element(submitted):
    elements, entries, values = zip(*FILLED, strict=True)

    state = submitted(form_of(elements), {f"b{n}": each for n, each in enumerate(entries)})

    assert state == expected(elements, values)


def test_an_input_nobody_touches_arrives_with_its_initial_value_or_with_nothing(submitted):
    elements, values = zip(*UNTOUCHED, strict=True)

    state = submitted(form_of(elements), {})

    assert state == expected(elements, values)


def test_an_emptied_input_arrives_with_nothing(submitted):
    elements = [element for element, _ in UNTOUCHED]
    nothing = [
        {key: [] if isinstance(kept, list) or key == "selected_options" else None}
        for _, value in UNTOUCHED
        for key, kept in value.items()
    ]

    state = submitted(form_of(elements), {f"b{n}": "" for n in range(len(elements))})

    assert state == expected(elements, nothing)


def test_a_form_recorded_at_slack_has_the_same_state_here(submitted):
    path = SAMPLES / "view_submission.inputs.json"
    if not path.exists():
        pytest.skip("not run: slack-samples missing")
    recorded = json.loads(path.read_text())["view"]
    known = ("type", "title", "submit", "close", "blocks", "private_metadata")
    view = {key: recorded[key] for key in known} | {"callback_id": "form"}
    entries = {"rating": "3", "date-of-visit": "2019-09-23", "comment": "Just amazing!"}

    state = submitted(view, entries)

    assert state == recorded["state"]["values"]


@pytest.mark.parametrize(
    ("element", "entry", "words"),
    [
        (made("datepicker"), "2026-02-30", "not a date like"),
        (made("datepicker"), "30.12.2026", "not a date like"),
        (made("timepicker"), "24:00", "not a time like"),
        (made("datetimepicker"), "tomorrow", "not a moment"),
        (made("static_select", **BOTH), "shop", "not among the options"),
        (made("users_select"), "zoe", "zoe"),
        (made("channels_select"), "leads", "not a public channel"),
    ],
)
def test_what_cannot_be_picked_cannot_be_entered(submitted, element, entry, words):
    with pytest.raises(Denied, match=words):
        submitted(form_of([element]), {"b0": entry})
