"""Reading: history by metadata, threads, channels, people and groups, page by page."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import client_of
from tests.sandbox.specs import MANIFEST, SEED, without_scope

MARKETING = "C0MARKETING"


def test_history_finds_a_card_by_its_metadata(client, anna):
    metadata = {"event_type": "card", "event_payload": {"key": "MT-1"}}
    posted = client.chat_postMessage(channel=MARKETING, text="card", metadata=metadata)
    anna.say("chatter", channel="marketing")

    messages = client.conversations_history(channel=MARKETING, include_all_metadata=True)[
        "messages"
    ]

    found = [m["ts"] for m in messages if m.get("metadata") == metadata]
    assert found == [posted["ts"]]
    assert [m["text"] for m in messages] == ["chatter", "card"]


def test_history_hides_metadata_ephemerals_and_replies(client, anna):
    metadata = {"event_type": "card", "event_payload": {}}
    parent = client.chat_postMessage(channel=MARKETING, text="card", metadata=metadata)
    client.chat_postMessage(channel=MARKETING, text="reply", thread_ts=parent["ts"])
    client.chat_postEphemeral(channel=MARKETING, user=anna.id, text="psst")

    [message] = client.conversations_history(channel=MARKETING)["messages"]

    assert "metadata" not in message
    assert message["reply_count"] == 1
    assert message["thread_ts"] == parent["ts"]


def test_replies_start_with_the_parent(client):
    parent = client.chat_postMessage(channel=MARKETING, text="parent")["ts"]
    client.chat_postMessage(channel=MARKETING, text="first", thread_ts=parent)
    client.chat_postMessage(channel=MARKETING, text="second", thread_ts=parent)

    messages = client.conversations_replies(channel=MARKETING, ts=parent)["messages"]

    assert [each["text"] for each in messages] == ["parent", "first", "second"]
    assert messages[1]["parent_user_id"] == "U0DESK"
    assert error_of(client.conversations_replies, channel=MARKETING, ts="1.1") == (
        "thread_not_found"
    )


def test_history_comes_in_pages_and_between_times(client):
    stamps = [client.chat_postMessage(channel=MARKETING, text=str(n))["ts"] for n in range(5)]

    first = client.conversations_history(channel=MARKETING, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel=MARKETING, limit=2, cursor=cursor)
    between = client.conversations_history(channel=MARKETING, oldest=stamps[1], latest=stamps[3])
    with_ends = client.conversations_history(
        channel=MARKETING, oldest=stamps[1], latest=stamps[3], inclusive=True
    )

    assert texts(first) == ["4", "3"]
    assert first["has_more"] is True
    assert texts(second) == ["2", "1"]
    assert texts(between) == ["2"]
    assert texts(with_ends) == ["3", "2", "1"]


def test_a_wrong_cursor_limit_or_time_is_refused(client):
    call = client.conversations_history

    assert error_of(call, channel=MARKETING, cursor="???") == "invalid_cursor"
    assert error_of(call, channel=MARKETING, limit=1001) == "invalid_limit"
    assert error_of(call, channel=MARKETING, oldest="yesterday") == "invalid_ts_oldest"
    assert error_of(call, channel=MARKETING, limit="many") == "invalid_arguments"


def test_history_needs_membership_and_the_scope_of_the_kind(sandbox, client, anna):
    bare = client_of(sandbox.workspace(seed=SEED, manifest=without_scope("im:history")))
    client.conversations_open(users=anna.id)

    assert error_of(client.conversations_history, channel="C0RANDOM") == "not_in_channel"
    assert error_of(client.conversations_history, channel="C0LEADS") == "channel_not_found"
    assert client.conversations_history(channel="D0ANNA")["messages"] == []
    assert error_of(bare.conversations_history, channel="D0ANNA") == "missing_scope"


def test_conversations_open_gives_the_same_dm_each_time(client, anna):
    first = client.conversations_open(users=[anna.id])
    second = client.conversations_open(users=anna.id, return_im=True)

    assert first["channel"]["id"] == second["channel"]["id"] == "D0ANNA"
    assert second["channel"]["user"] == anna.id
    assert error_of(client.conversations_open, users="U0NOBODY") == "user_not_found"
    assert error_of(client.conversations_open, users="") == "users_list_not_supplied"


def test_channel_info_says_whether_the_app_is_in(ws, client):
    inside = client.conversations_info(channel=MARKETING, include_num_members=True)["channel"]
    outside = client.conversations_info(channel="C0RANDOM")["channel"]

    assert (inside["name"], inside["is_member"], inside["num_members"]) == ("marketing", True, 4)
    assert outside["is_member"] is False
    assert error_of(client.conversations_info, channel="C0LEADS") == "channel_not_found"
    ws.channel("marketing").rename("brand")
    renamed = client.conversations_info(channel=MARKETING)["channel"]
    assert (renamed["name"], renamed["previous_names"]) == ("brand", ["marketing"])


def test_lists_show_what_the_app_may_see(client):
    names = [each["name"] for each in client.conversations_list()["channels"]]
    mine = [each["name"] for each in client.users_conversations()["channels"]]
    private = client.conversations_list(types="private_channel")["channels"]

    assert names == ["marketing", "it-desk", "random"]
    assert mine == ["marketing", "it-desk"]
    assert private == []
    assert error_of(client.conversations_list, types="secret") == "invalid_types"


def test_members_come_in_pages(client):
    first = client.conversations_members(channel=MARKETING, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    rest = client.conversations_members(channel=MARKETING, cursor=cursor)

    assert first["members"] + rest["members"] == ["U0ANNA", "U0BEN", "U0CORA", "U0DESK"]


def test_people_are_found_by_id_and_email(sandbox, client):
    anna = client.users_info(user="U0ANNA")["user"]
    by_email = client.users_lookupByEmail(email="ANNA@acme.test")["user"]
    shy = client_of(sandbox.workspace(seed=SEED, manifest=without_scope("users:read.email")))

    assert (anna["name"], anna["tz"], anna["is_bot"]) == ("anna", "Europe/Berlin", False)
    assert anna["profile"]["email"] == "anna@acme.test"
    assert by_email["id"] == "U0ANNA"
    assert "email" not in shy.users_info(user="U0ANNA")["user"]["profile"]
    assert error_of(client.users_info, user="U0NOBODY") == "user_not_found"
    assert error_of(client.users_lookupByEmail, email="x@acme.test") == "users_not_found"


def test_groups_have_handles_and_users(client):
    [group] = client.usergroups_list(include_users=True)["usergroups"]

    assert (group["handle"], group["users"]) == ("it-ops", ["U0BEN"])
    assert client.usergroups_users_list(usergroup=group["id"])["users"] == ["U0BEN"]
    assert error_of(client.usergroups_users_list, usergroup="S0") == "no_such_subteam"


def test_a_reaction_is_added_once(client, anna):
    said = anna.say("hello", channel="marketing")
    where = {"channel": MARKETING, "timestamp": said["ts"]}

    client.reactions_add(**where, name="eyes")

    [message] = client.conversations_history(channel=MARKETING)["messages"]
    assert message["reactions"] == [{"name": "eyes", "users": ["U0DESK"], "count": 1}]
    assert error_of(client.reactions_add, **where, name="eyes") == "already_reacted"
    client.reactions_remove(**where, name="eyes")
    assert error_of(client.reactions_remove, **where, name="eyes") == "no_reaction"


def test_auth_test_says_who_and_with_which_scopes(ws, client):
    answer = client.auth_test()

    assert answer["url"] == "https://acme.slack.com/"
    assert (answer["team_id"], answer["team"]) == (ws.team, "Acme")
    assert (answer["user_id"], answer["bot_id"]) == ("U0DESK", "B0DESK")
    scopes = answer.headers["x-oauth-scopes"].split(",")
    assert scopes == MANIFEST["oauth_config"]["scopes"]["bot"]


def texts(answer):
    return [each["text"] for each in answer["messages"]]


def error_of(call, **arguments):
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response["error"]
