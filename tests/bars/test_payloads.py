"""R31: Slack takes whatever goes out, however much people write, ask, follow and attach.

Two validators, which share nothing: the limits as the contract tells them, and the sandbox's rules.
"""

import random

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from sandbox.blockkit.check import check_message, check_view
from tests.bars import SEED, sized
from tests.bars.outgoing import Mess
from tests.bars.scanner import scan
from tests.bars.test_inert_words import CORPUS, WORDS
from tests.views.block_rules import message_problems, modal_problems

TEXTS = st.one_of(WORDS, st.sampled_from(CORPUS))
LONGEST = 100_000
TIMES = [*[1] * 24, 7, 5000]
"""How often words are said over."""

SIZES = [*[0] * 2, *[1] * 10, *[3] * 10, 10, 60]
CROWDS = [*[0] * 20, 1, 20, 300]
TICKETS, PARTS = sized(500, 5000), 4
"""In parts, for as many processes."""


def any_token(_):
    """Here only whole: whose they are is for test_inert_words to ask."""
    return True


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_people_write_slack_takes_what_is_sent(part):
    @seed(SEED + part)
    @settings(max_examples=TICKETS // PARTS, phases=(Phase.explicit, Phase.generate))
    @given(st.lists(TEXTS, min_size=3, max_size=8), st.integers(0, 2**32))
    def of_each_ticket(texts, dice):
        assert_taken(a_mess(texts, random.Random(dice)))

    of_each_ticket()


def a_mess(texts, chance):
    """How much there is of all is for the dice: Hypothesis would come back to the largest."""
    words = [(said * chance.choice(TIMES))[:LONGEST] for said in texts]
    crowd = [f"U0CROWD{n:04}" for n in range(chance.choice(CROWDS))]
    return Mess(lambda: chance.choice(words), chance, many=chance.choice(SIZES), crowd=crowd)


def assert_taken(mess):
    for name, text, blocks in mess.posts():
        assert message_problems(text, blocks) == [], name
        assert list(scan({"text": text, "blocks": list(blocks)}, any_token)) == [], name
        check_message(list(blocks))
    for view in mess.views():
        assert modal_problems(view) == [], view["title"]
        assert list(scan(view["blocks"], any_token)) == [], view["title"]
        check_view(view, kinds=("modal",))
