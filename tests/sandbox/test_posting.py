"""chat.*: who may post where, what changes, what is refused, and what the journal holds."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import client_of
from tests.sandbox.specs import MANIFEST, SEED, section, with_scope, without_scope

MARKETING = "C0MARKETING"


def test_a_post_stands_in_the_channel_and_in_the_journal(ws, client, anna):
    metadata = {"event_type": "card", "event_payload": {"key": "MT-1"}}

    answer = client.chat_postMessage(
        channel=MARKETING, text="Hello", blocks=[section("*Hello*")], metadata=metadata
    )

    [entry] = ws.journal()
    [seen] = anna.sees("marketing")
    assert answer["channel"] == MARKETING
    assert answer["message"]["bot_id"] == "B0DESK"
    assert answer["message"]["blocks"][0]["block_id"]
    assert (entry["method"], entry["via"]) == ("chat.postMessage", "api")
    assert (entry["channel_name"], entry["ts"], entry["text"]) == (
        "marketing",
        answer["ts"],
        "Hello",
    )
    assert entry["metadata"] == metadata
    assert (seen["text"], seen["user"]) == ("Hello", ws.bot_user)


def test_a_post_to_a_person_opens_the_direct_message(ws, client, anna):
    answer = client.chat_postMessage(channel=anna.id, text="Hi")

    assert answer["channel"] == "D0ANNA"
    assert anna.dm()[0]["text"] == "Hi"
    assert ws.journal()[0]["user"] == anna.id


def test_a_channel_name_works_too(client):
    assert client.chat_postMessage(channel="#marketing", text="x")["channel"] == MARKETING


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0RANDOM", "not_in_channel"),
        ("C0LEADS", "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        ("", "channel_not_found"),
        ("USLACKBOT", "cannot_dm_bot"),
    ],
)
def test_where_the_app_may_not_post(client, channel, error):
    assert error_of(client.chat_postMessage, channel=channel, text="x") == error


def test_with_chat_write_public_it_may_post_without_joining(sandbox):
    ws = sandbox.workspace(seed=SEED, manifest=with_scope("chat:write.public"))

    assert client_of(ws).chat_postMessage(channel="C0RANDOM", text="x")["ok"]
    assert error_of(client_of(ws).chat_postMessage, channel="C0LEADS", text="x") == (
        "channel_not_found"
    )


def test_an_archived_channel_takes_nothing(ws, client):
    ws.channel("marketing").archive()

    assert error_of(client.chat_postMessage, channel=MARKETING, text="x") == "is_archived"


def test_a_removed_app_may_not_post_until_it_is_invited(ws, client):
    ws.channel("marketing").remove_bot()
    refused = error_of(client.chat_postMessage, channel=MARKETING, text="x")
    ws.channel("marketing").invite_bot()

    assert refused == "not_in_channel"
    assert client.chat_postMessage(channel=MARKETING, text="x")["ok"]


def test_a_deactivated_person_gets_nothing(ws, client, anna):
    anna.deactivate()

    assert error_of(client.chat_postMessage, channel=anna.id, text="x") == "user_disabled"
    assert client.users_info(user=anna.id)["user"]["deleted"] is True


def test_a_switched_off_messages_tab_takes_nothing(sandbox):
    features = {**MANIFEST["features"], "app_home": {"messages_tab_enabled": False}}
    ws = sandbox.workspace(seed=SEED, manifest={**MANIFEST, "features": features})

    assert error_of(client_of(ws).chat_postMessage, channel="U0ANNA", text="x") == (
        "messages_tab_disabled"
    )


def test_without_its_scope_the_answer_names_what_is_missing(sandbox):
    ws = sandbox.workspace(seed=SEED, manifest=without_scope("chat:write"))

    with pytest.raises(SlackApiError) as refused:
        client_of(ws).chat_postMessage(channel=MARKETING, text="x")

    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "chat:write"
    assert "users:read" in refused.value.response["provided"].split(",")


def test_a_message_needs_words_or_blocks(client):
    call = client.api_call

    assert error_of(call, api_method="chat.postMessage", json={"channel": MARKETING}) == "no_text"


def test_overlong_text_is_cut_when_posted_and_refused_when_updated(client):
    posted = client.chat_postMessage(channel=MARKETING, text="x" * 40_001)

    error = error_of(client.chat_update, channel=MARKETING, ts=posted["ts"], text="x" * 4001)

    assert len(posted["message"]["text"]) == 40_000
    assert error == "msg_too_long"


def test_bad_metadata_is_refused(client):
    error = error_of(
        client.chat_postMessage, channel=MARKETING, text="x", metadata={"event_type": "x"}
    )

    assert error == "invalid_metadata_schema"


def test_a_thread_holds_replies_and_only_under_a_message(client, anna):
    parent = client.chat_postMessage(channel=MARKETING, text="parent")
    reply = client.chat_postMessage(channel=MARKETING, text="reply", thread_ts=parent["ts"])

    assert reply["message"]["thread_ts"] == parent["ts"]
    assert [each["text"] for each in anna.sees("marketing")] == ["parent", "reply"]
    assert (
        error_of(client.chat_postMessage, channel=MARKETING, text="x", thread_ts="1.000001")
        == "thread_not_found"
    )


def test_the_same_client_msg_id_posts_once(ws, client):
    first = client.chat_postMessage(channel=MARKETING, text="x", client_msg_id="one")
    second = client.chat_postMessage(channel=MARKETING, text="x", client_msg_id="one")

    assert first["ts"] == second["ts"]
    assert len(ws.journal()) == 1


def test_an_update_changes_the_message_in_place(ws, client, anna):
    posted = client.chat_postMessage(channel=MARKETING, text="old", blocks=[section("old")])

    client.chat_update(channel=MARKETING, ts=posted["ts"], text="new", blocks=[section("new")])

    [seen] = anna.sees("marketing")
    assert seen["text"] == "new"
    assert seen["blocks"][0]["text"]["text"] == "new"
    assert seen["edited"]["user"] == ws.bot_user
    assert [each["method"] for each in ws.journal()] == ["chat.postMessage", "chat.update"]


def test_text_alone_removes_the_blocks_and_blocks_alone_keep_the_text(client, anna):
    posted = client.chat_postMessage(channel=MARKETING, text="old", blocks=[section("old")])
    where = {"channel": MARKETING, "ts": posted["ts"]}

    client.api_call("chat.update", json={**where, "blocks": [section("kept")]})
    kept = anna.sees("marketing")[0]
    client.chat_update(**where, text="new")
    bare = anna.sees("marketing")[0]

    assert (kept["text"], len(kept["blocks"])) == ("old", 1)
    assert (bare["text"], "blocks" in bare) == ("new", False)


def test_only_its_own_messages_can_be_changed_or_deleted(client, anna):
    said = anna.say("mine", channel="marketing")
    where = {"channel": MARKETING, "ts": said["ts"]}

    assert error_of(client.chat_update, **where, text="x") == "cant_update_message"
    assert error_of(client.chat_delete, **where) == "cant_delete_message"
    assert error_of(client.chat_update, channel=MARKETING, ts="1.1", text="x") == (
        "message_not_found"
    )


def test_a_deleted_message_is_gone(client, anna):
    posted = client.chat_postMessage(channel=MARKETING, text="x")

    client.chat_delete(channel=MARKETING, ts=posted["ts"])

    assert anna.sees("marketing") == []
    assert error_of(client.chat_update, channel=MARKETING, ts=posted["ts"], text="x") == (
        "message_not_found"
    )


def test_an_ephemeral_message_is_seen_by_one_and_cannot_be_updated(ws, client, anna, ben):
    answer = client.chat_postEphemeral(channel=MARKETING, user=anna.id, text="psst")

    ts = answer["message_ts"]
    assert anna.sees("marketing")[0]["only_for"] == anna.id
    assert ben.sees("marketing") == []
    assert ws.journal()[0]["user"] == anna.id
    assert error_of(client.chat_update, channel=MARKETING, ts=ts, text="x") == ("message_not_found")


def test_an_ephemeral_message_needs_a_reader_in_the_channel(ws, client):
    cora = ws.person("cora").id

    error = error_of(client.chat_postEphemeral, channel="C0ITDESK", user=cora, text="x")

    assert error == "user_not_in_channel"


def test_permalinks_name_the_message_and_its_thread(client):
    parent = client.chat_postMessage(channel=MARKETING, text="parent")["ts"]
    reply = client.chat_postMessage(channel=MARKETING, text="r", thread_ts=parent)["ts"]

    links = [
        client.chat_getPermalink(channel=MARKETING, message_ts=ts)["permalink"]
        for ts in (parent, reply)
    ]

    digits = [each.replace(".", "") for each in (parent, reply)]
    assert links == [
        f"https://acme.slack.com/archives/{MARKETING}/p{digits[0]}",
        f"https://acme.slack.com/archives/{MARKETING}/p{digits[1]}"
        f"?thread_ts={parent}&cid={MARKETING}",
    ]


def error_of(call, **arguments):
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response["error"]
