"""Trigger ids live three seconds for one use, response URLs half an hour for five."""

import json
import urllib.error
import urllib.request

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.specs import actions, button, modal

pytestmark = pytest.mark.contract("16.4")

MARKETING = "C0MARKETING"


@pytest.fixture
def commanded(bolt, anna):
    """What the app got with a command, typed anew at each call."""
    got = []
    bolt.command("/request")(lambda ack, command: (ack(), got.append(command)))
    bolt.connect()

    def commanded():
        anna.command("/request", channel="marketing")
        return got[-1]

    return commanded


@pytest.fixture
def pressed(bolt, client, anna):
    """What the app got with a press in a fresh card."""
    got = []
    bolt.action("go")(lambda ack, body: (ack(), got.append(body)))
    bolt.connect()

    def pressed():
        blocks = [actions(button("Go", "go"))]
        card = client.chat_postMessage(channel=MARKETING, text="card", blocks=blocks)
        anna.press("Go", message=card.data)
        return got[-1]

    return pressed


def answered(url, **body):
    """Status and words of what was posted to a response URL."""
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def refusal(call, **arguments):
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response["error"]


@pytest.mark.rule("trigger.used")
def test_a_trigger_opens_one_view(commanded, client):
    trigger = commanded()["trigger_id"]

    client.views_open(trigger_id=trigger, view=modal())

    assert refusal(client.views_open, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


@pytest.mark.rule("trigger.expired")
def test_a_trigger_is_good_for_three_seconds(ws, commanded, client):
    early, late = commanded()["trigger_id"], commanded()["trigger_id"]

    ws.age(2.5)
    client.views_open(trigger_id=early, view=modal())
    ws.age(0.6)

    assert refusal(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"


@pytest.mark.rule("trigger.unknown")
def test_a_trigger_that_was_never_given_opens_nothing(commanded, client):
    given = commanded()["trigger_id"]

    error = refusal(client.views_open, trigger_id=given + "0", view=modal())

    assert error == "invalid_trigger_id"
    assert client.views_open(trigger_id=given, view=modal())["ok"]


@pytest.mark.rule("response_url.uses")
def test_a_response_url_is_good_for_five_answers(commanded):
    url = commanded()["response_url"]

    assert [answered(url, text="x")[0] for _ in range(5)] == [200] * 5
    assert answered(url, text="x") == (404, "used_url")


@pytest.mark.rule("response_url.expired")
def test_a_response_url_is_good_for_half_an_hour(ws, commanded):
    url = commanded()["response_url"]

    ws.age(30 * 60 - 10)
    assert answered(url, text="x")[0] == 200
    ws.age(11)

    assert answered(url, text="x") == (404, "expired_url")


@pytest.mark.rule("response_url.unknown")
def test_a_response_url_that_was_never_given_takes_nothing(commanded):
    url = commanded()["response_url"]

    assert answered(url + "0", text="x") == (404, "invalid_url")
    assert answered(url, text="x")[0] == 200


@pytest.mark.rule("response_url.archived")
def test_a_response_url_of_an_archived_channel_takes_nothing(ws, commanded, anna):
    url = commanded()["response_url"]

    ws.channel("marketing").archive()

    assert answered(url, text="x") == (404, "channel_is_archived")
    ws.channel("marketing").unarchive()
    assert answered(url, text="x")[0] == 200


def test_a_response_url_of_a_deleted_channel_is_no_address_any_more(ws, commanded):
    url = commanded()["response_url"]

    ws.channel("marketing").delete()

    assert answered(url, text="x") == (404, "invalid_url")


def test_an_answer_is_for_one_person_unless_it_says_otherwise(commanded, anna, ben):
    url = commanded()["response_url"]

    answered(url, text="for you")
    answered(url, text="for all", response_type="in_channel")

    assert [each["text"] for each in anna.sees("marketing")] == ["for you", "for all"]
    assert [each["text"] for each in ben.sees("marketing")] == ["for all"]


def test_an_answer_to_a_press_replaces_or_deletes_its_card_when_told_to(pressed, anna):
    replaced = pressed()["response_url"]
    deleted = pressed()["response_url"]

    answered(replaced, text="done", replace_original=True)
    answered(deleted, delete_original=True)

    assert [each["text"] for each in anna.sees("marketing")] == ["done"]


def test_only_what_happened_in_a_channel_has_a_response_url(bolt, commanded, pressed, anna):
    got = []
    bolt.shortcut("new")(lambda ack, shortcut: (ack(), got.append(shortcut)))
    bolt.shortcut("from")(lambda ack, shortcut: (ack(), got.append(shortcut)))

    anna.shortcut("new")
    anna.message_shortcut("from", anna.say("x", channel="marketing"))

    assert "response_url" not in got[0]
    assert got[1]["response_url"].startswith("http://127.0.0.1:")
    assert commanded()["response_url"] != pressed()["response_url"]
    assert len({each["trigger_id"] for each in got}) == 2
