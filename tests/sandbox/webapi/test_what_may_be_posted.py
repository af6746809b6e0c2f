"""Text, blocks, attachments, metadata and threads: what a message may be, up to its limits."""

import pytest

from tests.sandbox.specs import section
from tests.sandbox.webapi.asking import error_of, refusal_of, succeeds
from tests.sandbox.webapi.conftest import EVERY_SCOPE

MARKETING = "C0MARKETING"
CARD = {"event_type": "card", "event_payload": {"key": "1"}}


def rule(name):
    return pytest.mark.rule(name)


@pytest.mark.parametrize(
    ("good", "bad", "error"),
    [
        pytest.param({"text": "x"}, {"text": " "}, "no_text", marks=rule("message.text.none")),
        pytest.param(
            {"blocks": "[]", "text": "x"},
            {"blocks": "[", "text": "x"},
            "invalid_blocks_format",
            marks=rule("message.blocks.json"),
        ),
        pytest.param(
            {"blocks": [section("x")]},
            {"blocks": {"type": "divider"}},
            "invalid_blocks_format",
            marks=rule("blocks.format"),
        ),
        pytest.param(
            {"blocks": [section("x" * 2640)] * 5},
            {"blocks": [section("x" * 2640)] * 4 + [section("x" * 2641)]},
            "msg_blocks_too_long",
            marks=rule("blocks.text.total"),
        ),
        pytest.param(
            {"text": "x", "metadata": CARD},
            {"text": "x", "metadata": "{"},
            "invalid_metadata_format",
            marks=rule("message.metadata.json"),
        ),
        pytest.param(
            {"text": "x", "metadata": CARD},
            {"text": "x", "metadata": {"event_type": "card"}},
            "invalid_metadata_schema",
            marks=rule("message.metadata.keys"),
        ),
        pytest.param(
            {"attachments": [{"text": "x"}] * 100},
            {"attachments": [{"text": "x"}] * 101},
            "too_many_attachments",
            marks=rule("message.attachments.max"),
        ),
        pytest.param(
            {"attachments": '[{"text": "x"}]'},
            {"attachments": "[", "text": "x"},
            "invalid_arguments",
            marks=rule("message.attachments.json"),
        ),
        pytest.param(
            {"markdown_text": "x"},
            {"markdown_text": "x", "text": "y"},
            "markdown_text_conflict",
            marks=rule("message.markdown_text"),
        ),
        pytest.param(
            {"markdown_text": "x" * 12_000},
            {"markdown_text": "x" * 12_001},
            "msg_too_long",
            marks=rule("message.markdown_text.max"),
        ),
    ],
)
def test_a_message_is_taken_up_to_the_limit_and_not_beyond(client, good, bad, error):
    assert succeeds(client, "chat.postMessage", channel=MARKETING, **good)["ok"]
    assert error_of(client, "chat.postMessage", channel=MARKETING, **bad) == error


@rule("chat.update.text.max")
def test_an_update_takes_four_thousand_characters_and_a_post_cuts_at_forty(client):
    posted = succeeds(client, "chat.postMessage", channel=MARKETING, text="x" * 40_001)
    where = {"channel": MARKETING, "ts": posted["ts"]}

    assert len(posted["message"]["text"]) == 40_000
    assert error_of(client, "chat.update", **where, text="x" * 4001) == "msg_too_long"
    assert len(succeeds(client, "chat.update", **where, text="x" * 4000)["text"]) == 4000


@rule("message.thread.unknown")
@rule("message.thread.reply")
def test_a_thread_hangs_on_its_parent_only(client):
    parent = succeeds(client, "chat.postMessage", channel=MARKETING, text="parent")["ts"]
    under = {"channel": MARKETING, "text": "x"}

    reply = succeeds(client, "chat.postMessage", **under, thread_ts=parent)["ts"]

    assert error_of(client, "chat.postMessage", **under, thread_ts="1.000001") == "thread_not_found"
    under_a_reply = error_of(client, "chat.postMessage", **under, thread_ts=reply)
    assert under_a_reply == "cannot_reply_to_message"


@pytest.mark.contract("16.17")
@rule("argument.not_built")
@pytest.mark.parametrize(
    ("given", "played"),
    [
        ({"username": "Robot"}, {}),
        ({"icon_emoji": ":robot_face:"}, {}),
        ({"link_names": True}, {"link_names": False}),
        ({"parse": "full"}, {"parse": "none"}),
    ],
)
def test_what_is_not_played_here_says_so(app_with, given, played):
    client = app_with(scopes=[*EVERY_SCOPE, "chat:write.customize"])
    [name] = given

    answer = refusal_of(client, "chat.postMessage", channel=MARKETING, text="x", **given)

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        f"[ERROR] not built in this sandbox [json-pointer:/{name}]"
    ]
    assert succeeds(client, "chat.postMessage", channel=MARKETING, text="x", **played)["ok"]


def test_another_name_or_icon_needs_its_scope(client):
    answer = refusal_of(client, "chat.postMessage", channel=MARKETING, text="x", username="Robot")

    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write.customize")


def test_attachments_come_back_numbered_and_with_a_fallback(client):
    attachments = [{"text": "one"}, {"text": "two", "fallback": "second"}]

    posted = succeeds(client, "chat.postMessage", channel=MARKETING, attachments=attachments)

    assert posted["message"]["attachments"] == [
        {"text": "one", "fallback": "[no preview available]", "id": 1},
        {"text": "two", "fallback": "second", "id": 2},
    ]


def test_an_update_keeps_what_it_does_not_name(client):
    given = {"text": "old", "blocks": [section("old")], "metadata": CARD}
    posted = succeeds(client, "chat.postMessage", channel=MARKETING, **given)
    where = {"channel": MARKETING, "ts": posted["ts"]}

    only_metadata = succeeds(client, "chat.update", **where, metadata={})["message"]
    only_text = succeeds(client, "chat.update", **where, text="new")["message"]

    assert ("metadata" in only_metadata, len(only_metadata["blocks"])) == (False, 1)
    assert ("blocks" in only_text, only_text["text"]) == (False, "new")
