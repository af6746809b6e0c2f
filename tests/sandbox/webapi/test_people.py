"""People, their status, user groups, the app's bot, and reactions."""

from datetime import timedelta

import pytest

from sandbox.client import Denied
from tests.sandbox.bolt_socket import eventually
from tests.sandbox.specs import SEED
from tests.sandbox.webapi.asking import error_of, refusal_of, succeeds
from tests.sandbox.webapi.conftest import EVERY_SCOPE

MARKETING = "C0MARKETING"
OLD_GROUP = {"handle": "old", "name": "Old", "people": ["anna"], "is_disabled": True}


def rule(name):
    return pytest.mark.rule(name)


@pytest.mark.parametrize(
    ("method", "good", "bad", "error"),
    [
        pytest.param(
            "users.info",
            {"user": "U0ANNA"},
            {"user": "U0NOBODY"},
            "user_not_found",
            marks=rule("users.info.unknown"),
        ),
        pytest.param(
            "users.profile.get",
            {"user": "U0ANNA"},
            {"user": "U0NOBODY"},
            "user_not_found",
            marks=rule("users.profile.unknown"),
        ),
        pytest.param(
            "users.lookupByEmail",
            {"email": "ANNA@acme.test"},
            {"email": "x@acme.test"},
            "users_not_found",
            marks=rule("users.email.unknown"),
        ),
        pytest.param(
            "bots.info",
            {"bot": "B0DESK"},
            {"bot": "B0OTHER"},
            "bot_not_found",
            marks=rule("bots.unknown"),
        ),
        pytest.param(
            "usergroups.users.list",
            {"usergroup": "S0ITOPS"},
            {"usergroup": "S0NONE"},
            "no_such_subteam",
            marks=rule("usergroups.unknown"),
        ),
    ],
)
def test_whom_slack_does_not_know_it_does_not_find(client, method, good, bad, error):
    assert error_of(client, method, **bad) == error
    assert succeeds(client, method, **good)["ok"]


@rule("usergroups.disabled")
def test_disabled_groups_show_only_when_asked_for(app_with):
    client = app_with(seed={**SEED, "groups": [*SEED["groups"], OLD_GROUP]})

    alive = succeeds(client, "usergroups.list")["usergroups"]
    whole = succeeds(client, "usergroups.list", include_disabled=True, include_users=True)

    assert [each["handle"] for each in alive] == ["it-ops"]
    assert "users" not in alive[0]
    assert [each["users"] for each in whole["usergroups"]] == [["U0BEN"], ["U0ANNA"]]
    assert [bool(each["date_delete"]) for each in whole["usergroups"]] == [False, True]
    assert error_of(client, "usergroups.users.list", usergroup="S0OLD") == "no_such_subteam"
    asked = succeeds(client, "usergroups.users.list", usergroup="S0OLD", include_disabled=True)
    assert asked["users"] == ["U0ANNA"]


def test_a_status_is_put_on_and_cleared_and_the_app_hears_of_it(ws, bolt, client):
    heard = []
    for kind in ("user_change", "user_status_changed"):
        bolt.event(kind)(lambda event: heard.append((event["type"], event["user"]["profile"])))
    bolt.connect()
    anna = ws.person("anna")

    anna.set_status("On holiday", ":palm_tree:")
    on = succeeds(client, "users.profile.get", user=anna.id)["profile"]
    anna.clear_status()
    off = succeeds(client, "users.profile.get", user=anna.id)["profile"]

    eventually(lambda: len(heard) == 4)
    assert (on["status_text"], on["status_emoji"]) == ("On holiday", ":palm_tree:")
    assert (on["status_expiration"], off["status_text"], off["status_emoji"]) == (0, "", "")
    assert {kind for kind, _ in heard} == {"user_change", "user_status_changed"}
    assert {profile["status_text"] for _, profile in heard} == {"On holiday", ""}


def test_who_comes_into_a_group_and_out_of_it_is_told_twice(ws, bolt, client):
    heard = []
    for kind in ("subteam_updated", "subteam_members_changed"):
        bolt.event(kind)(lambda event: heard.append(dict(event)))
    bolt.connect()
    group = ws.group("@it-ops")

    for deed in (group.add, group.add, group.remove):
        deed("anna")
    group.disable()

    eventually(lambda: len(heard) == 5)
    changed = [e for e in heard if e["type"] == "subteam_members_changed"]
    updated = [e["subteam"] for e in heard if e["type"] == "subteam_updated"]
    assert sorted((e["added_users"], e["removed_users"]) for e in changed) == [
        ([], ["U0ANNA"]),
        (["U0ANNA"], []),
    ]
    assert sorted("U0ANNA" in each["users"] for each in updated) == [False, False, True]
    assert sorted(bool(each["date_delete"]) for each in updated) == [False, False, True]


def test_a_member_becomes_a_guest_and_a_member_again(ws, bolt, client):
    heard = []
    bolt.event("user_change")(lambda event: heard.append(event["user"]["is_restricted"]))
    bolt.connect()

    ws.person("anna").make_guest()
    guest = succeeds(client, "users.info", user="U0ANNA")["user"]["is_restricted"]
    eventually(lambda: heard == [True])
    ws.person("anna").make_member()

    eventually(lambda: heard == [True, False])
    assert guest


