"""What people do, and what of it an app hears: subscribed, scoped, and where it is a member."""

import copy

import pytest

from sandbox.client import Denied
from tests.sandbox.bolt_socket import eventually
from tests.sandbox.delivery.raw_line import ticket
from tests.sandbox.specs import MANIFEST, SEED

pytestmark = pytest.mark.contract("16.12")

MORE_EVENTS = [
    "channel_deleted",
    "channel_unarchive",
    "file_shared",
    "group_rename",
    "link_shared",
    "member_left_channel",
    "message.groups",
    "message.mpim",
    "reaction_removed",
]
MORE_SCOPES = ["files:read", "links:read", "mpim:history", "mpim:read"]
PEOPLE = [
    *SEED["people"],
    {"name": "ada", "is_admin": True},
    {"name": "gus", "is_restricted": True},
    {"name": "una", "is_ultra_restricted": True},
    {"name": "olga", "home_team": "TOTHER"},
]
CHANNELS = [
    *SEED["channels"][1:],
    {"name": "marketing", "people": ["anna", "ben", "cora", "ada"], "bot": True},
    {"name": "vendors", "people": ["anna", "olga", "gus"], "bot": True},
    {"name": "board", "people": ["anna"], "bot": True, "is_private": True},
]


def manifest(*, events=(), scopes=(), no_events=(), no_scopes=()):
    """The test app's manifest with a few events and scopes more, or fewer."""
    made = copy.deepcopy(MANIFEST)
    subscribed = made["settings"]["event_subscriptions"]["bot_events"]
    granted = made["oauth_config"]["scopes"]["bot"]
    subscribed[:] = [each for each in [*subscribed, *events] if each not in no_events]
    granted[:] = [each for each in [*granted, *scopes] if each not in no_scopes]
    made["features"]["unfurl_domains"] = ["acme.test"]
    return made


@pytest.fixture
def company(sandbox):
    """Makes a larger workspace for one app; every event and scope unless told otherwise."""
    made = []

    def company(**changes):
        chosen = {"events": MORE_EVENTS, "scopes": MORE_SCOPES, **changes}
        seed = {**SEED, "people": PEOPLE, "channels": CHANNELS}
        made.append(sandbox.workspace(seed=seed, manifest=manifest(**chosen), rate_limits=False))
        return made[-1]

    yield company
    for each in made:
        each.close()


@pytest.fixture
def town(company, listening):
    """The workspace, and everything that its app hears."""
    workspace = company()
    return workspace, listening(workspace)


def heard(bodies, kind, *, subtype=None, **having):
    """The event of a kind, with what it has to have, waited for: they come in no fixed order."""
    wanted = {"type": kind, "subtype": subtype, **having}

    def found():
        events = [each["event"] for each in bodies]
        return [e for e in events if {key: e.get(key) for key in wanted} == wanted]

    return eventually(found)[0]


FAMILIES = {
    "channel": ("message.channels", "channels:history", "marketing", "channel"),
    "group": ("message.groups", "groups:history", "board", "group"),
    "im": ("message.im", "im:history", "dm", "im"),
    "mpim": ("message.mpim", "mpim:history", None, "mpim"),
}


def say_in(ws, place, text):
    anna = ws.person("anna")
    anna.say(text, channel=place or anna.group_dm("ben", ws.bot_user))


@pytest.mark.parametrize("family", FAMILIES)
def test_messages_of_each_kind_of_place_are_heard(town, family):
    ws, bodies = town
    _, _, place, kind = FAMILIES[family]

    say_in(ws, place, "hello")

    event = heard(bodies, "message")
    assert (event["text"], event["channel_type"]) == ("hello", kind)


@pytest.mark.rule("event.subscribed")
@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_not_subscribed_is_not_heard(company, open_line, family):
    event, _, place, _ = FAMILIES[family]
    ws = company(no_events=[event])
    line = open_line(ticket(ws))

    say_in(ws, place, "unheard")
    ws.person("anna").home()

    assert _kind(line.receive()) == "app_home_opened"


@pytest.mark.rule("event.scope")
@pytest.mark.parametrize("family", FAMILIES)
def test_what_no_scope_covers_is_not_heard(company, open_line, family):
    _, scope, place, _ = FAMILIES[family]
    ws = company(no_scopes=[scope])
    line = open_line(ticket(ws))

    say_in(ws, place, "unheard")
    ws.person("anna").home()

    assert _kind(line.receive()) == "app_home_opened"


@pytest.mark.rule("event.member")
def test_where_the_app_is_no_member_nothing_is_heard(company, open_line):
    ws = company()
    line, anna = open_line(ticket(ws)), ws.person("anna")

    said = anna.say("unheard", channel="random")
    anna.mention("unheard", "random")
    anna.react(said, "eyes")
    anna.home()

    assert _kind(line.receive()) == "app_home_opened"


