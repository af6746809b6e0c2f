"""Membership, archived channels, private ones, direct messages and the app's own messages."""

import pytest

from tests.sandbox.webapi.asking import error_of, succeeds
from tests.sandbox.webapi.conftest import EVERY_SCOPE

pytestmark = pytest.mark.contract("16.6")

MARKETING, RANDOM, LEADS = "C0MARKETING", "C0RANDOM", "C0LEADS"


@pytest.mark.rule("channel.unknown")
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.info"])
def test_a_channel_nobody_knows_is_not_found(client, method):
    assert error_of(client, method, channel="C0NOWHERE", text="x") == "channel_not_found"
    assert succeeds(client, method, channel=MARKETING, text="x")["ok"]


@pytest.mark.rule("channel.private")
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.info"])
def test_a_private_channel_is_hidden_until_the_app_is_in(ws, client, method):
    hidden = error_of(client, method, channel=LEADS, text="x")
    ws.channel("leads").invite_bot()

    assert hidden == "channel_not_found"
    assert succeeds(client, method, channel=LEADS, text="x")["ok"]


@pytest.mark.rule("channel.member")
def test_posting_and_reading_need_membership(ws, client):
    outside = [
        error_of(client, "chat.postMessage", channel=RANDOM, text="x"),
        error_of(client, "chat.postEphemeral", channel=RANDOM, user="U0ANNA", text="x"),
        error_of(client, "conversations.history", channel=RANDOM),
    ]
    ws.channel("random").invite_bot()

    assert outside == ["not_in_channel"] * 3
    assert succeeds(client, "chat.postMessage", channel=RANDOM, text="x")["ok"]
    assert succeeds(client, "conversations.history", channel=RANDOM)["ok"]


def test_chat_write_public_opens_public_channels_and_no_others(app_with):
    client = app_with(scopes=[*EVERY_SCOPE, "chat:write.public"])

    assert succeeds(client, "chat.postMessage", channel=RANDOM, text="x")["ok"]
    assert error_of(client, "chat.postMessage", channel=LEADS, text="x") == "channel_not_found"
    assert error_of(client, "conversations.history", channel=RANDOM) == "not_in_channel"


@pytest.mark.rule("channel.archived")
def test_an_archived_channel_takes_nothing_until_it_is_opened_again(ws, client):
    posted = succeeds(client, "chat.postMessage", channel=MARKETING, text="x")
    where = {"channel": MARKETING, "ts": posted["ts"]}
    ws.channel("marketing").archive()

    closed = [
        error_of(client, "chat.postMessage", channel=MARKETING, text="x"),
        error_of(client, "chat.update", **where, text="y"),
        error_of(client, "reactions.add", channel=MARKETING, timestamp=posted["ts"], name="eyes"),
    ]
    ws.channel("marketing").unarchive()

    assert closed == ["is_archived"] * 3
    assert succeeds(client, "chat.update", **where, text="y")["ok"]


@pytest.mark.rule("channel.messages_tab")
def test_without_a_messages_tab_nobody_can_be_written_to(app_with):
    off = app_with(app_home={"messages_tab_enabled": False})
    on = app_with(app_home={"messages_tab_enabled": True})

    error = error_of(off, "chat.postMessage", channel="U0ANNA", text="x")

    assert error == "messages_tab_disabled"
    assert succeeds(on, "chat.postMessage", channel="U0ANNA", text="x")["ok"]
    assert succeeds(off, "chat.postMessage", channel=MARKETING, text="x")["ok"]


@pytest.mark.rule("channel.bot_dm")
@pytest.mark.parametrize("bot", ["USLACKBOT", "U0DESK"])
def test_bots_cannot_be_written_to(client, bot):
    assert error_of(client, "chat.postMessage", channel=bot, text="x") == "cannot_dm_bot"


@pytest.mark.rule("channel.dm.deactivated")
def test_a_deactivated_person_cannot_be_written_to(ws, client):
    ws.person("anna").deactivate()

    assert error_of(client, "chat.postMessage", channel="U0ANNA", text="x") == "user_disabled"
    assert succeeds(client, "chat.postMessage", channel="U0BEN", text="x")["ok"]


def test_only_posting_takes_names_and_people(client):
    posted = succeeds(client, "chat.postMessage", channel="#marketing", text="x")
    to_anna = succeeds(client, "chat.postMessage", channel="U0ANNA", text="x")

    assert posted["channel"] == MARKETING
    assert to_anna["channel"] == "D0ANNA"
    by_name = {"channel": "#marketing", "ts": posted["ts"], "text": "y"}
    by_person = {"channel": "U0ANNA", "ts": to_anna["ts"], "text": "y"}
    assert error_of(client, "chat.update", **by_name) == "channel_not_found"
    assert error_of(client, "chat.update", **by_person) == "channel_not_found"
    assert error_of(client, "conversations.history", channel="#marketing") == "channel_not_found"
    assert succeeds(client, "chat.update", **{**by_person, "channel": "D0ANNA"})["ok"]


@pytest.mark.rule("chat.update.own")
@pytest.mark.rule("chat.delete.own")
def test_the_app_changes_and_deletes_its_own_messages_only(ws, client):
    said = ws.person("anna").say("mine", channel="marketing")
    own = succeeds(client, "chat.postMessage", channel=MARKETING, text="x")
    theirs = {"channel": MARKETING, "ts": said["ts"]}
    ours = {"channel": MARKETING, "ts": own["ts"]}

    assert error_of(client, "chat.update", **theirs, text="y") == "cant_update_message"
    assert error_of(client, "chat.delete", **theirs) == "cant_delete_message"
    assert succeeds(client, "chat.update", **ours, text="y")["ok"]
    assert succeeds(client, "chat.delete", **ours)["ok"]


@pytest.mark.rule("chat.message.unknown")
@pytest.mark.parametrize("method", ["chat.update", "chat.delete", "chat.getPermalink"])
def test_a_message_that_is_not_there_cannot_be_named(client, method):
    posted = succeeds(client, "chat.postMessage", channel=MARKETING, text="x")

    missing = {"ts": "1.000001", "message_ts": "1.000001", "text": "y"}
    there = {"ts": posted["ts"], "message_ts": posted["ts"], "text": "y"}

    assert error_of(client, method, channel=MARKETING, **missing) == "message_not_found"
    assert succeeds(client, method, channel=MARKETING, **there)["ok"]
