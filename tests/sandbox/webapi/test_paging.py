"""Cursors: pages that may be short, an empty cursor at the end, and cursors that are not."""

from base64 import b64encode

import pytest

from tests.sandbox.webapi.asking import error_of, succeeds

pytestmark = pytest.mark.contract("16.13")

MARKETING = "C0MARKETING"
PEOPLE = [{"name": f"p{n:02}"} for n in range(12)]
CHANNELS = [{"name": f"c{n:02}", "bot": True, "is_private": n % 3 == 2} for n in range(12)]
MANY = {"people": PEOPLE, "channels": [{"name": "marketing", "bot": True}, *CHANNELS]}


@pytest.fixture
def many(app_with):
    """The client of an app in a workspace of 12 people and 13 channels."""
    return app_with(seed=MANY)


def walk(client, method, key, **arguments):
    """All pages, as Slack's own advice reads them: on until the cursor is empty."""
    pages, cursor = [], ""
    while True:
        answer = succeeds(client, method, cursor=cursor, **arguments)
        pages.append(answer[key])
        cursor = answer.get("response_metadata", {}).get("next_cursor", "")
        if not cursor:
            return pages


@pytest.mark.parametrize(
    ("method", "key", "arguments", "total"),
    [
        ("users.list", "members", {}, 14),
        ("conversations.list", "channels", {}, 9),
        ("users.conversations", "channels", {"types": "public_channel,private_channel"}, 13),
        ("conversations.members", "members", {"channel": MARKETING}, 13),
    ],
)
def test_all_pages_together_hold_everything_once(many, method, key, arguments, total):
    pages = walk(many, method, key, limit=4, **arguments)

    items = [each if isinstance(each, str) else each["id"] for page in pages for each in page]
    assert len(items) == len(set(items)) == total
    assert max(len(page) for page in pages) <= 4
    assert len(pages[0]) < 4, "a first page that is short must not be taken for the last"


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_history_and_threads_come_in_pages(client, method):
    parent = succeeds(client, "chat.postMessage", channel=MARKETING, text="0")["ts"]
    thread = {"thread_ts": parent} if method == "conversations.replies" else {}
    for n in range(1, 9):
        succeeds(client, "chat.postMessage", channel=MARKETING, text=str(n), **thread)
    where = {"channel": MARKETING, "ts": parent}

    pages = walk(client, method, "messages", limit=4, **where)

    words = [each["text"] for page in pages for each in page]
    assert sorted(words) == list("012345678")
    assert [len(page) for page in pages] == [3, 3, 3]


def test_a_page_is_as_long_as_asked_for_where_it_is_the_last(client):
    answer = succeeds(client, "conversations.members", channel=MARKETING, limit=4)

    assert len(answer["members"]) == 4
    assert answer["response_metadata"] == {"next_cursor": ""}


@pytest.mark.rule("paging.cursor")
@pytest.mark.parametrize(
    "cursor",
    [
        "???",
        b64encode(b"users.list:2").decode(),
        b64encode(b"conversations.members:99").decode(),
        b64encode(b"conversations.members:x").decode(),
    ],
)
def test_a_cursor_of_nobody_or_of_another_method_is_wrong(client, cursor):
    call = {"channel": MARKETING, "limit": 2}
    good = succeeds(client, "conversations.members", **call)["response_metadata"]["next_cursor"]

    assert error_of(client, "conversations.members", **call, cursor=cursor) == "invalid_cursor"
    assert succeeds(client, "conversations.members", **call, cursor=good)["ok"]


@pytest.mark.rule("paging.limit")
@pytest.mark.parametrize(
    ("method", "most"), [("conversations.members", 1000), ("conversations.history", 999)]
)
def test_a_limit_has_a_limit(client, method, most):
    too_many = error_of(client, method, channel=MARKETING, limit=most + 1)
    negative = error_of(client, method, channel=MARKETING, limit=-1)

    assert (too_many, negative) == ("invalid_limit", "invalid_limit")
    assert succeeds(client, method, channel=MARKETING, limit=most)["ok"]