def test_a_status_ends_when_its_time_is_over(ws, client):
    anna, until = ws.person("anna"), ws.now() + timedelta(hours=2)

    anna.set_status("Lunch", until=until)
    before = succeeds(client, "users.info", user=anna.id)["user"]["profile"]
    ws.clock_to(until - timedelta(seconds=30))
    still = succeeds(client, "users.info", user=anna.id)["user"]["profile"]
    ws.clock_to(until)
    after = succeeds(client, "users.info", user=anna.id)["user"]["profile"]

    assert before["status_expiration"] == int(until.timestamp())
    assert (still["status_text"], still["status_emoji"]) == ("Lunch", ":speech_balloon:")
    assert (after["status_text"], after["status_expiration"]) == ("", 0)


def test_a_status_has_a_hundred_characters(ws):
    anna = ws.person("anna")

    anna.set_status("x" * 100)

    with pytest.raises(Denied, match="at most 100"):
        anna.set_status("x" * 101)


def test_the_profile_has_its_own_scope(app_with):
    client = app_with(scopes=[each for each in EVERY_SCOPE if each != "users.profile:read"])

    assert refusal_of(client, "users.profile.get", user="U0ANNA")["needed"] == "users.profile:read"


def test_addresses_are_told_to_those_who_may_read_them(app_with, client):
    shy = app_with(scopes=[each for each in EVERY_SCOPE if each != "users:read.email"])

    hidden = [
        succeeds(shy, "users.info", user="U0ANNA")["user"]["profile"],
        succeeds(shy, "users.profile.get", user="U0ANNA")["profile"],
        succeeds(shy, "users.list")["members"][0]["profile"],
    ]

    assert all("email" not in profile for profile in hidden)
    profile = succeeds(client, "users.profile.get", user="U0ANNA")["profile"]
    assert profile["email"] == "anna@acme.test"


def test_the_apps_own_bot_can_be_looked_up(client):
    bot = succeeds(client, "bots.info", bot="B0DESK")["bot"]

    assert (bot["id"], bot["user_id"], bot["name"]) == ("B0DESK", "U0DESK", "desk")


@pytest.fixture
def said(ws):
    return ws.person("anna").say("hello", channel="marketing")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        pytest.param({"channel": ""}, "no_item_specified", marks=rule("reactions.item")),
        pytest.param({"timestamp": ""}, "no_item_specified", marks=rule("reactions.item")),
        pytest.param({"timestamp": "soon"}, "bad_timestamp", marks=rule("reactions.timestamp")),
        pytest.param(
            {"timestamp": "1.000001"}, "message_not_found", marks=rule("reactions.message")
        ),
        pytest.param({"name": "Big Smile"}, "invalid_name", marks=rule("reactions.name")),
        pytest.param({"name": "wave::skin-tone-7"}, "invalid_name", marks=rule("reactions.name")),
    ],
)
def test_a_reaction_names_a_message_and_an_emoji(client, said, changed, error):
    good = {"channel": MARKETING, "timestamp": said["ts"], "name": "wave::skin-tone-6"}

    assert error_of(client, "reactions.add", **{**good, **changed}) == error
    assert succeeds(client, "reactions.add", **good) == {"ok": True}


@rule("reactions.twice")
@rule("reactions.none")
def test_a_reaction_is_there_once_or_not_at_all(client, said):
    eyes = {"channel": MARKETING, "timestamp": said["ts"], "name": "eyes"}

    none = error_of(client, "reactions.remove", **eyes)
    succeeds(client, "reactions.add", **eyes)
    twice = error_of(client, "reactions.add", **eyes)
    seen = succeeds(client, "reactions.get", channel=MARKETING, timestamp=said["ts"])
    succeeds(client, "reactions.remove", **eyes)
    after = succeeds(client, "reactions.get", channel=MARKETING, timestamp=said["ts"])

    assert (none, twice) == ("no_reaction", "already_reacted")
    assert seen["type"] == "message"
    assert seen["message"]["reactions"] == [{"name": "eyes", "users": ["U0DESK"], "count": 1}]
    assert "reactions" not in after["message"]


def test_the_app_hears_its_own_reactions(bolt, client, said):
    heard = []
    bolt.event("reaction_added")(lambda event: heard.append(dict(event)))
    bolt.event("reaction_removed")(lambda event: heard.append(dict(event)))
    bolt.connect()
    eyes = {"channel": MARKETING, "timestamp": said["ts"], "name": "eyes"}

    succeeds(client, "reactions.add", **eyes)
    succeeds(client, "reactions.remove", **eyes)

    eventually(lambda: len(heard) == 2)
    assert {each["user"] for each in heard} == {"U0DESK"}
    assert {each["item_user"] for each in heard} == {"U0ANNA"}
    assert heard[0]["item"] == {"type": "message", "channel": MARKETING, "ts": said["ts"]}
