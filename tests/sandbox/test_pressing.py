"""Buttons and menus in messages, and the answers by response URL."""

import json
import time
import urllib.error
import urllib.request

import pytest

from sandbox.client import Denied
from tests.sandbox.specs import actions, button, plain, section, text_input


@pytest.fixture
def card(client):
    blocks = [section("Approve?"), actions(button("Approve", "approve", value="MT-1"))]
    posted = client.chat_postMessage(channel="C0MARKETING", text="card", blocks=blocks)
    return {"channel": posted["channel"], "ts": posted["ts"]}


def test_a_press_tells_the_app_who_pressed_what_and_where(bolt, card, anna):
    got = []
    bolt.action("approve")(lambda ack, body: (got.append(body), ack()))
    bolt.connect()

    outcome = anna.press("Approve", message=card)

    assert outcome.ok
    body = got[0]
    assert body["user"]["id"] == anna.id
    assert body["container"] == {
        "type": "message",
        "message_ts": card["ts"],
        "channel_id": "C0MARKETING",
        "is_ephemeral": False,
    }
    assert body["channel"] == {"id": "C0MARKETING", "name": "marketing"}
    assert body["message"]["ts"] == card["ts"]
    assert body["actions"][0]["value"] == "MT-1"
    assert body["actions"][0]["block_id"] == "acts"


def test_a_press_nobody_acks_leaves_a_warning_beside_the_button(bolt, card, anna):
    bolt.action("approve")(lambda: time.sleep(3.1))
    bolt.connect()

    outcome = anna.press("Approve", message=card)

    assert outcome.failure == "operation_timeout"
    assert anna.message("card", channel="marketing")["trouble"] == ["approve"]


def test_a_press_in_an_ephemeral_message_carries_no_message(bolt, client, anna):
    got = []
    bolt.action("go")(lambda ack, body: (got.append(body), ack()))
    bolt.connect()
    client.chat_postEphemeral(
        channel="C0MARKETING", user=anna.id, text="psst", blocks=[actions(button("Go", "go"))]
    )

    anna.press("Go", message=anna.message("psst", channel="marketing"))

    assert got[0]["container"]["is_ephemeral"] is True
    assert "message" not in got[0]


def test_only_its_reader_can_press_in_an_ephemeral_message(client, anna, ben):
    client.chat_postEphemeral(
        channel="C0MARKETING", user=anna.id, text="psst", blocks=[actions(button("Go", "go"))]
    )
    message = anna.message("psst", channel="marketing")

    with pytest.raises(Denied, match="no message"):
        ben.press("Go", message=message)


def test_typed_values_in_a_message_come_along_with_a_press(bolt, client, anna):
    got = []
    bolt.action("go")(lambda ack, body: (got.append(body), ack()))
    bolt.connect()
    blocks = [text_input("reason"), actions(button("Go", "go"))]
    posted = client.chat_postMessage(channel="C0MARKETING", text="form", blocks=blocks)

    anna.press("Go", message=posted.data, values={"reason": "because"})

    assert got[0]["state"]["values"]["reason"]["reason_input"]["value"] == "because"


def test_an_overflow_menu_acts_with_the_chosen_option(bolt, client, anna):
    got = []
    bolt.action("more")(lambda ack, body: (got.append(body["actions"][0]), ack()))
    bolt.connect()
    option = {"text": plain("Withdraw"), "value": "withdraw"}
    menu = {"type": "overflow", "action_id": "more", "options": [option]}
    blocks = [{**section("card"), "accessory": menu}]
    posted = client.chat_postMessage(channel="C0MARKETING", text="card", blocks=blocks)

    anna.choose("more", "withdraw", message=posted.data)

    assert got[0]["selected_option"] == option


def test_respond_answers_privately_by_default(ws, bolt, card, anna):
    bolt.action("approve")(lambda ack, respond: (ack(), respond("Not you")))
    bolt.connect()

    anna.press("Approve", message=card)

    ws.wait_for(lambda entries: [e for e in entries if e["via"] == "response_url"])
    assert anna.message("Not you", channel="marketing")["only_for"] == anna.id
    assert len(ws.person("ben").sees("marketing")) == 1


def test_respond_can_replace_and_delete_the_original(ws, bolt, card, anna):
    def answer(ack, respond):
        ack()
        respond(text="Approved", replace_original=True)
        respond(delete_original=True)

    bolt.action("approve")(answer)
    bolt.connect()

    anna.press("Approve", message=card)

    entries = ws.wait_for(lambda entries: len(entries) == 3 and entries)
    assert [(e["text"], e["ts"]) for e in entries[1:]] == [("Approved", card["ts"])] * 2
    assert anna.sees("marketing") == []


def test_a_response_url_works_five_times(bolt, card, anna):
    urls = []
    bolt.action("approve")(lambda ack, body: (urls.append(body["response_url"]), ack()))
    bolt.connect()
    anna.press("Approve", message=card)

    answers = [posted(urls[0], {"text": f"answer {n}"}) for n in range(6)]

    assert answers == [(200, "ok")] * 5 + [(404, "used_url")]


def test_response_urls_refuse_bad_blocks_and_emptiness_without_counting(bolt, card, anna):
    urls = []
    bolt.action("approve")(lambda ack, body: (urls.append(body["response_url"]), ack()))
    bolt.connect()
    anna.press("Approve", message=card)

    assert posted(urls[0], {}) == (404, "no_text")
    assert posted(urls[0], {"blocks": [{"type": "nonsense"}]}) == (404, "invalid_blocks")
    assert posted(urls[0] + "0", {"text": "x"}) == (404, "invalid_url")
    assert [posted(urls[0], {"text": "x"})[0] for _ in range(5)] == [200] * 5


def test_shortcuts_reach_the_app_as_slack_shapes_them(bolt, card, anna):
    got = []
    bolt.shortcut("new")(lambda ack, shortcut: (got.append(shortcut), ack()))
    bolt.shortcut("from")(lambda ack, shortcut: (got.append(shortcut), ack()))
    bolt.connect()

    anna.shortcut("new")
    anna.shortcut("from", message=card)

    assert [each["type"] for each in got] == ["shortcut", "message_action"]
    assert "response_url" not in got[0]
    assert got[1]["message"]["text"] == "card"
    assert got[1]["response_url"]


def test_a_shortcut_that_is_not_in_the_manifest_is_not_there(anna):
    with pytest.raises(Denied, match="no global shortcut"):
        anna.shortcut("other")


def posted(url, body):
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"content-type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()
