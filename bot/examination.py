"""Everything that `tandem doctor` looks at, in one go: what cannot be looked at is said too."""

from collections.abc import Iterator
from functools import partial

import workflows.catalogue
from bot.clock import utc_now
from bot.directory import SlackDirectory
from bot.doctor import (
    Check,
    check_catalogue,
    check_channels,
    check_database,
    check_holidays,
    check_slack,
    check_zones,
)
from bot.office import open_office
from bot.scopes import SURFACE
from bot.settings import DatabaseSettings, Settings, SettingsProblem, load_part, load_settings
from bot.slack_client import KeptAliveClient
from storage import migrate


def examine() -> list[Check]:
    try:
        settings = load_settings()
    except SettingsProblem as error:
        return [*_unset(error), *_database(), check_zones()]
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    tokens = check_slack(slack, SURFACE, app_token=settings.slack_app_token, now=utc_now)
    slack.close()
    database = list(_database())
    checks = [*tokens, *database]
    if tokens[0].ok and database[0].ok:
        checks += _catalogue(settings)
    return [*checks, check_zones()]


def _unset(error: SettingsProblem) -> Iterator[Check]:
    for name, words in error.problems:
        if name != "DATABASE_URL":
            yield Check(name, False, words)


def _database() -> Iterator[Check]:
    try:
        url = load_part(DatabaseSettings).database_url
    except SettingsProblem as error:
        yield from (Check(n, False, words) for n, words in error.problems if n == "DATABASE_URL")
        return
    yield check_database(partial(migrate.is_current, url))


def _catalogue(settings: Settings) -> list[Check]:
    with open_office(settings) as at:
        catalogue = at.desk.catalogue() if workflows.catalogue.refresh(at.desk) else None
        if catalogue is None:
            return [check_catalogue(None)]
        channels = check_channels(catalogue, SlackDirectory(at.slack))
        holidays = check_holidays(catalogue, now=at.desk.clock())
        return [check_catalogue(catalogue), *holidays, *channels]
