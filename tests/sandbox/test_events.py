"""Events: what the app hears, what it does not, and what happens when it does not listen."""

import pytest
from slack_bolt import App

from sandbox.client import Denied
from tests.sandbox.bolt_socket import connect, eventually, hang_up
from tests.sandbox.conftest import client_of
from tests.sandbox.specs import SEED, without_event, without_scope


@pytest.fixture
def heard(bolt):
    """Every event that reached the app, in order."""
    events = []

    @bolt.middleware
    def listen(body, next):
        if "event" in body:
            events.append(body["event"])
        next()

    for kind in ("message", "app_mention", "member_joined_channel", "channel_archive"):
        bolt.event(kind)(lambda: None)
    for kind in ("channel_rename", "reaction_added", "user_change", "app_home_opened"):
        bolt.event(kind)(lambda: None)
    bolt.connect()
    return events


def test_what_a_person_says_is_heard_in_slacks_escaped_form(heard, anna):
    anna.say("<b> & @ben see https://acme.test/x, #it-desk @here", channel="marketing")

    event = eventually(lambda: heard and heard[0])
    assert event["type"] == "message"
    assert "subtype" not in event
    assert (event["channel"], event["channel_type"], event["user"]) == (
        "C0MARKETING",
        "channel",
        anna.id,
    )
    assert event["client_msg_id"]
    assert event["text"] == (
        "&lt;b&gt; &amp; <@U0BEN> see <https://acme.test/x>, <#C0ITDESK|it-desk> <!here>"
    )


def test_a_mention_arrives_as_message_and_as_mention_with_one_ts(heard, ws, anna):
    said = anna.say(f"<@{ws.bot_user}> help", channel="marketing")

    eventually(lambda: len(heard) == 2)
    assert {each["type"] for each in heard} == {"message", "app_mention"}
    assert {each["ts"] for each in heard} == {said["ts"]}


def test_a_direct_message_is_heard(heard, anna):
    anna.say("hello")

    assert eventually(lambda: heard and heard[0])["channel_type"] == "im"


def test_a_reply_carries_its_thread(heard, anna):
    parent = anna.say("parent", channel="marketing")
    anna.say("reply", channel="marketing", thread_ts=parent["ts"])

    eventually(lambda: len(heard) == 2)
    assert {each.get("thread_ts") for each in heard} == {None, parent["ts"]}


def test_where_the_app_is_not_a_member_it_hears_nothing(heard, anna):
    anna.say("secret", channel="random")
    anna.say("open", channel="marketing")

    eventually(lambda: heard)
    assert [each["text"] for each in heard] == ["open"]


@pytest.mark.parametrize(
    "manifest", [without_event("message.im"), without_scope("im:history")], ids=["event", "scope"]
)
def test_without_subscription_or_scope_nothing_is_heard(sandbox, manifest):
    ws = sandbox.workspace(seed=SEED, manifest=manifest)
    heard = []
    app = App(client=client_of(ws), signing_secret="x", token_verification_enabled=False)
    app.event("message")(lambda event: heard.append(event["text"]))
    handler = connect(app, ws)
    anna = ws.person("anna")

    anna.say("not heard")
    anna.say("heard", channel="marketing")

    eventually(lambda: heard)
    hang_up([handler], ws)
    assert heard == ["heard"]


def test_its_own_posts_come_back_with_its_bot_id(heard, client):
    client.chat_postMessage(channel="C0MARKETING", text="mine")

    event = eventually(lambda: heard and heard[0])
    assert (event["bot_id"], event["user"], event["app_id"]) == ("B0DESK", "U0DESK", "A0DESK")


def test_changes_and_deletions_are_hidden_messages(heard, client):
    posted = client.chat_postMessage(channel="C0MARKETING", text="old")
    client.chat_update(channel="C0MARKETING", ts=posted["ts"], text="new")
    client.chat_delete(channel="C0MARKETING", ts=posted["ts"])

    eventually(lambda: len(heard) == 3)
    by_kind = {each.get("subtype"): each for each in heard}
    changed, deleted = by_kind["message_changed"], by_kind["message_deleted"]
    assert (changed["hidden"], changed["message"]["text"]) == (True, "new")
    assert changed["previous_message"]["text"] == "old"
    assert deleted["deleted_ts"] == posted["ts"]


def test_the_app_hears_what_happens_to_channels_and_people(heard, ws, anna):
    said = anna.say("x", channel="marketing")
    anna.react(said, "eyes")
    ws.channel("random").invite_bot(by=anna.id)
    ws.channel("marketing").rename("brand")
    ws.channel("marketing").archive()
    ws.person("cora").deactivate()

    kinds = {
        "message",
        "reaction_added",
        "member_joined_channel",
        "channel_rename",
        "channel_archive",
        "user_change",
    }
    eventually(lambda: {each["type"] for each in heard} == kinds)


def test_an_event_that_is_not_acked_comes_again_with_the_same_id(bolt, anna):
    bodies, headers = [], []

    @bolt.middleware
    def fail_once(body, request, next):
        bodies.append(body)
        headers.append(request.headers["x-slack-retry-num"][0])
        if len(bodies) > 1:
            next()

    bolt.event("message")(lambda: None)
    bolt.connect()

    anna.say("hello")

    eventually(lambda: len(bodies) == 2, seconds=8)
    assert bodies[0]["event_id"] == bodies[1]["event_id"]
    assert headers == ["0", "1"]


def test_an_event_waits_for_an_app_that_comes_up_late(bolt, anna):
    heard = []
    bolt.event("message")(lambda event: heard.append(event["text"]))
    anna.say("early")

    bolt.connect()

    assert eventually(lambda: heard == ["early"], seconds=4)


def test_a_person_cannot_act_where_they_are_not(ws, anna):
    cora = ws.person("cora")
    ws.channel("marketing").archive()

    with pytest.raises(Denied, match="is not in #it-desk"):
        cora.say("x", channel="it-desk")
    with pytest.raises(Denied, match="cannot see leads"):
        cora.say("x", channel="leads")
    with pytest.raises(Denied, match="is archived"):
        anna.say("x", channel="marketing")
    cora.deactivate()
    with pytest.raises(Denied, match="cannot sign in"):
        cora.say("x", channel="random")


def test_the_home_tab_opens_with_what_was_published(heard, client, anna):
    client.views_publish(user_id=anna.id, view={"type": "home", "blocks": []})

    anna.home()

    event = eventually(lambda: heard and heard[0])
    assert (event["tab"], event["channel"]) == ("home", "D0ANNA")
    assert event["view"]["hash"]
