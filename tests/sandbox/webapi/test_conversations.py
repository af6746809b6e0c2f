"""Opening, joining, inviting, listing and reading conversations."""

import pytest

from tests.sandbox.bolt_socket import eventually
from tests.sandbox.conftest import client_of
from tests.sandbox.specs import SEED
from tests.sandbox.webapi.asking import error_of, refusal_of, succeeds
from tests.sandbox.webapi.conftest import EVERY_SCOPE, manifest

MARKETING, RANDOM, LEADS = "C0MARKETING", "C0RANDOM", "C0LEADS"
NINE = [{"name": f"p{n}", "real_name": f"P {n}"} for n in range(9)]


def rule(name):
    return pytest.mark.rule(name)


@pytest.mark.parametrize(
    ("method", "good", "bad", "error"),
    [
        pytest.param(
            "conversations.open",
            {"users": "U0ANNA"},
            {"users": ""},
            "users_list_not_supplied",
            marks=rule("conversations.open.users"),
        ),
        pytest.param(
            "conversations.open",
            {"users": "U0ANNA"},
            {"users": "U0NOBODY"},
            "user_not_found",
            marks=rule("conversations.open.unknown"),
        ),
        pytest.param(
            "conversations.open",
            {"users": "U0ANNA,U0BEN"},
            {"users": "U0ANNA,USLACKBOT"},
            "invalid_user_combination",
            marks=rule("conversations.open.bots"),
        ),
        pytest.param(
            "conversations.list",
            {"types": "public_channel,private_channel,mpim,im"},
            {"types": "public_channel,secret"},
            "invalid_types",
            marks=rule("conversations.types"),
        ),
        pytest.param(
            "conversations.join",
            {"channel": RANDOM},
            {"channel": "D0ANNA"},
            "method_not_supported_for_channel_type",
            marks=rule("conversations.join.kind"),
        ),
        pytest.param(
            "conversations.history",
            {"channel": MARKETING, "oldest": "1503435956.000247"},
            {"channel": MARKETING, "oldest": "yesterday"},
            "invalid_ts_oldest",
            marks=rule("conversations.oldest"),
        ),
        pytest.param(
            "conversations.history",
            {"channel": MARKETING, "latest": "1503435956.000247"},
            {"channel": MARKETING, "latest": "now"},
            "invalid_ts_latest",
            marks=rule("conversations.latest"),
        ),
        pytest.param(
            "conversations.invite",
            {"channel": "C0ITDESK", "users": "U0CORA"},
            {"channel": "D0ANNA", "users": "U0CORA"},
            "method_not_supported_for_channel_type",
            marks=rule("conversations.invite.kind"),
        ),
        pytest.param(
            "conversations.invite",
            {"channel": "C0ITDESK", "users": ["U0CORA"]},
            {"channel": "C0ITDESK", "users": ""},
            "no_user",
            marks=rule("conversations.invite.nobody"),
        ),
        pytest.param(
            "conversations.invite",
            {"channel": "C0ITDESK", "users": "U0CORA"},
            {"channel": "C0ITDESK", "users": "U0NOBODY"},
            "user_not_found",
            marks=rule("conversations.invite.unknown"),
        ),
        pytest.param(
            "conversations.invite",
            {"channel": "C0ITDESK", "users": "U0CORA"},
            {"channel": "C0ITDESK", "users": "U0DESK"},
            "cant_invite_self",
            marks=rule("conversations.invite.self"),
        ),
        pytest.param(
            "conversations.invite",
            {"channel": "C0ITDESK", "users": "U0CORA"},
            {"channel": "C0ITDESK", "users": "U0ANNA"},
            "already_in_channel",
            marks=rule("conversations.invite.member"),
        ),
    ],
)
def test_what_is_refused_and_its_neighbour_that_is_not(client, method, good, bad, error):
    assert error_of(client, method, **bad) == error
    assert succeeds(client, method, **good)["ok"]


@rule("conversations.open.most")
def test_a_group_conversation_holds_eight_others(app_with):
    client = app_with(seed={"people": NINE})
    everyone = [f"U0P{n}" for n in range(9)]

    assert error_of(client, "conversations.open", users=everyone) == "too_many_users"
    assert succeeds(client, "conversations.open", users=everyone[:8])["ok"]


@rule("conversations.open.deactivated")
@rule("conversations.invite.deactivated")
def test_deactivated_people_are_neither_written_to_nor_invited(ws, client):
    ws.person("ben").deactivate()

    alone = error_of(client, "conversations.open", users="U0ANNA,U0BEN")
    invited = error_of(client, "conversations.invite", channel="C0ITDESK", users="U0BEN")

    assert (alone, invited) == ("user_disabled", "cant_invite")
    assert succeeds(client, "conversations.open", users="U0ANNA,U0CORA")["ok"]


