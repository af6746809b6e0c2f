"""A bot that need not wait for a second after each message, in a company without limits."""

from bot.assembly import new_relay
from bot.clock import utc_now
from bot.courier import Courier
from bot.pace import Pace
from bot.posting import Posting
from bot.relay import Relay


class Brisk(Pace):
    """Rests only where it is told to."""

    def rest(self, place, seconds=0.0):
        if seconds:
            super().rest(place, seconds)


def brisk_relay(desk, slack, *, workers, acks):
    pace = Brisk()
    courier = Courier(desk, Posting(slack), pace, real_clock=utc_now)
    return Relay(desk, courier, pace, real_clock=utc_now, workers=workers, acks=acks)


def is_at_slacks_pace(request):
    """Whether this test is marked `at_slacks_pace`."""
    return request.node.get_closest_marker("at_slacks_pace") is not None


def relay_for(request):
    """How the bot of this test makes its relay."""
    return new_relay if is_at_slacks_pace(request) else brisk_relay
