"""A bot whose listeners are called by hand, in this process or in one of its own."""

import threading
from contextlib import contextmanager

from bot.assembly import Identity, assemble
from bot.clock import utc_now
from bot.courier import Courier
from bot.pace import Pace
from bot.posting import Posting
from bot.relay import Relay
from bot.slack_client import KeptAliveClient
from storage.transaction import Database
from tests.races.presses import press

WAIT_SECONDS = 900


class Hasty(Pace):
    """Rests nowhere: this sandbox has no limits."""

    def rest(self, place, seconds=0):
        pass

    def next_free(self):
        return 0.0


@contextmanager
def a_bot(settings):
    """All of the bot but its socket and its timetable."""
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    identity = Identity.ask(slack)
    slack.close()
    database = Database(settings.database_url, pool_size=40)
    bot = assemble(settings, database, identity, utc_now, relay_of=hasty_relay)
    bot.timetable.tick()
    bot.relay.start()
    try:
        yield bot
    finally:
        bot.relay.stop()
        bot.replies.close()
        bot.lazy_pool.shutdown()
        bot.slack.close()
        database.close()


def hasty_relay(desk, slack, *, workers, acks, real_clock=utc_now):
    pace = Hasty()
    courier = Courier(desk, Posting(slack), pace, real_clock=real_clock)
    return Relay(desk, courier, pace, real_clock=real_clock, workers=workers, acks=acks)


def press_together(bot, gestures, barrier):
    """Each at the moment when the other side presses, too; return the answers."""
    answers = []
    for gesture in gestures:
        barrier.wait(WAIT_SECONDS)
        answers.append(press(bot, gesture))
    return answers


def live(settings, gestures, barrier, answers):
    """Press and answer, then deliver until killed."""
    with a_bot(settings) as bot:
        answers.send(press_together(bot, gestures, barrier))
        threading.Event().wait()
