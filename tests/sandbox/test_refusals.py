"""Refusals that no other test meets on its way."""

import json

import pytest
from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.outcomes import TROUBLE
from tests.sandbox.conftest import client_of
from tests.sandbox.specs import MANIFEST, SEED, actions, button, modal, section, with_scope
from tests.sandbox.test_pressing import posted

MARKETING = "C0MARKETING"
CELL = {"type": "raw_text", "text": "x" * 2600}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": "x", "metadata": "{"}, "invalid_metadata_format"),
        ({"attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": ["x"]}, "invalid_arguments"),
        ({"text": "x", "blocks": [{"type": "table", "rows": [[CELL] * 4]}]}, "invalid_blocks"),
    ],
)
def test_what_a_message_may_not_be(client, arguments, error):
    assert refused(client, "chat.postMessage", channel=MARKETING, **arguments) == error


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.open", {"users": "U0ANNA,U0BEN"}, "missing_scope"),
        ("conversations.history", {"channel": MARKETING, "latest": "x"}, "invalid_ts_latest"),
        (
            "reactions.add",
            {"channel": MARKETING, "timestamp": "1.1", "name": "eyes"},
            "message_not_found",
        ),
        (
            "reactions.add",
            {"channel": MARKETING, "timestamp": "1.1", "name": ""},
            "invalid_name",
        ),
        ("views.open", {"trigger_id": "1", "view": "{"}, "invalid_arguments"),
        ("views.update", {"view_id": "V0", "view": modal()}, "not_found"),
        (
            "views.publish",
            {"user_id": "U0", "view": {"type": "home", "blocks": []}},
            "user_not_found",
        ),
    ],
)
def test_what_a_method_does_not_accept(client, method, arguments, error):
    assert refused(client, method, **arguments) == error


def test_joining_is_for_public_channels_that_are_alive(sandbox):
    ws = sandbox.workspace(seed=SEED, manifest=with_scope("channels:join"))
    client = client_of(ws)

    assert client.conversations_join(channel="C0RANDOM")["channel"]["is_member"]
    assert client.chat_postMessage(channel="C0RANDOM", text="x")["ok"]
    assert (
        refused(client, "conversations.join", channel="D0ANNA")
        == "method_not_supported_for_channel_type"
    )
    ws.channel("it-desk").archive()
    assert refused(client, "conversations.join", channel="C0ITDESK") == "is_archived"


def test_without_socket_mode_there_is_no_address(sandbox):
    settings = {**MANIFEST["settings"], "socket_mode_enabled": False}
    ws = sandbox.workspace(seed=SEED, manifest={**MANIFEST, "settings": settings})
    client = WebClient(ws.app_token, base_url=ws.api_url)

    assert refused(client, "apps.connections.open") == "forbidden"


def test_a_home_tab_must_be_switched_on_and_fresh(sandbox, client, anna):
    features = {**MANIFEST["features"], "app_home": {}}
    off = client_of(sandbox.workspace(seed=SEED, manifest={**MANIFEST, "features": features}))
    home = {"type": "home", "blocks": [section("x")]}
    crowded = {"type": "home", "blocks": [section("x")] * 101}

    first = client.views_publish(user_id=anna.id, view=home)["view"]
    client.views_publish(user_id=anna.id, view=home, hash=first["hash"])

    assert refused(off, "views.publish", user_id=anna.id, view=home) == "not_enabled"
    again = {"user_id": anna.id, "view": home, "hash": first["hash"]}
    assert refused(client, "views.publish", **again) == "hash_conflict"
    assert refused(client, "views.publish", user_id=anna.id, view=crowded) == "invalid_arguments"


def test_a_push_needs_something_to_lie_on(client, bolt, anna):
    triggers = []
    bolt.command("/request")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    bolt.connect()
    anna.command("/request", channel="marketing")

    error = refused(client, "views.push", trigger_id=triggers[0], view=modal())

    assert error == "invalid_trigger_id"


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ({"response_action": "dance"}, "submission.action"),
        ({"response_action": "update", "view": "soon"}, "view.format"),
        ({"response_action": "errors", "errors": {}}, "submission.errors.keys"),
        ({"response_action": "errors", "errors": {"summary": 1}}, "submission.errors.keys"),
    ],
)
def test_an_answer_slack_does_not_understand_is_trouble(ws, bolt, anna, answer, rule):
    bolt.command("/request")(
        lambda ack, client, body: (
            client.views_open(trigger_id=body["trigger_id"], view=modal()),
            ack(),
        )
    )
    words = BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": "application/json"}
    )
    bolt.view("form")(lambda ack: setattr(ack, "response", words))
    bolt.connect()
    anna.command("/request", channel="marketing")

    outcome = anna.submit({"summary": "x"})

    assert outcome.failure == TROUBLE
    assert ws.refusals()[-1]["rule"] == rule


def test_an_answer_may_not_push_a_fourth_view(ws, bolt, anna):
    bolt.command("/request")(
        lambda ack, client, body: (
            client.views_open(trigger_id=body["trigger_id"], view=modal()),
            ack(),
        )
    )
    bolt.view("form")(lambda ack: ack(response_action="push", view=modal()))
    bolt.connect()
    anna.command("/request", channel="marketing")

    failures = [anna.submit({"summary": "x"}).failure for _ in range(3)]

    assert failures == [None, None, TROUBLE]
    assert ws.refusals()[-1]["rule"] == "submission.push.stack"


def test_a_response_url_dies_with_its_half_hour_or_its_channel(ws, bolt, client, anna):
    urls = []
    bolt.action("go")(lambda ack, body: (urls.append(body["response_url"]), ack()))
    bolt.connect()
    card = client.chat_postMessage(
        channel=MARKETING, text="card", blocks=[actions(button("Go", "go"))]
    )
    anna.press("Go", message=card.data)

    ws.age(29 * 60)
    alive = posted(urls[0], {"text": "x"})
    ws.channel("marketing").archive()
    archived = posted(urls[0], {"text": "x"})
    ws.age(61)
    late = posted(urls[0], {"text": "x"})

    assert alive == (200, "ok")
    assert archived == (404, "channel_is_archived")
    assert late == (404, "expired_url")


def refused(client, method, **arguments):
    with pytest.raises(SlackApiError) as error:
        client.api_call(method, json=arguments)
    return error.value.response["error"]
