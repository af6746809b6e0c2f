"""Socket Mode: who is let in, what is said first and last, and which line an envelope takes."""

import re

import pytest

from sandbox.client import Denied
from tests.sandbox.bolt_socket import eventually
from tests.sandbox.delivery.raw_line import Rejected, ticket
from tests.sandbox.delivery.samples import missing, sample

pytestmark = pytest.mark.contract("16.10")


def test_hello_counts_the_connections_and_names_the_app(open_line):
    first, second = open_line(), open_line()

    assert (first.hello["num_connections"], second.hello["num_connections"]) == (1, 2)
    assert second.hello["type"] == "hello"
    assert second.hello["connection_info"] == {"app_id": "A0DESK"}
    assert second.hello["debug_info"]["approximate_connection_time"] == 3600
    started = second.hello["debug_info"]["started"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", started)


def test_hello_has_the_keys_of_slacks_own(open_line):
    assert missing(sample("socket.hello"), open_line().hello) == []


@pytest.mark.rule("socket.ticket.used")
def test_a_ticket_lets_one_connection_in(ws, open_line):
    url = ticket(ws)
    open_line(url)

    with pytest.raises(Rejected):
        open_line(url)


@pytest.mark.rule("socket.ticket.unknown")
def test_a_ticket_that_was_never_given_lets_nobody_in(ws, open_line):
    url = ticket(ws)

    with pytest.raises(Rejected):
        open_line(url[:-1] + ("0" if url[-1] != "0" else "1"))
    open_line(url)


@pytest.mark.rule("socket.connections.max")
def test_the_tenth_connection_is_let_in_and_the_eleventh_sent_away(ws, open_line):
    lines = [open_line() for _ in range(10)]

    eleventh = open_line()

    assert lines[9].hello["num_connections"] == 10
    assert (eleventh.hello["type"], eleventh.hello["reason"]) == (
        "disconnect",
        "too_many_websockets",
    )
    assert eleventh.is_over()
    assert ws.connected(10) == 10
    assert [each["rule"] for each in ws.refusals()] == ["socket.connections.max"]


def test_each_envelope_takes_one_line_and_the_lines_take_turns(open_line, anna):
    lines = [open_line() for _ in range(3)]

    for n in range(6):
        anna.say(str(n), channel="marketing")

    heard = [[_text(line.receive()) for _ in range(2)] for line in lines]
    assert sorted(text for each in heard for text in each) == list("012345")
    assert [line.receive(seconds=0.1) for line in lines] == [None, None, None]


def test_only_the_ack_of_its_own_envelope_counts(ws, open_line, anna):
    ws.retry_events_after(0.05, 60, 60)
    line = open_line()
    anna.say("x", channel="marketing")
    first = line.receive()

    line.say({"envelope_id": "something else"})
    line.say(["no object"])
    again = line.receive(seconds=4)
    line.ack(again)

    assert first["envelope_id"] != again["envelope_id"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert line.receive(seconds=0.3) is None


def test_an_acked_event_never_comes_again(ws, open_line, anna):
    ws.retry_events_after(0.05, 0.05, 0.05)
    line = open_line()
    anna.say("x", channel="marketing")

    line.ack(line.receive())

    assert line.receive(seconds=3.5) is None


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
def test_after_a_disconnect_nothing_more_comes_on_that_line(ws, open_line, anna, reason):
    old = open_line()

    ws.refresh_sockets(reason)
    farewell = old.receive()
    outcome = anna.command("/request", channel="marketing")

    assert (farewell["type"], farewell["reason"]) == ("disconnect", reason)
    assert outcome.failure == "dispatch_failed"
    assert old.receive(seconds=0.1) is None


def test_a_disconnect_has_the_keys_of_slacks_own(ws, open_line):
    line = open_line()

    ws.refresh_sockets()

    assert missing(sample("socket.disconnect"), line.receive()) == []


def test_after_a_warning_the_line_still_serves_for_a_while(ws, open_line, anna):
    line = open_line()

    ws.refresh_sockets("warning")
    warning = line.receive()
    anna.say("still here", channel="marketing")

    assert warning["reason"] == "warning"
    assert _text(line.receive()) == "still here"


def test_a_new_line_takes_the_place_of_the_one_that_was_sent_away(ws, open_line, anna):
    old = open_line()
    ws.refresh_sockets()
    old.receive()

    new = open_line()
    anna.say("x", channel="marketing")

    assert old.is_over()
    assert _text(new.receive()) == "x"
    assert ws.connected(1) == 1


def test_a_cut_line_is_over_without_a_word(ws, open_line):
    line = open_line()

    ws.drop_sockets()

    assert line.is_over()
    assert eventually(lambda: ws.connected(0, timeout=0) == 0)


def test_a_half_open_line_stands_and_brings_nothing_not_even_a_pong(ws, open_line, anna):
    line = open_line()
    assert line.is_answering_pings()

    ws.half_open_sockets()
    anna.say("lost", channel="marketing")

    assert not line.is_answering_pings(seconds=0.3)
    assert line.receive(seconds=0.2) is None
    assert not line.is_over(seconds=0.2)
    assert ws.connected(1) == 1


def test_what_went_into_a_half_open_line_comes_by_another(ws, open_line, anna):
    ws.retry_events_after(0.05, 60, 60)
    open_line()
    ws.half_open_sockets()
    good = open_line()

    anna.say("one", channel="marketing")

    came = good.receive(seconds=5)
    assert (_text(came), came["retry_attempt"]) == ("one", 1)


def test_sockets_end_only_in_ways_that_there_are(ws):
    with pytest.raises(Denied, match="how is drop, half_open, or warning"):
        ws.refresh_sockets("boredom")


def _text(envelope):
    return envelope["payload"]["event"]["text"]
