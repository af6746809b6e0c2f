"""The log of the wire: both ways, as it was, with what came of it, and never more than 200."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.traffic import Traffic, as_text
from tests.sandbox.bolt_socket import eventually


def _seen(traffic):
    return [(each["way"], each["name"], each["verdict"], each["error"]) for each in traffic]


@pytest.fixture
def wire(ws):
    """Everything on the wire of the workspace so far."""
    return lambda: ws.wire.get(f"/w/{ws.team}/traffic")["exchanges"]


def test_calls_stand_with_their_arguments_and_answers(client, ws, wire):
    client.chat_postMessage(channel=ws.channels["it-desk"], text="Hello")

    [call] = [each for each in wire() if each["name"] == "chat.postMessage"]
    assert (call["way"], call["verdict"], call["status"]) == ("in", "ok", 200)
    assert '"text": "Hello"' in call["sent"]
    assert '"ok":true' in call["answer"].replace(" ", "")
    assert "xoxb" not in call["sent"]


def test_refusals_say_which_error_it_was(client, wire):
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0NOWHERE", text="Hello")

    assert _seen(wire())[-1] == ("in", "chat.postMessage", "refused", "channel_not_found")


@pytest.mark.parametrize(
    ("fault", "error"),
    [("drop", "connection dropped"), ("http_500:503", "HTTP 503, no JSON")],
)
def test_answers_of_no_use_are_failures(client, ws, wire, fault, error):
    ws.fault("auth.test", fault)

    with pytest.raises(Exception):  # noqa: B017, PT011 - the client's own, whatever it is
        client.auth_test()

    failed = ("in", "auth.test", "failed", error)
    assert eventually(lambda: failed in _seen(wire()))


def test_envelopes_stand_with_their_acks(bolt, anna, wire):
    bolt.command("/request")(lambda ack: ack("Here I am"))
    bolt.connect()

    anna.command("/request", "now", channel="it-desk")

    [sent] = [each for each in wire() if each["way"] == "out"]
    assert (sent["name"], sent["verdict"]) == ("slash_commands /request", "ok")
    assert '"command": "/request"' in sent["sent"]
    assert "Here I am" in sent["answer"]
    assert sent["took_ms"] >= 0


def test_envelope_without_anybody_to_take_it_has_failed(anna, wire):
    anna.command("/request", "", channel="it-desk")

    assert _seen(wire())[-1] == ("out", "slash_commands /request", "failed", "dispatch_failed")


def test_reader_gets_only_what_is_new_or_changed():
    traffic = Traffic()
    first = traffic.begin("in", "auth.test", {})
    _, turn = traffic.after(0)
    traffic.begin("in", "users.info", {})
    traffic.end(first, verdict="ok", answer={"ok": True})

    fresh, newest = traffic.after(turn)

    assert [each["name"] for each in fresh] == ["auth.test", "users.info"]
    assert traffic.after(newest) == ([], newest)


def test_two_hundred_are_kept():
    traffic = Traffic()
    for number in range(201):
        traffic.begin("in", f"call {number}", {})

    kept, _ = traffic.after(0)

    assert (len(kept), kept[0]["name"], kept[-1]["name"]) == (200, "call 1", "call 200")


def test_what_was_sent_is_kept_as_it_was():
    traffic, body = Traffic(), {"text": "before"}
    traffic.begin("in", "chat.update", body)

    body["text"] = "after"

    assert traffic.after(0)[0][0]["sent"] == '{"text": "before"}'


def test_waiting_ends_with_the_next_exchange():
    async def seen():
        traffic = Traffic()
        asyncio.get_running_loop().call_soon(traffic.begin, "in", "auth.test", {})
        async with asyncio.timeout(5):
            return await traffic.newer(0)

    with ThreadPoolExecutor() as elsewhere:
        assert elsewhere.submit(lambda: asyncio.run(seen())).result() == 1


def test_very_long_payloads_are_cut_and_say_so():
    assert as_text("x" * 20_001) == "x" * 20_000 + " … (20,001 characters)"
    assert as_text("x" * 20_000) == "x" * 20_000
