"""Whatever people write, it mentions, links and hides nothing, and is read as it was written."""

import random
import re
from itertools import count

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from tests.bars import SEED, sized
from tests.bars.outgoing import Mess, ours
from tests.bars.scanner import reading, scan, strings, useless

CORPUS = [
    *("<!channel>", "<!here>", "<!everyone>", "<!subteam^S0EVIL>", "<!subteam^S0EVIL|@crm>"),
    *("<@U0EVIL>", "<@U0EVIL|anna>", "<#C0EVIL>", "<#C0EVIL|general>", "<!date^1^{date}|x>"),
    *("<https://evil.example>", "<https://evil.example|Approve>", "<mailto:a@evil.example|me>"),
    *("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;", "&<!channel>", "<<!channel>>", "<", ">", "&"),
    *("@channel @here @everyone #general", "<!channel", "!channel>", "< !channel>", "<\n!channel>"),
    *("https://good.example@evil.example/", "https://evil.example/\u202egpj.exe", "a\x00b\x1b[0m"),
    *("\u200b\u200e\u200f\u2060\ufeff", "\u2066abc\u2069", "\ud83d", "\U0001f469\u200d\U0001f4bb"),
    *("> quoted\n> lines", "```<!channel>```", "`<@U0EVIL>`", "*bold* _it_ ~no~", "a\r\nb\rc\n\nd"),
    *("x" * 4000, "&" * 3000, "<" * 3000, "\n" * 500, "<!channel> " * 400, "é\u0301" * 900),
]
FRAGMENTS = st.sampled_from([*CORPUS, "<", ">", "&", "|", "!", "@", "^", "\n", " ", "&amp;"])
WORDS = st.one_of(
    st.sampled_from(CORPUS),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=8).map("".join),
    st.text(max_size=200),
)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""No shrinking: the words of a failure say enough, and there are many."""

STRINGS = 10
"""In each example, so that 500 of them are 5,000 strings."""


MARK = re.compile(r"zq(\d+)q")


class Pen:
    """Gives the words in turn, each between two marks that show where it begins and ends."""

    def __init__(self, given_words):
        self.written = {}
        self._given, self._count = given_words, count(1)

    def __call__(self):
        n = next(self._count)
        self.written[n] = self._given[n % len(self._given)]
        return f"zq{n}q{self.written[n]}q{n}zq"


def letters(words):
    """Without white space, and without what nobody sees: that may be told in other ways."""
    hidden = useless(words)
    return "".join("".join(c for c in words if c not in hidden).split())


def misread(words, written, *, goes_on):
    """What a reader takes for something else than was written, in one string that Slack draws.

    In a view, long words go on in the next block.
    """
    seen = letters(words)
    for found in MARK.finditer(seen):
        whole, rest = letters(f"{written[int(found[1])]}q{found[1]}zq"), seen[found.end() :]
        shown, cut, _ = rest.partition("…")
        is_cut = whole.startswith(shown) and (cut or goes_on)
        if not rest.startswith(whole) and not is_cut:
            yield f"{written[int(found[1])][:80]!r} reads {rest[:80]!r}"


def wrong_with(payload, written):
    yield from scan(payload, ours)
    for path, kind, words in strings(payload):
        if kind == "mrkdwn":
            drawn = reading(words.replace("\n> ", "\n"))
            yield from (
                f"{path}: {said}" for said in misread(drawn, written, goes_on="title" in payload)
            )


@seed(SEED)
@settings(max_examples=sized(50, 500), phases=PHASES)
@given(st.lists(WORDS, min_size=STRINGS, max_size=STRINGS), st.integers(0, 2**32))
def test_whatever_is_written_is_inert_and_reads_as_it_was_written(words, dice):
    pen = Pen(words)
    mess = Mess(pen, random.Random(dice))

    for name, text, blocks in mess.posts():
        assert list(wrong_with({"text": text, "blocks": list(blocks)}, pen.written)) == [], name
    for view in mess.views():
        assert list(wrong_with(view, pen.written)) == [], view["title"]
