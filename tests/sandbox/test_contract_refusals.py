"""The log of refusals holds what the app did wrong, all of it, and nothing else."""

from types import SimpleNamespace

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.refused import nothing_unexpected
from tests.sandbox.specs import modal, plain

TOO_LONG = [{"type": "header", "text": plain("x" * 151)}]
pytestmark = pytest.mark.contract("16.20")


def logged(ws):
    return [(each["method"], each["error"]) for each in ws.refusals()]


def test_what_slack_takes_is_not_in_it(ws, client, anna):
    client.chat_postMessage(channel="C0MARKETING", text="hi")
    anna.say("hi", channel="marketing")

    assert ws.refusals() == []


def test_a_refused_call_is_in_it_with_its_rule_and_slacks_words(ws, client):
    ws.clock_to("2026-12-04T16:00:00+00:00")

    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0MARKETING", text="x", blocks=TOO_LONG)

    [entry] = ws.refusals()
    assert entry["at"].startswith("2026-12-04T16:00")
    assert (entry["method"], entry["error"]) == ("chat.postMessage", "invalid_blocks")
    assert entry["rule"] == "block.header.text.max"
    assert entry["details"][0].endswith("[json-pointer:/blocks/0/text]")


def test_a_method_that_is_not_there_is_in_it(ws, client):
    with pytest.raises(SlackApiError):
        client.api_call("admin.users.list")

    assert logged(ws) == [("admin.users.list", "unknown_method")]


def test_a_message_to_a_response_url_is_in_it(ws, anna, bolt):
    told = {}

    @bolt.command("/request")
    def take(ack, command):
        told["url"] = command["response_url"]
        ack()

    bolt.connect()
    anna.command("/request", channel="marketing")

    WebhookClient(told["url"]).send(text="x", blocks=TOO_LONG)

    assert logged(ws) == [("response_url", "invalid_blocks")]


def test_the_answer_to_a_command_is_in_it(ws, anna, bolt):
    bolt.command("/request")(lambda ack: ack(text="x", blocks=TOO_LONG))
    bolt.connect()

    anna.command("/request", channel="marketing")

    assert logged(ws) == [("slash_commands", "invalid_blocks")]


def test_the_answer_to_a_form_is_in_it(ws, anna, bolt):
    bolt.shortcut("new")(lambda ack, body, client: (ack(), opened(client, body)))
    bolt.view("form")(lambda ack: ack(response_action="errors", errors={"nowhere": "No."}))
    bolt.connect()
    anna.shortcut("new")

    anna.submit({"summary": "x"}, view=anna.view())

    assert [method for method, _ in logged(ws)] == ["view_submission"]


def opened(client, body):
    client.views_open(trigger_id=body["trigger_id"], view=modal())


def test_a_suite_fails_on_a_refusal_that_it_did_not_expect(ws, client):
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0RANDOM", text="x")

    with pytest.raises(AssertionError, match=r"chat\.postMessage: not_in_channel"):
        nothing_unexpected(a_test(), ws)
    nothing_unexpected(a_test("not_in_channel"), ws)


def test_a_suite_fails_where_an_expected_refusal_does_not_come(ws):
    with pytest.raises(AssertionError, match=r"did not come: .*not_in_channel"):
        nothing_unexpected(a_test("not_in_channel"), ws)
    nothing_unexpected(a_test(), ws)


def test_a_suite_fails_on_an_argument_without_effect(ws, client):
    client.chat_postMessage(channel="C0MARKETING", text="x", colour="red")

    with pytest.raises(AssertionError, match=r"without effect: .*colour"):
        nothing_unexpected(a_test(), ws)


def a_test(*refused):
    """A test with this mark."""
    marks = [pytest.mark.refused(*refused).mark] if refused else []
    return SimpleNamespace(iter_markers=lambda _: iter(marks))