def test_an_edit_is_heard_with_what_it_replaced(town):
    ws, bodies = town
    anna = ws.person("anna")
    said = anna.say("frist", channel="marketing")

    edited = anna.edit(said, "first")

    event = heard(bodies, "message", subtype="message_changed")
    assert event["message"]["text"] == edited["text"] == "first"
    assert event["message"]["ts"] == said["ts"]
    assert event["message"]["edited"]["user"] == anna.id
    assert event["previous_message"]["text"] == "frist"
    assert event["hidden"] is True
    assert "user" not in event


def test_only_its_author_edits_a_message_and_only_an_admin_deletes_anothers(town):
    ws, bodies = town
    anna, ben, ada = (ws.person(name) for name in ("anna", "ben", "ada"))
    mine, other = (anna.say(text, channel="marketing") for text in ("mine", "other"))

    with pytest.raises(Denied, match="only its author can edit"):
        ada.edit(mine, "yours")
    with pytest.raises(Denied, match="only its author or an administrator"):
        ben.delete(mine)
    anna.delete(mine)
    ada.delete(other)

    event = heard(bodies, "message", subtype="message_deleted", deleted_ts=mine["ts"])
    assert event["previous_message"]["text"] == "mine"
    assert event["hidden"] is True
    assert anna.sees("marketing") == []


def test_a_card_taken_away_by_hand_is_gone_for_everyone_but_the_journal(town, client_for):
    ws, bodies = town
    client = client_for(ws)
    one = client.chat_postMessage(channel="C0MARKETING", text="card one").data
    two = client.chat_postMessage(channel="C0MARKETING", text="card two").data

    ws.delete_message(one)
    ws.person("ada").delete(two)

    event = heard(bodies, "message", subtype="message_deleted")
    assert event["previous_message"]["bot_id"] == "B0DESK"
    assert client.conversations_history(channel="C0MARKETING")["messages"] == []
    assert [each["text"] for each in ws.journal()] == ["card one", "card two"]


def test_a_reply_and_one_shown_to_all_are_told_apart(town):
    ws, bodies = town
    anna, ben = ws.person("anna"), ws.person("ben")
    top = anna.say("top", channel="marketing")

    ben.say("quiet", channel="marketing", thread_ts=top["ts"])
    ben.say("loud", channel="marketing", thread_ts=top["ts"], broadcast=True)

    loud = heard(bodies, "message", subtype="thread_broadcast")
    quiet = heard(bodies, "message", text="quiet")
    assert (loud["text"], loud["thread_ts"]) == ("loud", top["ts"])
    assert (loud["root"]["text"], loud["root"]["reply_count"]) == ("top", 2)
    assert (quiet["thread_ts"], quiet["parent_user_id"]) == (top["ts"], anna.id)
    assert "subtype" not in quiet


def test_reactions_come_and_go(town):
    ws, bodies = town
    anna, ben = ws.person("anna"), ws.person("ben")
    said = anna.say("x", channel="marketing")

    ben.react(said, "ticket")
    with pytest.raises(Denied, match="is there already"):
        ben.react(said, "ticket")
    ben.unreact(said, "ticket")
    with pytest.raises(Denied, match="is not there"):
        ben.unreact(said, "ticket")

    added, removed = heard(bodies, "reaction_added"), heard(bodies, "reaction_removed")
    where = {"type": "message", "channel": "C0MARKETING", "ts": said["ts"]}
    assert (added["item"], removed["item"]) == (where, where)
    assert (added["user"], added["item_user"], added["reaction"]) == (ben.id, anna.id, "ticket")
    assert "reactions" not in anna.message("x", channel="marketing")


def test_a_mention_comes_as_message_and_as_mention(town):
    ws, bodies = town

    ws.person("anna").mention("help", "marketing")

    mention, message = heard(bodies, "app_mention"), heard(bodies, "message")
    ids = {each["event_id"] for each in bodies}
    assert mention["ts"] == message["ts"]
    assert mention["text"] == f"<@{ws.bot_user}> help"
    assert len(ids) == 2
    assert "channel_type" not in mention


def test_the_apps_own_words_come_back_with_its_bot_id_and_never_as_a_mention(town, client_for):
    ws, bodies = town

    client_for(ws).chat_postMessage(channel="C0MARKETING", text=f"I am <@{ws.bot_user}>")
    ws.person("anna").home()

    heard(bodies, "app_home_opened")
    event = heard(bodies, "message")
    assert (event["bot_id"], event["user"]) == ("B0DESK", ws.bot_user)
    assert event["bot_profile"]["app_id"] == "A0DESK"
    assert "app_mention" not in {each["event"]["type"] for each in bodies}


