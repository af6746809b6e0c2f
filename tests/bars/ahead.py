"""A clock for the relay, put ahead while all it does is wait, so that no test waits along."""

import time
from datetime import timedelta

from bot.clock import utc_now
from workflows import delivery, errands

STRIDE = timedelta(seconds=5)
"""Of each look: the longest that the couriers leave something alone at first."""

SECONDS = 100


class Ahead:
    """Real time, and a little more each time that somebody skips a wait."""

    def __init__(self):
        self._by = timedelta()

    def __call__(self):
        return utc_now() + self._by

    def skip(self):
        self._by += STRIDE


def settled(bot, clock):
    """Wait until all is done and said; what rests is tried again at once."""
    until = time.monotonic() + SECONDS
    while waiting := errands.waiting(bot.desk) or [m.key for m in delivery.waiting(bot.desk)]:
        assert time.monotonic() < until, f"still waiting: {waiting}"
        clock.skip()
        bot.relay.wake()
        time.sleep(0.05)
