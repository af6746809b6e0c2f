"""What each setting must look like: a rule returns the value, or says what is wrong with it.

No rule ever repeats the value of a token or of a database URL, which may hold a password.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LONGEST_PREFIX = 20
"""Leaves the longest of our commands within the 32 characters that Slack allows."""

TOKEN_KINDS = {
    "xoxb-": "a bot token; it belongs in SLACK_BOT_TOKEN",
    "xapp-": "an app-level token; it belongs in SLACK_APP_TOKEN",
    "xoxp-": "a person's token, which Tandem does not use",
    "xoxe": "a rotating token; switch token rotation off in the app's settings",
}


class SettingsProblem(Exception):
    """Settings are missing or malformed: `problems` holds (name, what to do) for every one."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{name}: {words}" for name, words in problems))
        self.problems = problems


def stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def bot_token(value: str) -> str:
    return _token(value, "xoxb-")


def app_token(value: str) -> str:
    return _token(value, "xapp-")


def _token(value: str, start: str) -> str:
    _no_quotes(value)
    if not value.startswith(start):
        kind = next((words for known, words in TOKEN_KINDS.items() if value.startswith(known)), "")
        found = f"This is {kind}. " if kind else ""
        raise ValueError(f"{found}The token for this setting starts with {start}.")
    if not re.fullmatch(r"[A-Za-z0-9-]{5,}", value.removeprefix(start)):
        raise ValueError(
            f"After {start} a token has only letters, digits and hyphens. "
            "Copy it again, whole, from the app's page."
        )
    return value


def api_url(value: str) -> str:
    """Where Slack's methods are, with the slash at its end that the client needs."""
    if not _is_web_address(value) or urlsplit(value).path in ("", "/"):
        raise ValueError("Write a whole address such as https://slack.com/api/.")
    return value if value.endswith("/") else f"{value}/"


def offset_url(value: str) -> str:
    if not _is_web_address(value):
        raise ValueError("Write a whole address such as http://127.0.0.1:8790/clock.")
    return value


def database_url(value: str) -> str:
    """An SQLite file or a PostgreSQL database, in the form that our driver takes."""
    _no_quotes(value)
    scheme, mark, rest = value.partition("://")
    if scheme == "sqlite":
        return _sqlite(value, rest)
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg") or not mark:
        raise ValueError(
            "Write sqlite:///tandem.db for a file, or "
            "postgresql://name:password@host/database for PostgreSQL."
        )
    if not _names_a_database(f"postgresql://{rest}"):
        raise ValueError("Write postgresql://name:password@host:5432/database.")
    return f"postgresql+psycopg://{rest}"


def _sqlite(value: str, rest: str) -> str:
    path = rest.removeprefix("/")
    if not path or path.startswith(":memory:"):
        raise ValueError("Name a file, such as sqlite:///tandem.db: in memory all would be lost.")
    if not rest.startswith("/"):
        raise ValueError("Three slashes come before a file's name: sqlite:///tandem.db.")
    return value


def _names_a_database(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.port != 0 and len(parts.path) > 1
    except ValueError:
        return False


def command_prefix(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]*", value):
        raise ValueError(
            "Use lower-case letters, digits, - and _ only: mt- makes /request into /mt-request."
        )
    if len(value) > LONGEST_PREFIX:
        raise ValueError(
            f"Use at most {LONGEST_PREFIX} characters: Slack allows 32 for a whole command."
        )
    return value


def level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError(f"Use one of {', '.join(LEVELS)}.")
    return value.upper()


def _between(
    low: float, high: float, *, read: Callable[[str], float], noun: str
) -> Callable[[object], float]:
    def check(value: object) -> float:
        try:
            number = read(str(value))
        except ValueError:
            number = high + 1
        if not low <= number <= high:
            raise ValueError(f"Write {noun} from {low:g} to {high:g}.")
        return number

    return check


workers = _between(1, 200, read=int, noun="a whole number")
seconds = _between(0.05, 60, read=float, noun="a number of seconds")


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _no_quotes(value: str) -> None:
    """Container tools hand quotes in an env file on as part of the value."""
    if value[:1] in "\"'":
        raise ValueError("Take the quotes away: they are being read as part of the value.")