def test_links_to_the_domains_of_the_manifest_are_heard(town):
    ws, bodies = town

    ws.person("anna").say("https://wiki.acme.test/a https://other.test/b", channel="marketing")

    event = heard(bodies, "link_shared")
    assert event["links"] == [{"domain": "acme.test", "url": "https://wiki.acme.test/a"}]


def test_a_file_comes_as_message_and_as_file(town):
    ws, bodies = town

    said = ws.person("anna").share_file("plan.txt", b"Plan B", channel="marketing", text="the plan")

    message, file = heard(bodies, "message", subtype="file_share"), heard(bodies, "file_shared")
    assert (message["text"], message["files"][0]["name"]) == ("the plan", "plan.txt")
    assert message["files"][0]["size"] == 6
    assert file["file_id"] == said["files"][0]["id"]
    assert (file["channel_id"], file["user_id"]) == ("C0MARKETING", "U0ANNA")


def test_what_becomes_of_channels_is_heard(town):
    ws, bodies = town
    channel = ws.channel("marketing")

    channel.rename("brand")
    channel.archive()
    channel.unarchive()
    channel.delete()

    assert heard(bodies, "channel_rename")["channel"]["name"] == "brand"
    assert heard(bodies, "channel_archive")["channel"] == "C0MARKETING"
    assert heard(bodies, "channel_unarchive")["channel"] == "C0MARKETING"
    assert heard(bodies, "channel_deleted")["channel"] == "C0MARKETING"
    with pytest.raises(Denied, match="there is no channel"):
        ws.person("anna").say("x", channel="brand")


def test_a_channel_made_private_keeps_its_id_and_counts_as_private(town):
    ws, bodies = town
    channel = ws.channel("marketing")

    channel.make_private()
    channel.rename("secret")
    ws.person("anna").say("whisper", channel="secret")

    assert heard(bodies, "group_rename")["channel"]["id"] == "C0MARKETING"
    assert heard(bodies, "message")["channel_type"] == "group"
    with pytest.raises(Denied, match="no public channel"):
        channel.make_private()


def test_who_comes_and_goes_is_heard(town):
    ws, bodies = town
    channel = ws.channel("it-desk")

    channel.add("cora")
    channel.remove("ben")

    joined, left = heard(bodies, "member_joined_channel"), heard(bodies, "member_left_channel")
    assert (joined["user"], joined["channel_type"]) == ("U0CORA", "C")
    assert (left["user"], left["channel"]) == ("U0BEN", "C0ITDESK")


def test_a_deactivated_person_is_gone_and_the_app_hears_of_it(town):
    ws, bodies = town
    cora = ws.person("cora")

    cora.deactivate()

    assert heard(bodies, "user_change")["user"]["deleted"] is True
    with pytest.raises(Denied, match="cannot sign in"):
        cora.say("x", channel="marketing")


def test_guests_see_only_where_they_were_asked_in(town, client_for):
    ws, _ = town
    gus = ws.person("gus")
    ws.channel("it-desk").add("una")

    gus.say("hi", channel="vendors")
    with pytest.raises(Denied, match="gus cannot see marketing"):
        gus.sees("marketing")
    with pytest.raises(Denied, match="una may be in one channel only"):
        ws.channel("vendors").add("una")

    told = {name: client_for(ws).users_info(user=ws.people[name])["user"] for name in ws.people}
    assert told["gus"]["is_restricted"] is True
    assert told["una"]["is_ultra_restricted"] is True
    assert told["anna"]["is_restricted"] is told["anna"]["is_ultra_restricted"] is False


def test_people_of_another_organisation_bring_their_own_team(town, client_for):
    ws, bodies = town
    olga = ws.person("olga")

    olga.say("hi", channel="vendors")

    event = heard(bodies, "message")
    body = bodies[0]
    user = client_for(ws).users_info(user=olga.id)["user"]
    assert (event["team"], event["user_team"]) == ("TOTHER", "TOTHER")
    assert (body["team_id"], body["is_ext_shared_channel"]) == (ws.team, True)
    assert body["authorizations"][0]["team_id"] == ws.team
    assert (user["team_id"], user["is_stranger"]) == ("TOTHER", True)
    assert "is_stranger" not in client_for(ws).users_info(user="U0ANNA")["user"]


def test_a_message_where_everybody_is_at_home_is_not_shared_outside(town):
    ws, bodies = town

    ws.person("anna").say("hi", channel="marketing")

    heard(bodies, "message")
    assert bodies[0]["is_ext_shared_channel"] is False
    assert bodies[0]["event"]["team"] == ws.team


def _kind(envelope):
    return envelope["payload"]["event"]["type"]
