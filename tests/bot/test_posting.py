"""Slack's calls: what each is given, and how a message that may stand is looked for."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.posting import PAGES, Posting
from domain.message import Place, Post
from tests.builders import ANNA, T0, TRIAGE
from views.blocks import section

CARD = Post(text="MT-7 is open", blocks=(section("*MT-7*"),))
WORDS = Post(text="hello", blocks=())
PARENT = Place(channel="D9", ts="5.5")


class CallingSlack(WebClient):
    """Keeps every call, and answers from `pages` where it is asked for messages."""

    def __init__(self):
        super().__init__(token="xoxb-fake", retry_handlers=[])
        self.calls = []
        self.pages = [[]]

    def chat_postMessage(self, **asked):
        self.calls.append(("post", asked))
        return {"channel": "D1", "ts": "1700000000.000100"}

    def chat_update(self, **asked):
        self.calls.append(("update", asked))
        return {}

    def conversations_open(self, **asked):
        self.calls.append(("open", asked))
        return {"channel": {"id": "D" + asked["users"]}}

    def conversations_history(self, **asked):
        return self._page("history", asked)

    def conversations_replies(self, **asked):
        return self._page("replies", asked)

    def _page(self, method, asked):
        self.calls.append((method, asked))
        at = int(asked["cursor"] or 0)
        more = str(at + 1) if at + 1 < len(self.pages) else ""
        return {"messages": self.pages[at], "response_metadata": {"next_cursor": more}}


@pytest.fixture
def slack():
    return CallingSlack()


@pytest.fixture
def posting(slack):
    return Posting(slack)


def posted(slack):
    [(_, asked)] = [call for call in slack.calls if call[0] == "post"]
    return asked


def a_message(key, ts="7.7"):
    return {"ts": ts, "metadata": {"event_type": "any", "event_payload": {"key": key}}}


def find(posting, to=TRIAGE, *, identity="k", thread=None):
    return posting.find(to, identity=identity, thread=thread, since=T0)


def test_a_post_says_where_slack_put_it(posting):
    place = posting.post(ANNA, CARD, identity="k", thread=None)

    assert place == Place(channel="D1", ts="1700000000.000100")


def test_a_post_carries_its_words_its_blocks_and_its_identity(slack, posting):
    posting.post(ANNA, CARD, identity="MT-7:requester#0", thread=None)

    asked = posted(slack)
    assert (asked["channel"], asked["text"]) == (ANNA, CARD.text)
    assert asked["blocks"] == [section("*MT-7*")]
    assert asked["metadata"]["event_payload"] == {"key": "MT-7:requester#0"}
    assert (asked["unfurl_links"], asked["unfurl_media"]) == (False, False)
    assert asked["thread_ts"] is None


def test_plain_words_have_no_blocks(slack, posting):
    posting.post(ANNA, WORDS, identity="k", thread=None)

    assert posted(slack)["blocks"] is None


def test_a_reply_goes_below_its_card_wherever_that_stands(slack, posting):
    posting.post(ANNA, WORDS, identity="k", thread=PARENT)

    assert (posted(slack)["channel"], posted(slack)["thread_ts"]) == ("D9", "5.5")


def test_every_attempt_at_one_message_has_the_same_id_and_others_have_others(slack, posting):
    for to, identity in ((ANNA, "k"), (ANNA, "k"), (ANNA, "other"), (TRIAGE, "k")):
        posting.post(to, WORDS, identity=identity, thread=None)

    first, again, other, elsewhere = (asked["client_msg_id"] for _, asked in slack.calls)
    assert first == again
    assert len({first, other, elsewhere}) == 3


def test_an_edit_replaces_words_and_blocks(slack, posting):
    posting.update(PARENT, CARD)

    assert slack.calls == [
        ("update", {"channel": "D9", "ts": "5.5", "text": CARD.text, "blocks": list(CARD.blocks)})
    ]


def test_a_message_is_found_by_its_identity_among_all_others(slack, posting):
    slack.pages = [[{"ts": "1.1"}, a_message("other"), {"ts": "2.2", "metadata": {}}]]
    assert find(posting) is None

    slack.pages[0].append(a_message("k"))
    assert find(posting) == Place(channel=TRIAGE, ts="7.7")


def test_it_looks_from_a_minute_before_the_first_attempt_and_asks_for_metadata(slack, posting):
    find(posting)

    [(method, asked)] = slack.calls
    assert method == "history"
    assert float(asked["oldest"]) == (T0 - timedelta(seconds=60)).timestamp()
    assert asked["include_all_metadata"] is True


def test_it_looks_through_page_after_page(slack, posting):
    slack.pages = [[], [], [a_message("k")]]

    assert find(posting) == Place(channel=TRIAGE, ts="7.7")
    assert [asked["cursor"] for _, asked in slack.calls] == [None, "1", "2"]


def test_it_gives_up_after_many_pages(slack, posting):
    slack.pages = [[] for _ in range(PAGES + 5)]

    assert find(posting) is None
    assert len(slack.calls) == PAGES


@pytest.mark.parametrize("person", [ANNA, "W0GRID"])
def test_direct_messages_are_opened_first_as_they_have_an_id_of_their_own(slack, posting, person):
    slack.pages = [[a_message("k")]]

    assert find(posting, person) == Place(channel="D" + person, ts="7.7")
    assert [method for method, _ in slack.calls] == ["open", "history"]


def test_a_reply_is_looked_for_below_its_card(slack, posting):
    slack.pages = [[a_message("k")]]

    assert find(posting, ANNA, thread=PARENT) == Place(channel="D9", ts="7.7")
    [(method, asked)] = slack.calls
    assert (method, asked["channel"], asked["ts"]) == ("replies", "D9", "5.5")
