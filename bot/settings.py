"""Settings: what the environment and `.env` say, checked all at once and never shown."""

from collections.abc import Mapping
from difflib import get_close_matches
from os import environ
from pathlib import Path
from typing import Annotated, Any, TypeVar

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import setting_rules as rules
from bot.setting_rules import SettingsProblem

__all__ = [
    "DatabaseSettings",
    "PrefixSettings",
    "Settings",
    "SettingsProblem",
    "SlackSettings",
    "load_part",
    "load_settings",
]

LISTENERS_IN_TURN, LISTENERS = 4, 10

Words = Annotated[str, BeforeValidator(rules.stripped)]
Workers = Annotated[int, BeforeValidator(rules.workers)]


class PrefixSettings(BaseSettings):
    """What a command needs that only names our commands."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    command_prefix: Annotated[Words, AfterValidator(rules.command_prefix)] = ""


class DatabaseSettings(PrefixSettings):
    """What a command needs that only opens the database."""

    database_url: Annotated[Words, AfterValidator(rules.database_url)] = Field(
        default="sqlite:///tandem.db", repr=False
    )
    log_level: Annotated[Words, AfterValidator(rules.level)] = "INFO"


class SlackSettings(DatabaseSettings):
    """What a command needs that also asks Slack."""

    slack_bot_token: Annotated[Words, AfterValidator(rules.bot_token)] = Field(
        repr=False,
        description="Copy the Bot User OAuth Token from your app's page at api.slack.com/apps, "
        "under OAuth & Permissions. It starts with xoxb-.",
    )
    slack_api_url: Annotated[Words, AfterValidator(rules.api_url)] = "https://slack.com/api/"


class Settings(SlackSettings):
    """What the running bot needs."""

    slack_app_token: Annotated[Words, AfterValidator(rules.app_token)] = Field(
        repr=False,
        description="Generate an App-Level Token with the scope connections:write on your app's "
        "page at api.slack.com/apps, under Basic Information. It starts with xapp-.",
    )
    listener_workers: Workers | None = None
    lazy_workers: Workers = 30
    relay_workers: Workers = 12
    tick_seconds: Annotated[float, BeforeValidator(rules.seconds)] = 15.0
    clock_offset_url: Annotated[Words, AfterValidator(rules.offset_url)] | None = None

    @property
    def listeners(self) -> int:
        """How many gestures are handled at once: few where they commit one after the other anyway,
        as the last of many is then acked sooner.
        """
        few = self.database_url.startswith("sqlite")
        return self.listener_workers or (LISTENERS_IN_TURN if few else LISTENERS)


Part = TypeVar("Part", bound=PrefixSettings)

ENV_FILE = Path(".env")


def load_settings(env_file: Path = ENV_FILE) -> Settings:
    """Read every setting; the environment wins over the file. Raises SettingsProblem."""
    return load_part(Settings, env_file)


def load_part(kind: type[Part], env_file: Path = ENV_FILE) -> Part:
    """Read what one kind of command needs and no more. Raises SettingsProblem."""
    try:
        return kind(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings' own argument
    except ValidationError as error:
        # Raised anew so that no traceback chains to pydantic's copy of what was set.
        problems = [_problem(kind, dict(e), env_file) for e in error.errors(include_input=False)]
    except UnicodeDecodeError:
        problems = [(str(env_file), "This file is not UTF-8 text. Save it as UTF-8.")]
    except PermissionError:
        problems = [(str(env_file), "This file may not be read. Give yourself permission.")]
    raise SettingsProblem(problems)


def _problem(
    kind: type[PrefixSettings], error: Mapping[str, Any], env_file: Path
) -> tuple[str, str]:
    field = str(error["loc"][0])
    if error["type"] == "missing":
        advice = kind.model_fields[field].description
        return field.upper(), f"It is not set. {_misspelt(field.upper(), env_file)}{advice}"
    return field.upper(), str(error["ctx"]["error"])


def _misspelt(name: str, env_file: Path) -> str:
    """Say which name that is set was probably meant for this one."""
    known = {f.upper() for f in Settings.model_fields}
    there = {*environ, *dotenv_values(env_file)} - known
    close = get_close_matches(name, sorted(there), n=1, cutoff=0.8)
    return f"There is a {close[0]}: was {name} meant? " if close else ""
