import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.catalogue.resolving import Channel, Group, Person
from bot.directory import SlackDirectory
from bot.slack_trouble import explained
from tests.bot.slack_stub import serving

ANNA = {"id": "U0ANNA", "name": "anna", "profile": {"real_name": "Anna Berg"}}
SLOW_DOWN = {"ok": False, "error": "ratelimited", "status": 429, "headers": {"Retry-After": "7"}}


@pytest.fixture
def slack():
    with serving() as stub:
        yield stub


@pytest.fixture
def waited():
    return []


@pytest.fixture
def directory(slack, waited):
    client = WebClient("xoxb-1-2", base_url=slack.url, retry_handlers=[])
    return SlackDirectory(client, wait=waited.append)


def a_user(**changes):
    return {"ok": True, "user": {**ANNA, **changes}}


def a_page(*names, then="", **flags):
    channels = [{"id": f"C0{n.upper()}", "name": n, **flags} for n in names]
    return {"ok": True, "channels": channels, "response_metadata": {"next_cursor": then}}


def test_a_person_is_found_by_e_mail_and_by_id(directory, slack):
    slack.says("users.lookupByEmail", a_user())
    slack.says("users.info", a_user())

    found = directory.person("anna@acme.example"), directory.person("U0ANNA")

    assert found == (Person(id="U0ANNA", name="Anna Berg"),) * 2
    assert slack.asked("users.lookupByEmail") == [{"email": "anna@acme.example"}]
    assert slack.asked("users.info") == [{"user": "U0ANNA"}]


@pytest.mark.parametrize("code", ["users_not_found", "user_not_found", "user_not_visible"])
def test_nobody_is_nobody_and_asked_for_once(directory, slack, code):
    slack.says("users.lookupByEmail", {"ok": False, "error": code})

    assert directory.person("x@acme.example") is None
    assert directory.person("x@acme.example") is None
    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    ("flags", "claim"),
    [
        ({"deleted": True}, "is_deactivated"),
        ({"is_bot": True}, "is_bot"),
        ({"id": "USLACKBOT"}, "is_bot"),
        ({"is_restricted": True}, "is_guest"),
        ({"is_ultra_restricted": True}, "is_guest"),
        ({"is_stranger": True}, "is_guest"),
    ],
)
def test_who_cannot_answer_for_anything_is_known(directory, slack, flags, claim):
    slack.says("users.info", a_user(**flags))

    person = directory.person("U0ANNA")

    claims = ("is_deactivated", "is_bot", "is_guest")
    assert [c for c in claims if getattr(person, c)] == [claim]


def test_the_bots_own_channels_are_looked_through_first(directory, slack):
    slack.says("users.conversations", a_page("martech"))

    channel = directory.channel("#martech")

    assert channel == Channel(id="C0MARTECH", name="martech", bot_is_member=True)
    assert slack.asked("conversations.list") == []


def test_a_name_is_searched_page_by_page_until_it_is_found(directory, slack):
    slack.says("users.conversations", a_page("one", then="next"), a_page("two"))
    slack.says("conversations.list", a_page("three", then="more"), a_page("four", then="even"))

    channel = directory.channel("four")

    assert channel == Channel(id="C0FOUR", name="four", bot_is_member=False)
    assert [c.get("cursor", "") for c in slack.asked("users.conversations")] == ["", "next"]
    assert [c.get("cursor", "") for c in slack.asked("conversations.list")] == ["", "more"]
    assert directory.channel("three").id == "C0THREE"
    assert len(slack.calls) == 4


def test_a_channel_of_the_bots_own_stays_its_own_when_it_is_listed_again(directory, slack):
    slack.says("users.conversations", a_page("martech"))
    slack.says("conversations.list", a_page("martech", "other"))

    directory.channel("other")

    assert directory.channel("martech").bot_is_member
    assert directory.channel("C0MARTECH").bot_is_member


def test_a_channel_that_is_nowhere_is_none(directory, slack):
    slack.says("users.conversations", a_page())
    slack.says("conversations.list", a_page("other"))

    assert directory.channel("#gone") is None
    assert directory.channel("#other").name == "other"


def test_a_channel_is_found_by_id(directory, slack):
    info = {"id": "C0MARTECH", "name": "martech", "is_member": True, "is_archived": True}
    slack.says("conversations.info", {"ok": True, "channel": info})

    channel = directory.channel("C0MARTECH")

    assert (channel.bot_is_member, channel.is_archived) == (True, True)


def test_groups_are_asked_for_once_and_found_by_handle_and_by_id(directory, slack):
    old = {"id": "S0OLD", "handle": "security", "date_delete": 1700000000}
    new = {"id": "S0SEC", "handle": "security", "users": ["U0IVO"], "date_delete": 0}
    slack.says("usergroups.list", {"ok": True, "usergroups": [new, old]})

    found = [directory.group(ref) for ref in ("@security", "security", "S0SEC", "@none")]

    assert found == [Group(id="S0SEC", handle="security", people=("U0IVO",))] * 3 + [None]
    assert directory.group("S0OLD").is_deleted
    assert len(slack.calls) == 1


def test_it_waits_as_long_as_slack_asks(directory, slack, waited):
    slack.says("users.info", SLOW_DOWN, SLOW_DOWN, a_user())

    person = directory.person("U0ANNA")

    assert person.id == "U0ANNA"
    assert waited == [7, 7]


def test_patience_ends(directory, slack, waited):
    slack.says("users.info", SLOW_DOWN)

    with pytest.raises(SlackApiError) as caught:
        directory.person("U0ANNA")

    assert len(waited) == 9
    assert "patience" in explained(caught.value)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"ok": False, "error": "invalid_auth"}, "does not know the token"),
        ({"ok": False, "error": "token_revoked"}, "was revoked"),
        ({"ok": False, "error": "not_allowed_token_type"}, "mixed up"),
        ({"ok": False, "error": "missing_scope", "needed": "users:read"}, "scope users:read"),
        ({"ok": False, "error": "new_and_odd"}, "Slack refused: new_and_odd"),
        ({"raw": "<html>maintenance</html>", "status": 503}, "not Slack"),
        ({"raw": "<html>hello</html>"}, "not Slack"),
    ],
)
def test_every_other_refusal_has_one_clear_line(directory, slack, answer, words):
    slack.says("users.info", answer)

    with pytest.raises(SlackApiError) as caught:
        directory.person("U0ANNA")

    assert words in explained(caught.value)
    assert "\n" not in explained(caught.value)


def test_an_unreachable_slack_is_explained():
    client = WebClient("xoxb-1-2", base_url="http://127.0.0.1:9/api/", retry_handlers=[])

    with pytest.raises(OSError, match="refused") as caught:
        SlackDirectory(client).person("U0ANNA")

    assert "cannot be reached (Connection refused)" in explained(caught.value)


def test_an_error_of_our_own_is_not_blamed_on_slack(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "none").read_text()

    assert explained(caught.value) is None
    assert explained(ValueError("x")) is None
