"""Logs: ids, never words; tokens are struck out."""

import logging
import re

TOKEN = re.compile(r"\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w.-]+|(?<=response_url=)\S+")
QUIET = {
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "slack_sdk.web": logging.CRITICAL,  # whoever called it says what failed
    "urllib3": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.ERROR,  # it warns of each tick that waits for the one before
}


class WithoutTokens(logging.Formatter):
    """Whatever ends up in a line, a token does not."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("[token]", super().format(record))


def set_up(level: str) -> None:
    """Log to standard error. The libraries stay at warnings: their debug lines print payloads."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutTokens("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
