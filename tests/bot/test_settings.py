import os
from pathlib import Path

import pytest

from bot.setting_rules import LEVELS
from bot.settings import (
    DatabaseSettings,
    Settings,
    SettingsProblem,
    SlackSettings,
    load_part,
    load_settings,
)

BOT = "xoxb-123-456-abcDEF"
APP = "xapp-1-A1-2-abcdef"
TOKENS = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("SLACK_", "DATABASE_", "COMMAND_", "LOG_", "CLOCK_", "TICK_")):
            monkeypatch.delenv(name)


@pytest.fixture
def env(tmp_path):
    """Writes an .env file and says where it is."""

    def write(**values):
        path = tmp_path / ".env"
        path.write_text("".join(f"{k}={v}\n" for k, v in values.items()), encoding="utf-8")
        return path

    return write


def problems(path, kind=None):
    with pytest.raises(SettingsProblem) as caught:
        load_part(kind, path) if kind else load_settings(path)
    return dict(caught.value.problems)


def test_two_tokens_are_enough(env):
    settings = load_settings(env(**TOKENS))

    assert (settings.slack_bot_token, settings.slack_app_token) == (BOT, APP)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///tandem.db"
    assert settings.command_prefix == ""
    assert settings.clock_offset_url is None
    assert (settings.listeners, settings.lazy_workers, settings.relay_workers) == (4, 30, 12)
    assert (settings.tick_seconds, settings.log_level) == (15, "INFO")


@pytest.mark.parametrize(
    ("given", "listeners"),
    [
        ({"DATABASE_URL": "postgresql://desk@localhost/desk"}, 10),
        ({"LISTENER_WORKERS": "7"}, 7),
    ],
)
def test_there_are_more_listeners_where_they_need_not_take_turns(env, given, listeners):
    assert load_settings(env(**TOKENS, **given)).listeners == listeners


def test_the_environment_wins_over_the_file(env, monkeypatch):
    monkeypatch.setenv("COMMAND_PREFIX", "mt-")

    settings = load_settings(env(**TOKENS, COMMAND_PREFIX="x-"))

    assert settings.command_prefix == "mt-"


def test_a_missing_file_is_no_problem_when_the_environment_has_the_tokens(tmp_path, monkeypatch):
    for name, value in TOKENS.items():
        monkeypatch.setenv(name, value)

    settings = load_settings(tmp_path / "none")

    assert settings.slack_bot_token == BOT


def test_everything_wrong_is_named_at_once(env):
    found = problems(env(LOG_LEVEL="loud", LAZY_WORKERS="0", TICK_SECONDS="soon", DATABASE_URL="x"))

    assert set(found) == {
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "LOG_LEVEL",
        "LAZY_WORKERS",
        "TICK_SECONDS",
        "DATABASE_URL",
    }
    assert "OAuth & Permissions" in found["SLACK_BOT_TOKEN"]
    assert "connections:write" in found["SLACK_APP_TOKEN"]
    assert all(level in found["LOG_LEVEL"] for level in LEVELS)


def test_a_setting_left_empty_counts_as_not_set(env):
    found = problems(env(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN=APP))

    assert found["SLACK_BOT_TOKEN"].startswith("It is not set.")


def test_a_misspelt_name_is_pointed_out(env):
    found = problems(env(SLACK_BOT_TOKN=BOT, SLACK_APP_TOKEN=APP))

    assert "There is a SLACK_BOT_TOKN" in found["SLACK_BOT_TOKEN"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (APP, "belongs in SLACK_APP_TOKEN"),
        ("xoxp-1-secretive", "a person's token"),
        ("xoxe.xoxb-1-secretive", "rotating"),
        ("secretive", "starts with xoxb-"),
        ("xoxb-...", "Copy it again"),
        ("xoxb-secretive here", "Copy it again"),
    ],
)
def test_a_wrong_bot_token_is_explained_and_never_shown(env, value, words):
    found = problems(env(SLACK_BOT_TOKEN=value, SLACK_APP_TOKEN=APP))

    assert words in found["SLACK_BOT_TOKEN"]
    assert "secretive" not in str(found)
    assert APP not in str(found)


