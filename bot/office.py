"""Slack and the database together, opened for one command and closed after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.clock import utc_now
from bot.settings import SlackSettings
from bot.slack_client import KeptAliveClient
from storage.transaction import Database
from workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Office:
    slack: WebClient
    desk: Desk


@contextmanager
def open_office(settings: SlackSettings) -> Iterator[Office]:
    """The desk of the workspace that the bot token belongs to."""
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    database = Database(settings.database_url)
    try:
        team = str(slack.auth_test()["team_id"])
        yield Office(slack=slack, desk=Desk(database=database, clock=utc_now, team=team))
    finally:
        database.close()
        slack.close()
