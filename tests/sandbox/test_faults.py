"""Faults on purpose: the app sees what a bad day at Slack looks like, the journal the truth."""

import time
from http.client import RemoteDisconnected

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client import Denied
from tests.sandbox.bolt_socket import eventually

MARKETING = "C0MARKETING"


@pytest.fixture
def post(client):
    return lambda: client.chat_postMessage(channel=MARKETING, text="x")


@pytest.mark.parametrize(("when", "accepted"), [("before", 0), ("after", 1)])
def test_a_dropped_connection_may_or_may_not_have_been_accepted(ws, post, when, accepted):
    ws.fault("chat.postMessage", "drop", when=when)

    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        post()

    assert len(ws.journal()) == accepted
    assert post()["ok"]


def test_a_fatal_error_after_acceptance_is_in_the_journal(ws, post):
    ws.fault("chat.postMessage", "error:fatal_error", when="after")

    with pytest.raises(SlackApiError, match="fatal_error"):
        post()

    assert len(ws.journal()) == 1


def test_a_server_error_is_a_page_and_no_json(ws, post):
    ws.fault("chat.postMessage", "http_500")

    with pytest.raises(SlackApiError) as error:
        post()

    assert error.value.response.status_code == 500
    assert ws.journal() == []


def test_a_rate_limit_names_its_seconds(ws, post):
    ws.fault("chat.postMessage", "ratelimited:7")

    with pytest.raises(SlackApiError) as error:
        post()

    assert error.value.response.status_code == 429
    assert error.value.response.headers["retry-after"] == "7"


@pytest.mark.parametrize("do", ["empty_429:2", "html"])
def test_bodies_that_are_no_json_reach_the_client(ws, post, do):
    ws.fault("chat.postMessage", do)

    with pytest.raises(SlackApiError):
        post()

    assert ws.journal() == []


def test_a_delay_is_a_delay_and_the_call_still_counts(ws, post):
    ws.fault("chat.postMessage", "delay:0.3")
    start = time.monotonic()

    post()

    assert time.monotonic() - start >= 0.3
    assert len(ws.journal()) == 1


def test_a_fault_strikes_as_often_as_planned_and_only_there(ws, client, post):
    ws.fault("chat.postMessage", "http_500", times=2)

    outcomes = []
    for _ in range(3):
        assert client.auth_test()["ok"]
        try:
            outcomes.append(post()["ok"])
        except SlackApiError:
            outcomes.append(False)

    assert outcomes == [False, False, True]


def test_faults_can_be_cleared_and_unknown_ones_are_refused(ws, post):
    ws.fault("*", "http_500", times=100)
    ws.clear_faults()

    assert post()["ok"]
    with pytest.raises(Denied, match="a fault is one of"):
        ws.fault("chat.postMessage", "explode")


def test_an_event_can_come_twice_with_the_same_or_a_new_id(ws, bolt, anna):
    ids = []
    bolt.event("message")(lambda body: ids.append(body["event_id"]))
    bolt.connect()

    ws.fault("events_api", "repeat")
    anna.say("one")
    eventually(lambda: len(ids) == 2)
    ws.fault("events_api", "repeat:new_id")
    anna.say("two")
    eventually(lambda: len(ids) == 4)

    assert ids[0] == ids[1]
    assert ids[2] != ids[3]


def test_a_lost_event_never_comes(ws, bolt, anna):
    heard = []
    bolt.event("message")(lambda event: heard.append(event["text"]))
    bolt.connect()
    ws.fault("events_api", "lose")

    anna.say("lost")
    anna.say("heard")

    eventually(lambda: heard)
    assert heard == ["heard"]


def test_a_lost_ack_shows_a_time_out_though_the_app_did_its_work(ws, bolt, anna):
    done = []
    bolt.command("/request")(lambda ack: (ack(), done.append(1)))
    bolt.connect()
    ws.fault("slash_commands", "lose_ack")

    outcome = anna.command("/request", channel="marketing")

    assert outcome.failure == "operation_timeout"
    assert done == [1]


def test_a_socket_cut_in_the_middle_is_opened_again_by_the_app(ws, bolt, anna):
    bolt.command("/request")(lambda ack: ack("ok"))
    bolt.connect(ping_interval=0.5)
    ws.fault("slash_commands", "drop")

    first = anna.command("/request", channel="marketing")

    assert first.failure == "operation_timeout"
    assert ws.connected(1, timeout=20) == 1
    assert anna.command("/request", channel="marketing").text == "ok"
