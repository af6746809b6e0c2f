"""Slack takes whatever goes out, however much people write, ask, follow and attach.

Two validators, which share nothing: the limits as the contract tells them, and the sandbox's rules.
"""

import random

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from sandbox.blockkit.check import check_message, check_view
from tests.bars import SEED, sized
from tests.bars.outgoing import Mess
from tests.bars.scanner import scan
from tests.bars.test_inert_words import CORPUS, WORDS
from tests.views.block_rules import message_problems, modal_problems

TEXTS = st.tuples(st.one_of(WORDS, st.sampled_from(CORPUS)), st.sampled_from([*[1] * 12, 7, 5000]))
"""Words, and how often they are said over."""

LONGEST = sized(20_000, 100_000)
SIZES = st.sampled_from([0, *[1] * 6, *[3] * 6, 10, 60])
CROWDS = st.sampled_from([*[0] * 8, 1, 20, 300])


def any_token(_):
    """Here only whole: whose they are is for test_inert_words to ask."""
    return True


@seed(SEED)
@settings(max_examples=sized(60, 5000), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.lists(TEXTS, min_size=3, max_size=8),
    st.integers(0, 2**32),
    SIZES,
    CROWDS,
)
def test_whatever_people_write_slack_takes_what_is_sent(texts, dice, many, crowd):
    chance = random.Random(dice)
    words = [(said * times)[:LONGEST] for said, times in texts]
    people = [f"U0CROWD{n:04}" for n in range(crowd)]
    mess = Mess(lambda: chance.choice(words), chance, many=many, crowd=people)

    for name, text, blocks in mess.posts():
        assert message_problems(text, blocks) == [], name
        assert list(scan({"text": text, "blocks": list(blocks)}, any_token)) == [], name
        check_message(list(blocks))
    for view in mess.views():
        assert modal_problems(view) == [], view["title"]
        assert list(scan(view["blocks"], any_token)) == [], view["title"]
        check_view(view, kinds=("modal",))
