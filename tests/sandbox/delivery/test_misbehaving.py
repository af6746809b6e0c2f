"""Single faults on the socket: late, lost, twice, swapped, cut and half-open."""

import time

import pytest

from sandbox.client import Denied
from tests.sandbox.bolt_socket import eventually

pytestmark = pytest.mark.contract("16.10")


def test_an_event_later_than_slack_waits_comes_with_its_retry(ws, open_line, anna):
    ws.retry_events_after(0.05, 60, 60)
    ws.fault("events_api", "delay:3.3")
    line = open_line()

    anna.say("x", channel="marketing")

    came = [line.receive(seconds=5), line.receive(seconds=5)]
    assert sorted(each["retry_attempt"] for each in came) == [0, 1]
    assert len({each["payload"]["event_id"] for each in came}) == 1


def test_a_command_later_than_slack_waits_fails_for_the_person_and_still_arrives(
    ws, open_line, anna
):
    ws.fault("slash_commands", "delay:3.3")
    line = open_line()
    start = time.monotonic()

    outcome = anna.command("/request", "x", channel="marketing")

    assert time.monotonic() - start < 3.25
    assert outcome.failure == "operation_timeout"
    assert line.receive(seconds=2)["payload"]["text"] == "x"


def test_two_events_can_change_places(ws, open_line, anna):
    ws.fault("events_api", "swap")
    line = open_line()

    anna.say("first", channel="marketing")
    anna.say("second", channel="marketing")

    assert [_text(line.receive()) for _ in range(2)] == ["second", "first"]


def test_an_event_that_nothing_overtakes_comes_after_all(ws, open_line, anna):
    ws.fault("events_api", "swap")
    line = open_line()

    anna.say("alone", channel="marketing")

    assert _text(line.receive()) == "alone"


@pytest.mark.parametrize(
    ("do", "envelopes", "events"),
    [("repeat", 2, 1), ("repeat:new_id", 2, 2), ("repeat:same_envelope", 1, 1)],
)
def test_an_event_can_come_twice_in_three_ways(ws, open_line, anna, do, envelopes, events):
    ws.fault("events_api", do)
    line = open_line()

    anna.say("x", channel="marketing")

    came = [line.receive(), line.receive()]
    assert len({each["envelope_id"] for each in came}) == envelopes
    assert len({each["payload"]["event_id"] for each in came}) == events
    assert [_text(each) for each in came] == ["x", "x"]
    assert line.receive(seconds=0.2) is None


@pytest.mark.parametrize(("do", "envelopes"), [("repeat", 2), ("repeat:same_envelope", 1)])
def test_a_command_can_come_twice(ws, bolt, open_line, anna, do, envelopes):
    got = []

    @bolt.middleware
    def remember(body, next):
        got.append(body["trigger_id"])
        next()

    bolt.command("/request")(lambda ack: ack("done"))
    bolt.connect()
    ws.fault("slash_commands", do)

    outcome = anna.command("/request", channel="marketing")

    eventually(lambda: len(got) == 2)
    assert outcome.text == "done"
    assert len(set(got)) == 1


def test_a_lost_ack_of_an_event_brings_it_again(ws, bolt, anna):
    ids = []
    bolt.event("message")(lambda body: ids.append(body["event_id"]))
    bolt.connect()
    ws.retry_events_after(0.05, 60, 60)
    ws.fault("events_api", "lose_ack")

    anna.say("x", channel="marketing")

    eventually(lambda: len(ids) == 2)
    assert len(set(ids)) == 1


def test_a_lost_command_never_reaches_the_app(ws, open_line, anna):
    line = open_line()
    ws.fault("slash_commands", "lose")

    outcome = anna.command("/request", channel="marketing")

    assert outcome.failure == "operation_timeout"
    assert line.receive(seconds=0.2) is None


def test_a_line_cut_under_an_event_brings_it_by_the_next_line(ws, open_line, anna):
    ws.retry_events_after(0.3, 60, 60)
    first = open_line()
    ws.fault("events_api", "drop")

    anna.say("x", channel="marketing")

    assert first.is_over()
    again = open_line().receive()
    assert (_text(again), again["retry_attempt"]) == ("x", 1)


def test_a_line_that_goes_half_open_swallows_what_it_was_given(ws, open_line, anna):
    line = open_line()
    ws.fault("interactive", "half_open")

    outcome = anna.shortcut("new")

    assert outcome.failure == "operation_timeout"
    assert not line.is_answering_pings(seconds=0.2)


def test_an_app_that_pings_finds_out_about_a_half_open_line(ws, follow, anna):
    app = follow()
    ws.half_open_sockets()

    eventually(lambda: app.lines == 2)
    ws.connected(1)

    assert anna.command("/request", channel="marketing").text == "ok"


def test_a_socket_has_other_faults_than_the_web_api(ws):
    with pytest.raises(Denied, match="a fault is one of drop, half_open, delay"):
        ws.fault("events_api", "http_500")
    with pytest.raises(Denied, match="a fault is one of drop, http_500, error"):
        ws.fault("chat.postMessage", "swap")


def test_a_fault_everywhere_is_one_of_the_web_api(ws, open_line, anna):
    line = open_line()
    ws.fault("*", "http_500")

    anna.say("x", channel="marketing")

    assert _text(line.receive()) == "x"


def _text(envelope):
    return envelope["payload"]["event"]["text"]
