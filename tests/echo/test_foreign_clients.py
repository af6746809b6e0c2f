"""One script for two apps that others might have written: each does the same in the sandbox."""

import pytest

from tests.sandbox.bolt_socket import eventually

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def heard(ws):
    """Waits for so many new entries of the journal, and says what they hold, in any order."""
    before = len(ws.journal())

    def wait(count):
        entries = ws.wait_for(lambda all_: len(all_) >= before + count and all_, timeout=10)
        return sorted(_told(entry) for entry in entries[before:])

    return wait


@pytest.fixture(autouse=True)
def _nothing_is_refused(ws):
    yield
    assert ws.refusals() == []


def test_a_command_is_answered_for_one_person_and_opens_a_form(anna, ben, heard):
    outcome = anna.command("/echo", "hello @ben", channel="marketing")
    form = anna.view(title="Echo")

    assert (outcome.ok, outcome.text) == (True, "You said: hello <@U0BEN|ben>")
    assert form["private_metadata"] == "C0MARKETING"
    assert [each["text"] for each in anna.sees("marketing")] == [outcome.text]
    assert ben.sees("marketing") == []
    assert heard(2) == [
        ("ack", "slash_commands", "marketing", "You said: hello <@U0BEN|ben>"),
        ("view", "views.open", "", "Echo"),
    ]


def test_a_form_is_refused_then_changed_then_sent(anna, heard):
    anna.shortcut("echo_anywhere")
    anna.view(title="Echo anywhere")

    bad = anna.submit({"words": "bad"})
    more = anna.submit({"words": "more"})
    offered = anna.suggestions("topic", "a", view=more.view)
    sent = anna.submit({"words": "Hi", "topic": "mail"})

    assert bad.errors == {"words": "Say something kind."}
    assert more.view["title"]["text"] == "Say more"
    assert [each["text"]["text"] for each in offered] == ["Pages", "Mail", "Data"]
    assert sent.closed
    assert heard(3) == [
        ("ack", "view_submission", "", "Say more"),
        ("api", "chat.postMessage", "", "Hi, about Mail"),
        ("view", "views.open", "", "Echo anywhere"),
    ]


def test_a_form_that_is_cancelled_is_heard_of(anna, heard):
    anna.shortcut("echo_anywhere")

    anna.close(anna.view(title="Echo anywhere"))

    assert heard(2) == [
        ("api", "chat.postMessage", "", "You closed the form."),
        ("view", "views.open", "", "Echo anywhere"),
    ]


def test_a_button_changes_its_message_by_both_ways(anna, ben, heard):
    anna.command("/echo", channel="marketing")
    anna.view(title="Echo")
    anna.submit({"words": "Press"})

    ben.press("Press me", message=_seen(ben, "Press, about nothing", "marketing"))
    ben.press("Again", message=_seen(ben, "Pressed once", "marketing"))

    assert heard(5) == [
        ("ack", "slash_commands", "marketing", "You said: "),
        ("api", "chat.postMessage", "marketing", "Press, about nothing"),
        ("api", "chat.update", "marketing", "Pressed twice"),
        ("response_url", "response_url", "marketing", "Pressed once"),
        ("view", "views.open", "", "Echo"),
    ]
    assert ben.sees("marketing")[-1]["text"] == "Pressed twice"


def test_a_mention_is_answered_in_its_thread(anna, ws, heard):
    said = anna.say("@echo are you <there>?", channel="marketing")

    words = f"I heard: <@{ws.bot_user}> are you &lt;there&gt;?"
    assert heard(1) == [("api", "chat.postMessage", "marketing", words)]
    assert ws.journal()[-1]["thread_ts"] == said["ts"]


def test_a_message_is_echoed_from_its_menu(anna, ben, heard):
    said = anna.say("From the menu", channel="marketing")

    outcome = ben.shortcut("echo_this", message=said)

    words = "It says: From the menu"
    assert outcome.ok
    assert heard(1) == [("response_url", "response_url", "marketing", words)]
    assert words in [each["text"] for each in ben.sees("marketing")]
    assert words not in [each["text"] for each in anna.sees("marketing")]


def test_the_home_tab_is_published_when_it_is_opened(anna, heard):
    home = anna.home(timeout=10)

    assert home["blocks"][0]["text"]["text"] == "Welcome, <@U0ANNA>"
    assert heard(1) == [("view", "views.publish", "", "")]


def test_a_reaction_is_answered_with_one(anna, ws):
    said = anna.say("React to this", channel="marketing")

    anna.react(said, "ticket")

    def reactions():
        shown = _seen(anna, "React to this", "marketing")
        return {each["name"]: each["users"] for each in shown.get("reactions", [])}

    both = {"ticket": ["U0ANNA"], "eyes": [ws.bot_user]}
    assert eventually(lambda: reactions() == both)


def test_a_file_is_uploaded_in_the_three_steps_of_slack(anna):
    anna.say("make a file")

    def shared():
        return [each for message in anna.dm() for each in message.get("files", [])]

    [file] = eventually(shared, seconds=10)
    assert (file["name"], file["title"], file["size"]) == ("echo.txt", "Echo", len("An echo"))


def test_a_socket_that_slack_takes_back_is_replaced(anna, ws):
    ws.refresh_sockets()

    again = ("/echo", "again")  # Node's client rests for five seconds first
    assert eventually(lambda: anna.command(*again, channel="marketing").ok, seconds=20)
    anna.close(anna.view(title="Echo"))


def _told(entry):
    title = entry["details"].get("title", "")
    return (entry["via"], entry["method"], entry["channel_name"] or "", entry["text"] or title)


def _seen(person, words, channel):
    return eventually(lambda: _maybe(person, words, channel))


def _maybe(person, words, channel):
    found = [each for each in person.sees(channel) if words in each["text"]]
    return found[-1] if found else None
