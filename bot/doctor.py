"""`tandem doctor`: is everything in place, and if not, how is it mended?"""

import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from importlib.metadata import version
from typing import Any

from slack_sdk import WebClient

from bot import database_trouble, slack_trouble
from bot.catalogue.changes import contents
from bot.catalogue.resolving import Directory
from bot.slack_trouble import REINSTALL
from domain.catalogue import Catalogue
from domain.holidays import is_enough, known_until
from handlers.surface import Surface

MOST_SKEW_SECONDS = 30

HOLIDAYS_END = (
    "What is due later is reckoned as if there were none. Start Tandem: it looks them up within a "
    "minute. If they still end there, bring it up to date, or name the days under `closed` in the "
    "catalogue."
)


@dataclass(frozen=True)
class Check:
    """`words` say what was found and, where it is not ok, how to mend it.

    What is ok may still be worth a warning: it works today.
    """

    name: str
    ok: bool
    words: str
    is_warning: bool = False


def check_slack(
    slack: WebClient, surface: Surface, *, app_token: str, now: Callable[[], datetime]
) -> list[Check]:
    """The two tokens, what the bot may do, and whether our clock agrees with Slack's."""
    checks = [_tried("App token", lambda: _app_token(slack, app_token))]
    try:
        answer = slack.auth_test()
    except Exception as error:
        return [_failed("Bot token", error), *checks]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return [
        _bot_token(answer),
        *checks,
        _scopes(str(headers.get("x-oauth-scopes", "")), surface),
        *_clock(str(headers.get("date", "")), now()),
    ]


def check_database(is_current: Callable[[], bool]) -> Check:
    return _tried("Database", lambda: _database(is_current()))


def check_catalogue(catalogue: Catalogue | None) -> Check:
    if catalogue is None:
        advice = "None was applied yet. Run `tandem config apply desk.yaml`."
        return Check("Catalogue", False, advice)
    return Check("Catalogue", True, f"It has {contents(catalogue)}.")


def check_channels(catalogue: Catalogue, directory: Directory) -> list[Check]:
    """Whether the bot may post in every channel of the catalogue."""
    return [_tried(ref, partial(_channel, ref, directory)) for ref in catalogue.channels()]


def check_holidays(catalogue: Catalogue, *, now: datetime) -> list[Check]:
    """A warning where they are not known far enough ahead; nothing where nobody's count."""
    regions = catalogue.hours.regions
    today = now.astimezone(zoneinfo.ZoneInfo(catalogue.zone)).date()
    until = known_until(catalogue.roster.holidays, regions, today=today)
    if until is None:
        return []
    words = f"Those of {', '.join(regions)} are known up to {until:%d %b %Y}."
    if is_enough(until, today=today):
        return [Check("Holidays", True, words)]
    return [Check("Holidays", True, f"{words} {HOLIDAYS_END}", is_warning=True)]


def check_zones() -> Check:
    """Whether time zones come from the pinned package rather than from this machine."""
    ok = not zoneinfo.TZPATH
    advice = "" if ok else " Start Tandem by its own command: this machine's zones are in use."
    return Check("Time zones", ok, f"tzdata {version('tzdata')}.{advice}")


def _bot_token(answer: Any) -> Check:
    if not answer.get("bot_id"):
        words = "This token is a person's. Use the Bot User OAuth Token, which starts with xoxb-."
        return Check("Bot token", False, words)
    return Check("Bot token", True, f"Works in {answer['team']} as @{answer['user']}.")


def _app_token(slack: WebClient, app_token: str) -> Check:
    slack.apps_connections_open(app_token=app_token)
    return Check("App token", True, "Socket Mode takes it.")


def _scopes(header: str, surface: Surface) -> Check:
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    missing = {s: why for s, why in surface.scopes.items() if s not in granted}
    if missing:
        listed = ", ".join(f"{scope} ({why})" for scope, why in missing.items())
        return Check("Scopes", False, f"Missing: {listed}. {REINSTALL}")
    extra = sorted(granted - set(surface.scopes))
    more = f" Not needed: {', '.join(extra)}." if extra else ""
    return Check("Scopes", True, f"All {len(surface.scopes)} are granted.{more}")


def _clock(date: str, now: datetime) -> Iterator[Check]:
    """Nothing, where Slack does not say its time."""
    try:
        skew = (now - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError):
        return
    if abs(skew) <= MOST_SKEW_SECONDS:
        yield Check("Clock", True, "Agrees with Slack's.")
        return
    where = "ahead of" if skew > 0 else "behind"
    words = f"This machine is {abs(skew):.0f} s {where} Slack. Set its clock by NTP."
    yield Check("Clock", False, words)


def _database(is_current: bool) -> Check:
    words = "Reachable and up to date." if is_current else database_trouble.UPGRADE
    return Check("Database", is_current, words)


def _channel(ref: str, directory: Directory) -> Check:
    channel = directory.channel(ref)
    if channel is None:
        advice = "I cannot see it. Invite me there, or name another one in the catalogue."
        return Check(ref, False, advice)
    name = f"#{channel.name}"
    if channel.is_archived:
        return Check(name, False, "It is archived. Name another one in the catalogue.")
    if not channel.bot_is_member:
        return Check(name, False, f"I am not in it. Type `/invite @tandem` in {name}.")
    return Check(name, True, "Joined.")


def _tried(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:
        return _failed(name, error)


def _failed(name: str, error: Exception) -> Check:
    """A check that could not be made; errors of our own are let through."""
    words = slack_trouble.explained(error) or database_trouble.explained(error)
    if words is None:
        raise error
    return Check(name, False, words)


def is_well(checks: Sequence[Check]) -> bool:
    return all(check.ok for check in checks)