def test_mixed_up_tokens_are_both_named(env):
    found = problems(env(SLACK_BOT_TOKEN=APP, SLACK_APP_TOKEN=BOT))

    assert "belongs in SLACK_APP_TOKEN" in found["SLACK_BOT_TOKEN"]
    assert "belongs in SLACK_BOT_TOKEN" in found["SLACK_APP_TOKEN"]


def test_quotes_that_reached_the_value_are_pointed_out(env, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", f'"{BOT}"')

    found = problems(env(SLACK_APP_TOKEN=APP))

    assert "Take the quotes away" in found["SLACK_BOT_TOKEN"]


def test_settings_never_show_what_is_secret(env):
    path = env(**TOKENS, DATABASE_URL="postgresql://me:hunter2@db/desk")

    shown = repr(load_settings(path)) + str(load_settings(path))

    assert not any(secret in shown for secret in (BOT, APP, "hunter2"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h:5433/d", "postgresql+psycopg://u:p@h:5433/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@/d?host=/tmp/pg", "postgresql+psycopg://u@/d?host=/tmp/pg"),
        ("sqlite:///here.db", "sqlite:///here.db"),
        ("sqlite:////var/there.db", "sqlite:////var/there.db"),
    ],
)
def test_a_database_url_reaches_our_driver(env, written, read):
    assert load_part(DatabaseSettings, env(DATABASE_URL=written)).database_url == read


@pytest.mark.parametrize(
    "written",
    [
        "mysql://u:hunter2@h/d",
        "postgresql://u:hunter2@h",
        "postgresql://u:hunter2@h:99999/d",
        "postgresql+psycopg2://u:hunter2@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://tandem.db",
        "tandem.db",
    ],
)
def test_a_database_that_cannot_be_used_is_refused_without_its_password(env, written):
    found = problems(env(DATABASE_URL=written), DatabaseSettings)

    assert "sqlite:///tandem.db" in found["DATABASE_URL"] or "5432" in found["DATABASE_URL"]
    assert "hunter2" not in str(found)


def test_a_part_asks_for_no_more_than_it_needs(env):
    path = env(SLACK_BOT_TOKEN=BOT, LAZY_WORKERS="many")

    settings = load_part(SlackSettings, path)

    assert settings.slack_bot_token == BOT


@pytest.mark.parametrize("url", ["https://slack-gov.com/api", "https://slack-gov.com/api/"])
def test_slacks_address_ends_with_a_slash(env, url):
    settings = load_settings(env(**TOKENS, SLACK_API_URL=url))

    assert settings.slack_api_url == "https://slack-gov.com/api/"


@pytest.mark.parametrize(
    "url", ["slack.com", "https://slack.com", "ftp://slack.com/api/", "http://:x/"]
)
def test_half_an_address_is_refused(env, url):
    assert "https://slack.com/api/" in problems(env(**TOKENS, SLACK_API_URL=url))["SLACK_API_URL"]


@pytest.mark.parametrize("prefix", ["/mt-", "MT-", "m t", "a" * 21, "ä"])
def test_a_prefix_that_slack_would_refuse_is_refused(env, prefix):
    assert "COMMAND_PREFIX" in problems(env(**TOKENS, COMMAND_PREFIX=prefix))


def test_a_file_that_is_not_text_is_named(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe")

    assert "UTF-8" in problems(path)[str(path)]


def test_the_example_file_names_every_setting_but_the_demos_clock():
    text = Path(__file__).parents[2].joinpath(".env.example").read_text(encoding="utf-8")

    for name in Settings.model_fields:
        assert (f"{name.upper()}=" in text) is (name != "clock_offset_url"), name
