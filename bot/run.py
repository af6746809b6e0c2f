"""Running the bot until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable

from bot import logs
from bot.assembly import Bot, Identity, assemble
from bot.clock import clock_from
from bot.settings import Settings
from bot.slack_client import KeptAliveClient
from storage import migrate
from storage.transaction import Database
from workflows import catalogue

log = logging.getLogger(__name__)


def run(settings: Settings, *, when_ready: Callable[[Bot], None] = lambda _: None) -> None:
    """Start, and serve until SIGTERM or SIGINT.

    Raises SlackApiError or a connection error when Slack refuses us or cannot be reached at the
    start, and SQLAlchemy's errors when the database cannot be opened. Later, both are waited for.
    """
    logs.set_up(settings.log_level)
    migrate.upgrade(settings.database_url)
    identity = _identity(settings)
    connections = settings.listeners + settings.lazy_workers + settings.relay_workers + 1
    database = Database(settings.database_url, pool_size=connections)
    bot = assemble(settings, database, identity, clock_from(settings.clock_offset_url))
    catalogue.remember_workspace(bot.desk, url=identity.url, bot=identity.bot_user)
    try:
        _serve(bot, when_ready)
    finally:
        database.close()


def _serve(bot: Bot, when_ready: Callable[[Bot], None]) -> None:
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    bot.start()
    log.info("tandem is at work for %s", bot.desk.team)
    when_ready(bot)
    stopping.wait()
    bot.stop()


def _identity(settings: Settings) -> Identity:
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    try:
        return Identity.ask(slack)
    finally:
        slack.close()
