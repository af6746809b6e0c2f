"""People's words on their way into messages: harmless, and never longer than they may be."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from views import text
from views.text import fitted, quoted, spoken

NASTY = st.text(
    st.one_of(
        st.sampled_from("<>&!@#|\n\r\t\x00\x1f\u202e\u2066\ufeff\ud800\U0001f600"),
        st.characters(),
    ),
    max_size=80,
)
LIMITS = st.integers(1, 120)
ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


def unescaped(words):
    """What a reader sees, read a character at a time; None where an escape is cut or missing."""
    seen, at = "", 0
    while at < len(words):
        entity = next((e for e in ESCAPES if words.startswith(e, at)), None)
        if words[at] in "<>" or (words[at] == "&" and entity is None):
            return None
        seen += ESCAPES[entity] if entity else words[at]
        at += len(entity) if entity else 1
    return seen


def is_useless(c):
    """Control and format characters that turn lines around or hide, and halves of others."""
    code = ord(c)
    return (
        (code < 0x20 and c not in "\t\n")
        or 0x7F <= code <= 0x9F
        or code in {0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF}
        or 0x2028 <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFFF9 <= code <= 0xFFFB
        or 0xD800 <= code <= 0xDFFF
    )


@settings(deadline=None)
@given(NASTY, LIMITS)
def test_fitted_words_are_what_was_typed_cut_to_the_limit(words, limit):
    plain = "".join(c for c in words.replace("\r\n", "\n") if not is_useless(c))

    shown = fitted(words, limit)

    assert len(shown) <= limit
    seen = unescaped(shown)
    assert seen is not None
    assert seen == plain or (seen.endswith("…") and plain.startswith(seen[:-1]))


@settings(deadline=None)
@given(NASTY, LIMITS)
def test_no_more_is_cut_than_has_to_be(words, limit):
    shown = fitted(words, limit)

    if shown != fitted(words, 10_000):
        assert len(shown) > limit - len("&amp;") or "\u200d" in words


@settings(deadline=None)
@given(NASTY, st.integers(3, 120))
def test_every_line_of_a_quotation_is_marked_and_the_limit_holds(words, limit):
    shown = quoted(words, limit)

    assert len(shown) <= limit
    assert all(line.startswith(">") for line in shown.removesuffix("…").split("\n") if shown)
    assert unescaped("".join(line[1:] for line in shown.split("\n"))) is not None


def test_peoples_words_mention_nobody():
    assert fitted("<!channel> & co", 100) == "&lt;!channel&gt; &amp; co"


@pytest.mark.parametrize(
    ("words", "limit", "shown"),
    [
        ("&" * 10, 50, "&amp;" * 10),
        ("&" * 11, 50, "&amp;" * 9 + "…"),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("", 3, ""),
    ],
)
def test_the_limit_holds_after_escaping(words, limit, shown):
    assert fitted(words, limit) == shown


def test_words_cannot_turn_the_line_around():
    assert fitted("safe\u202egnp.exe\x00", 100) == "safegnp.exe"


@pytest.mark.parametrize(
    "kept", ["\U0001f469\u200d\U0001f4bb", "\u2764\ufe0f", "\u0645\u200c\u06cc"]
)
def test_what_joins_and_parts_letters_and_emoji_stays(kept):
    assert fitted(kept, 10) == kept


@pytest.mark.parametrize(
    "hidden",
    [
        *"\x00\x85\x9b\u061c\u180e\u200b\u200e\u200f\u202a\u202e\u2060\u2063\u2066\u2069\ufeff\ufff9\udc00"
    ],
)
def test_what_hides_or_turns_around_goes(hidden):
    assert fitted(f"a{hidden}b", 10) == "ab"
    assert quoted(f"a{hidden}b", 10) == "> ab"


def test_a_cut_leaves_no_joiner_dangling():
    assert fitted("\U0001f469\u200d\U0001f4bb!", 3) == "\U0001f469…"


NAMES = {"U1": "Anna"}


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2 &lt; 3 &amp;&amp; &amp;lt; stays", "2 < 3 && &lt; stays"),
        ("<@U1> and <@U2|ben> and <@U3>", "@Anna and @ben and @somebody"),
        ("<#C1|general> <#C2>", "#general #C2"),
        ("<!channel> <!here|@here> <!subteam^S1|@crm>", "@channel @here @crm"),
        ("<!date^1^{date}|Monday>", "Monday"),
        ("<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"),
        ("<https://a.example|a.example>", "https://a.example"),
        ("<https://evil.example|Approve>", "Approve (https://evil.example)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("a\u202eb", "ab"),
    ],
)
def test_what_slack_tells_of_a_message_is_read_as_plain_words(told, read):
    assert spoken(told, NAMES) == read


@given(NASTY)
def test_of_what_slack_tells_nothing_live_is_left(words):
    assert unescaped(fitted(spoken(words, NAMES), 1000)) is not None


def test_a_quotation_keeps_its_lines():
    assert quoted("one\r\ntwo\n\nthree\n", 100) == "> one\n> two\n> \n> three"
    assert quoted("", 100) == ""


def test_names_stand_where_slack_draws_no_mentions():
    names = {"U1": "Anna"}

    assert text.by_name("<@U1> asked <@U2>", names) == "Anna asked somebody else"


@pytest.mark.parametrize(
    ("people", "drawn"),
    [
        ((), ""),
        (("U1",), "<@U1>"),
        (("U1", "U2"), "<@U1> and <@U2>"),
        (("U1", "U2", "U3"), "<@U1>, <@U2> and <@U3>"),
    ],
)
def test_people_are_mentioned_in_one_phrase(people, drawn):
    assert text.mentions(people) == drawn


def test_of_several_who_may_any_will_do():
    assert text.mentions(("U1", "U2"), joined=" or ") == "<@U1> or <@U2>"


def test_a_moment_is_drawn_in_each_readers_own_zone():
    moment = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=1)))

    assert text.moment(moment.astimezone(UTC)) == (
        "<!date^1772442000^{date_short_pretty} {time}|2026-03-02 09:00 UTC>"
    )


def test_a_date_reads_the_same_everywhere():
    assert text.day(date(2026, 4, 1)) == "Wed 1 Apr 2026"


def test_a_label_without_an_address_is_no_link():
    assert text.link("https://acme.slack.com/x", "MT-7") == "<https://acme.slack.com/x|MT-7>"
    assert text.link(None, "MT-7") == "MT-7"
