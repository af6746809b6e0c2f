"""mrkdwn as HTML: what Slack's own guide says it looks like, and that no markup gets through."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.mrkdwn import html
from sandbox.page.reader import Reader

READER = Reader(
    id="U0ANNA",
    name="anna",
    home="/w/T1/",
    domain="northwind",
    zone=ZoneInfo("Europe/Berlin"),
    now=datetime(2026, 11, 20, 14, 0, tzinfo=UTC),
    names={"U0ANNA": "Anna", "U0BEN": "Ben <b>", "C0DESK": "it-desk", "S0OPS": "it-ops"},
    groups=frozenset({"S0OPS"}),
)
ALLOWED = {"strong", "em", "s", "code", "pre", "br", "blockquote", "a", "span", "time"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold *", "* not bold *"),
        ("`a *b* <`", "<code>a *b* &lt;</code>"),
        ("```\nx &lt; 3\n*y*```", "<pre>x &lt; 3\n*y*</pre>"),
        ("one\ntwo", "one<br>two"),
        ("&gt; said\n> more\nafter", "<blockquote>said<br>more</blockquote>after"),
        ("AT&amp;T &lt;b&gt; &amp;lt;", "AT&amp;T &lt;b&gt; &amp;lt;"),
        (":tada: :no_such_thing: 10:30:45", "🎉 :no_such_thing: 10:30:45"),
    ],
)
def test_markup_looks_as_in_slacks_guide(text: str, shown: str) -> None:
    assert html(text, READER) == shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U0ANNA>", '<span class="mention mine">@Anna</span>'),
        ("<@U0BEN>", '<span class="mention">@Ben &lt;b&gt;</span>'),
        ("<!subteam^S0OPS>", '<span class="mention mine">@it-ops</span>'),
        ("<!here|here>", '<span class="mention mine">@here</span>'),
        ("<!unknown|words>", "words"),
        ("<#C0HIDDEN>", '<span class="mention">#private</span>'),
    ],
)
def test_mentions_show_names(text: str, words: str) -> None:
    assert html(text, READER) == words


def test_channel_mention_leads_to_the_channel() -> None:
    shown = html("<#C0DESK>", READER)

    assert 'href="/w/T1/?as=anna&amp;channel=C0DESK"' in shown
    assert ">#it-desk</a>" in shown


def test_permalink_of_this_workspace_stays_in_the_page() -> None:
    url = "https://northwind.slack.com/archives/C0DESK/p1503435956000247?thread_ts=1503435900.000100&cid=C0DESK"

    shown = html(f"<{url}|the card>", READER)

    assert "channel=C0DESK&amp;message=1503435956.000247&amp;thread=1503435900.000100" in shown
    assert "_blank" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "<https://example.com/?a=1&amp;b=2|see *this*>",
        "<https://example.com/?a=1&amp;b=2>",
        "(https://example.com/?a=1&amp;b=2)",
    ],
)
def test_links_keep_their_address(text: str) -> None:
    assert 'href="https://example.com/?a=1&amp;b=2"' in html(text, READER)


def test_script_address_is_no_link() -> None:
    assert "<a" not in html("<javascript:alert(1)|click>", READER)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{date_num} {time_secs}", "2026-11-20 16:00:05"),
        ("{date}", "November 20th, 2026"),
        ("{date_short}", "Nov 20, 2026"),
        ("{date_long}", "Friday, November 20th, 2026"),
        ("{date_short_pretty} at {time}", "today at 16:00"),
        ("{ago}", "in 1 hour"),
        ("{nonsense}", "then"),
    ],
)
def test_date_tokens_are_in_the_readers_zone(template: str, words: str) -> None:
    shown = html(f"<!date^1795186805^{template}|then>", READER)

    assert shown.endswith(f">{words}</time>")


@given(st.text(alphabet="<>&*_~`|!@#^:\n ab\"'/\ue000\ue0010http", max_size=60))
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    found = _Tags()
    found.feed(html(text, READER))

    assert found.tags <= ALLOWED
    assert not found.handlers


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        known = {"class", "href", "target", "rel", "data-nav", "datetime", "title"}
        self.handlers += [name for name, _ in attrs if name not in known]
