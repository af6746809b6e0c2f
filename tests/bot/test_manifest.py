import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from bot import scopes
from bot.manifest import manifest
from bot.setting_rules import LONGEST_PREFIX
from handlers.surface import Command, Shortcut, Surface

PROJECT = Path(__file__).parents[2]
SCHEMA = PROJECT.parent / "shared/slack-samples/manifest/manifest.schema.2.0.0.json"

REQUEST = Command(name="/request", description="Ask for something", usage_hint="[words | mine]")
PLAIN = Command(name="/digest", description="This week, for you", usage_hint="")
ANYWHERE = Shortcut(callback_id="file", name="File it", description="Opens the form")
ON_MESSAGE = Shortcut(
    callback_id="turn", name="Turn it", description="Makes it one", is_on_message=True
)
SURFACE = Surface(
    commands=(REQUEST, PLAIN),
    shortcuts=(ANYWHERE, ON_MESSAGE),
    events=("message.im", "app_home_opened"),
    scopes={"commands": "to be asked", "chat:write": "to post cards"},
)


@pytest.fixture(scope="module")
def schema():
    if not SCHEMA.exists():
        pytest.skip(f"Slack's manifest schema is not at {SCHEMA}")
    return Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "surface", [scopes.SURFACE, SURFACE, Surface()], ids=["ours", "full", "none"]
)
def test_the_manifest_is_what_slacks_schema_asks_for(schema, surface):
    assert [e.message for e in schema.iter_errors(manifest(surface))] == []


def test_the_schema_would_notice_a_command_without_its_slash(schema):
    broken = manifest(SURFACE)
    broken["features"]["slash_commands"][0]["command"] = "request"

    assert list(schema.iter_errors(broken))


def test_the_manifest_names_exactly_what_the_code_uses():
    made = manifest(SURFACE)

    commands = made["features"]["slash_commands"]
    assert [c["command"] for c in commands] == ["/request", "/digest"]
    assert commands[0]["usage_hint"] == "[words | mine]"
    assert "usage_hint" not in commands[1]
    assert made["oauth_config"]["scopes"]["bot"] == ["chat:write", "commands"]
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_home_opened", "message.im"]


def test_the_manifest_names_the_shortcuts_and_where_each_is_found():
    [anywhere, on_message] = manifest(SURFACE)["features"]["shortcuts"]

    assert (anywhere["callback_id"], anywhere["type"]) == ("file", "global")
    assert (on_message["callback_id"], on_message["type"]) == ("turn", "message")
    assert "shortcuts" not in manifest(Surface())["features"]


def test_a_prefix_stands_before_every_command():
    made = manifest(SURFACE, "mt-")

    commands = [c["command"] for c in made["features"]["slash_commands"]]
    assert commands == ["/mt-request", "/mt-digest"]


def test_the_longest_prefix_leaves_room_for_our_commands(schema):
    assert not list(schema.iter_errors(manifest(scopes.SURFACE, "x" * LONGEST_PREFIX)))


def test_the_app_works_over_a_socket_with_buttons_and_messages():
    made = manifest(SURFACE)

    assert made["settings"]["socket_mode_enabled"]
    assert made["settings"]["interactivity"]["is_enabled"]
    assert made["features"]["app_home"]["messages_tab_enabled"]
    assert not made["features"]["app_home"]["messages_tab_read_only_enabled"]
