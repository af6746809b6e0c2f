"""Escaping both ways: what people type becomes tokens, what the app writes stays as it is."""

import pytest

from tests.sandbox.bolt_socket import eventually

pytestmark = pytest.mark.contract("16.8")

TYPED = [
    ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
    ("&lt;", "&amp;lt;"),
    ("@ben", "<@U0BEN>"),
    ("@ben, are you there?", "<@U0BEN>, are you there?"),
    ("mail ben@acme.test", "mail ben@acme.test"),
    ("@nobody", "@nobody"),
    ("#it-desk", "<#C0ITDESK|it-desk>"),
    ("#nowhere", "#nowhere"),
    ("@it-ops", "<!subteam^S0ITOPS|@it-ops>"),
    ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
    ("see https://acme.test/a?b=1&c=2.", "see <https://acme.test/a?b=1&amp;c=2>."),
    ("<@U0BEN> and <#C0ITDESK>", "<@U0BEN> and <#C0ITDESK>"),
    ("<script>", "&lt;script&gt;"),
]


@pytest.fixture
def heard(bolt):
    """The events that reached the app."""
    events = []

    @bolt.event("message")
    def remember(event):
        events.append(event)

    bolt.connect()
    return events


@pytest.mark.parametrize(("typed", "sent"), TYPED)
def test_what_a_person_types_is_sent_escaped_with_names_as_tokens(heard, anna, typed, sent):
    said = anna.say(typed, channel="marketing")

    assert eventually(lambda: heard)[0]["text"] == sent
    assert said["text"] == sent


def test_edited_words_are_escaped_as_well(heard, anna):
    said = anna.say("x", channel="marketing")

    edited = anna.edit(said, "<b> @ben")

    assert edited["text"] == "&lt;b&gt; <@U0BEN>"


COMMANDED = [
    ("@ben", "<@U0BEN|ben>", "@ben"),
    ("in #it-desk", "in <#C0ITDESK|it-desk>", "in #it-desk"),
    ("@it-ops", "<!subteam^S0ITOPS|@it-ops>", "@it-ops"),
    ("a < b & c", "a &lt; b &amp; c", "a < b & c"),
    ("@nobody", "@nobody", "@nobody"),
]


@pytest.mark.parametrize(("typed", "escaped", "raw"), COMMANDED)
def test_a_command_is_escaped_only_if_the_manifest_says_so(bolt, anna, typed, escaped, raw):
    got = []
    for name in ("/request", "/raw"):
        bolt.command(name)(lambda ack, command: (ack(), got.append(command["text"])))
    bolt.connect()

    anna.command("/request", typed, channel="marketing")
    anna.command("/raw", typed, channel="marketing")

    assert got == [escaped, raw]


@pytest.mark.parametrize(
    "text", ["a &lt; b", "<@U0BEN> <!here>", "*bold* &amp; <https://a.test|x>"]
)
def test_what_the_app_writes_is_kept_as_it_was_written(client, anna, text):
    posted = client.chat_postMessage(channel="C0MARKETING", text=text)

    history = client.conversations_history(channel="C0MARKETING")["messages"]
    assert posted["message"]["text"] == history[0]["text"] == text
    assert anna.sees("marketing")[0]["text"] == text


def test_escaped_tokens_of_the_app_call_nobody(client, anna, ben):
    client.chat_postMessage(channel="C0MARKETING", text="&lt;@U0BEN&gt; &lt;!here&gt;")
    quiet = ben.mentions("marketing")

    client.chat_postMessage(channel="C0MARKETING", text="<@U0BEN>")

    assert (quiet, ben.mentions("marketing"), anna.mentions("marketing")) == (0, 1, 0)


COMPOSED = [
    ("plain & <b>", [{"type": "text", "text": "plain & <b>"}]),
    (
        "@ben in #it-desk",
        [
            {"type": "user", "user_id": "U0BEN"},
            {"type": "text", "text": " in "},
            {"type": "channel", "channel_id": "C0ITDESK"},
        ],
    ),
    ("@it-ops", [{"type": "usergroup", "usergroup_id": "S0ITOPS"}]),
    ("@here", [{"type": "broadcast", "range": "here"}]),
    ("https://a.test/?b&c", [{"type": "link", "url": "https://a.test/?b&c"}]),
    (":ticket:", [{"type": "emoji", "name": "ticket"}]),
    (
        "*bold* `code`",
        [
            {"type": "text", "text": "bold", "style": {"bold": True}},
            {"type": "text", "text": " "},
            {"type": "text", "text": "code", "style": {"code": True}},
        ],
    ),
    ("at 10:30:00", [{"type": "text", "text": "at 10:30:00"}]),
]


@pytest.mark.parametrize(("typed", "elements"), COMPOSED)
def test_what_a_person_types_comes_as_rich_text_too(heard, anna, typed, elements):
    anna.say(typed, channel="marketing")

    [block] = eventually(lambda: heard)[0]["blocks"]
    assert block["type"] == "rich_text"
    assert block["elements"] == [{"type": "rich_text_section", "elements": elements}]


def test_quotes_and_code_are_parts_of_their_own(heard, anna):
    anna.say("look\n> they said\nand\n```\nx = 1\n```", channel="marketing")

    [block] = eventually(lambda: heard)[0]["blocks"]
    kinds = [each["type"] for each in block["elements"]]
    texts = ["".join(e["text"] for e in each["elements"]).strip() for each in block["elements"]]
    assert kinds == [
        "rich_text_section",
        "rich_text_quote",
        "rich_text_section",
        "rich_text_preformatted",
    ]
    assert texts == ["look", "they said", "and", "x = 1"]
