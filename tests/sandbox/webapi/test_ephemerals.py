"""Ephemeral messages: one reader, in the channel, and out of reach afterwards."""

import pytest

from tests.sandbox.webapi.asking import error_of, succeeds

pytestmark = pytest.mark.contract("16.7")

MARKETING, IT_DESK = "C0MARKETING", "C0ITDESK"


@pytest.fixture
def psst(client):
    return succeeds(client, "chat.postEphemeral", channel=MARKETING, user="U0ANNA", text="psst")


def test_the_answer_holds_only_the_time_of_the_message(psst):
    assert sorted(psst) == ["message_ts", "ok"]


def test_one_person_sees_it_and_no_history_knows_it(ws, client, psst):
    history = succeeds(client, "conversations.history", channel=MARKETING)["messages"]

    assert [each["text"] for each in ws.person("anna").sees("marketing")] == ["psst"]
    assert ws.person("ben").sees("marketing") == []
    assert history == []


@pytest.mark.parametrize("method", ["chat.update", "chat.delete", "chat.getPermalink"])
def test_it_cannot_be_reached_by_its_time(client, psst, method):
    ts = psst["message_ts"]

    error = error_of(client, method, channel=MARKETING, ts=ts, message_ts=ts, text="x")

    assert error == "message_not_found"


def test_nobody_can_react_to_it(client, psst):
    where = {"channel": MARKETING, "timestamp": psst["message_ts"]}

    assert error_of(client, "reactions.add", **where, name="eyes") == "message_not_found"


@pytest.mark.rule("chat.ephemeral.member")
def test_its_reader_must_be_active_and_in_the_channel(ws, client):
    to = {"channel": IT_DESK, "text": "psst"}

    absent = error_of(client, "chat.postEphemeral", **to, user="U0CORA")
    unknown = error_of(client, "chat.postEphemeral", **to, user="U0NOBODY")
    ws.channel("it-desk").add("cora")
    present = succeeds(client, "chat.postEphemeral", **to, user="U0CORA")
    ws.person("cora").deactivate()
    gone = error_of(client, "chat.postEphemeral", **to, user="U0CORA")

    assert [absent, unknown, gone] == ["user_not_in_channel"] * 3
    assert present["ok"]
