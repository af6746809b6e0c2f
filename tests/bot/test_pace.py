"""A message a second to each place, and rests when Slack wants them."""

import pytest

from bot.pace import SECONDS_PER_POST, Pace
from tests.builders import ANNA, BEN


class Seconds:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def pace(seconds):
    return Pace(seconds)


def test_at_first_every_place_is_free(pace):
    assert pace.busy() == set()
    assert pace.next_free() is None
    assert pace.count_in_hand() == 0


def test_a_place_in_hand_is_busy_until_it_is_let_go(pace):
    pace.take(ANNA)
    assert (pace.busy(), pace.count_in_hand()) == ({ANNA}, 1)

    pace.let_go(ANNA)

    assert (pace.busy(), pace.count_in_hand()) == (set(), 0)


def test_letting_go_of_a_free_place_is_harmless(pace):
    pace.let_go(ANNA)

    assert pace.busy() == set()


def test_after_a_post_a_place_rests_for_about_a_second(pace, seconds):
    pace.rest(ANNA)
    assert SECONDS_PER_POST >= 1

    seconds.now += SECONDS_PER_POST - 0.01
    assert pace.busy() == {ANNA}
    seconds.now += 0.02

    assert pace.busy() == set()


def test_a_place_that_is_let_go_may_still_rest(pace):
    pace.take(ANNA)
    pace.rest(ANNA)
    pace.let_go(ANNA)

    assert pace.busy() == {ANNA}


def test_a_short_rest_does_not_cut_a_long_one_short(pace, seconds):
    pace.rest(ANNA, 30)
    pace.rest(ANNA, 1)

    seconds.now += 29

    assert pace.busy() == {ANNA}


def test_the_next_free_place_is_the_one_that_rests_least(pace, seconds):
    pace.rest(ANNA, 30)
    pace.rest(BEN, 5)
    assert pace.next_free() == 5

    seconds.now += 7

    assert pace.next_free() == 0
    assert pace.busy() == {ANNA}
    assert pace.next_free() == 23


def test_a_method_is_held_for_as_long_as_slack_wants(pace, seconds):
    assert pace.held_for("chat.update") == 0
    pace.hold("chat.update", 10)

    seconds.now += 4
    assert pace.held_for("chat.update") == 6
    assert pace.held_for("chat.postMessage") == 0
    seconds.now += 7

    assert pace.held_for("chat.update") == 0