def test_a_group_conversation_is_the_same_one_every_time(ws, client):
    first = succeeds(client, "conversations.open", users=["U0ANNA", "U0BEN"], return_im=True)
    again = succeeds(client, "conversations.open", users="U0BEN,U0ANNA")
    posted = succeeds(client, "chat.postMessage", channel=first["channel"]["id"], text="we three")

    channel = first["channel"]
    history = succeeds(client, "conversations.history", channel=channel["id"])["messages"]
    assert again == {"ok": True, "no_op": True, "already_open": True, "channel": again["channel"]}
    assert again["channel"]["id"] == channel["id"]
    assert (channel["is_mpim"], channel["is_im"], channel["is_private"]) == (True, False, True)
    assert [each["ts"] for each in history] == [posted["ts"]]
    listed = succeeds(client, "conversations.list", types="mpim")["channels"]
    assert [each["id"] for each in listed] == [channel["id"]]


@rule("auth.scope")
@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("conversations.open", {"users": "U0ANNA"}, "im:write"),
        ("conversations.open", {"users": "U0ANNA,U0BEN"}, "mpim:write"),
        ("conversations.info", {"channel": MARKETING}, "channels:read"),
        ("conversations.info", {"channel": "D0ANNA"}, "im:read"),
        ("conversations.history", {"channel": MARKETING}, "channels:history"),
        ("conversations.history", {"channel": "D0ANNA"}, "im:history"),
        ("conversations.list", {"types": "private_channel"}, "groups:read"),
        ("conversations.members", {"channel": MARKETING}, "channels:read"),
        ("conversations.join", {"channel": RANDOM}, "channels:join"),
    ],
)
def test_each_kind_of_conversation_has_its_scope(app_with, client, method, arguments, needed):
    without = app_with(scopes=[each for each in EVERY_SCOPE if each != needed])

    answer = refusal_of(without, method, **arguments)

    assert (answer["error"], answer["needed"]) == ("missing_scope", needed)
    assert needed not in answer["provided"].split(",")
    assert succeeds(client, method, **arguments)["ok"]


def test_inviting_needs_one_of_two_scopes(app_with):
    bare = [each for each in EVERY_SCOPE if each != "channels:manage"]
    invitation = {"channel": "C0ITDESK", "users": "U0CORA"}

    refused = refusal_of(app_with(scopes=bare), "conversations.invite", **invitation)
    either = app_with(scopes=[*bare, "channels:write.invites"])

    assert refused["needed"] == "channels:manage,channels:write.invites"
    assert succeeds(either, "conversations.invite", **invitation)["channel"]["num_members"] == 4


@rule("conversations.join.archived")
@rule("conversations.invite.archived")
def test_nobody_comes_into_an_archived_channel(ws, client):
    ws.channel("random").archive()
    ws.channel("it-desk").archive()

    joined = error_of(client, "conversations.join", channel=RANDOM)
    invited = error_of(client, "conversations.invite", channel="C0ITDESK", users="U0CORA")
    ws.channel("random").unarchive()

    assert (joined, invited) == ("is_archived", "is_archived")
    assert succeeds(client, "conversations.join", channel=RANDOM)["channel"]["is_member"]


def test_joining_twice_is_remarked_upon(client):
    answer = succeeds(client, "conversations.join", channel=MARKETING)

    assert answer["warning"] == "already_in_channel"
    assert answer["response_metadata"] == {"warnings": ["already_in_channel"]}


def test_the_app_hears_who_comes_in(bolt, client):
    joined = []
    bolt.event("member_joined_channel")(lambda event: joined.append(dict(event)))
    bolt.connect()

    succeeds(client, "conversations.join", channel=RANDOM)
    succeeds(client, "conversations.invite", channel="C0ITDESK", users="U0CORA")

    eventually(lambda: len(joined) == 2)
    by_user = {each["user"]: each.get("inviter") for each in joined}
    assert by_user == {"U0DESK": None, "U0CORA": "U0DESK"}


def test_lists_leave_archived_channels_out_when_asked(sandbox):
    ws = sandbox.workspace(seed=SEED, manifest=manifest(), rate_limits=False)
    client = client_of(ws)
    ws.channel("random").archive()

    whole = succeeds(client, "conversations.list")["channels"]
    alive = succeeds(client, "conversations.list", exclude_archived=True)["channels"]

    assert [each["name"] for each in whole] == ["marketing", "it-desk", "random"]
    assert [each["name"] for each in alive] == ["marketing", "it-desk"]


def test_history_and_replies_hold_no_digits_lost(client):
    stamps = [
        succeeds(client, "chat.postMessage", channel=MARKETING, text=str(n))["ts"] for n in range(3)
    ]
    between = {"channel": MARKETING, "oldest": stamps[0], "latest": stamps[2]}

    inside = succeeds(client, "conversations.history", **between)["messages"]
    ends = succeeds(client, "conversations.history", **between, inclusive=True)["messages"]

    assert [each["ts"] for each in inside] == [stamps[1]]
    assert [each["ts"] for each in ends] == stamps[::-1]
