"""A bot in a process of its own, which dies where it is told to."""

import threading
from dataclasses import replace
from datetime import timedelta

from bot.assembly import Identity, assemble
from bot.clock import clock_from, utc_now
from bot.courier import Courier
from bot.pace import Pace
from bot.posting import Posting
from bot.reader import Reader
from bot.relay import Relay
from bot.slack_client import KeptAliveClient
from storage.transaction import Database
from tests.kills import seams

LEASE = timedelta(seconds=0.7)
"""Short, as nobody else is alive to be waited for: the dead bot's call is over."""


def live(settings, death):
    """Run until killed."""
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    identity = Identity.ask(slack)
    slack.close()
    database = Database(settings.database_url, pool_size=20)
    bot = assemble(
        settings,
        database,
        identity,
        clock_from(settings.clock_offset_url),
        client=seams.client_dying(death),
        relay_of=impatient_relay,
    )
    seams.set_up(bot, database, death)
    bot = replace(bot, reader=impatient_reader(bot, identity))
    bot.start()
    threading.Event().wait()


def impatient_reader(bot, identity):
    return Reader(bot.desk, bot.slack, bot_user=identity.bot_user, real_clock=utc_now, lease=LEASE)


def impatient_relay(desk, slack, *, workers, acks):
    pace = Pace()
    courier = Courier(desk, Posting(slack), pace, real_clock=utc_now)
    return Relay(desk, courier, pace, real_clock=utc_now, workers=workers, acks=acks, lease=LEASE)
