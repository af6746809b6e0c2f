"""The app's manifest: what Slack is told about us, made from what the code really uses."""

import json
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from bot.setting_rules import command_prefix
from bot.settings import PrefixSettings, SettingsProblem, load_part
from handlers.surface import Command, Shortcut, Surface, prefixed

Manifest = dict[str, Any]

ABOUT = "Keeps Marketing and IT in step: requests, approvals, check-ins and digests."
LONG_ABOUT = (
    "Tandem turns what marketing needs from IT into tickets with one accountable owner. IT "
    "approves by buttons, both sides see whose move it is, joint check-ins prepare themselves, and "
    "a weekly digest appears in the channels that both sides share. Tandem reads only channels "
    "that it was invited to."
)


def manifest(surface: Surface, prefix: str = "") -> Manifest:
    """The manifest for Socket Mode, in the form of Slack's schema, version 2."""
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": "Tandem",
            "description": ABOUT,
            "long_description": LONG_ABOUT,
            "background_color": "#1f4e5f",
        },
        "features": _features(surface, prefix),
        "oauth_config": {"scopes": {"bot": sorted(surface.scopes)}},
        "settings": _settings(surface),
    }


def _features(surface: Surface, prefix: str) -> Manifest:
    features: Manifest = {
        "app_home": {
            "home_tab_enabled": surface.has_home,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "tandem", "always_online": True},
    }
    if surface.commands:
        features["slash_commands"] = [_command(c, prefix) for c in surface.commands]
    if surface.shortcuts:
        features["shortcuts"] = [_shortcut(s) for s in surface.shortcuts]
    return features


def _command(command: Command, prefix: str) -> Manifest:
    hint = {"usage_hint": command.usage_hint} if command.usage_hint else {}
    return {
        "command": prefixed(command.name, prefix),
        "description": command.description,
        **hint,
        "should_escape": False,
    }


def _shortcut(shortcut: Shortcut) -> Manifest:
    return {
        "name": shortcut.name,
        "type": "message" if shortcut.is_on_message else "global",
        "callback_id": shortcut.callback_id,
        "description": shortcut.description,
    }


def _settings(surface: Surface) -> Manifest:
    events = {"event_subscriptions": {"bot_events": sorted(set(surface.events))}}
    return {
        **(events if surface.events else {}),
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": True,
        "token_rotation_enabled": False,
    }


def printed(made: Manifest, *, as_yaml: bool) -> str:
    if not as_yaml:
        return json.dumps(made, indent=2)
    text = StringIO()
    YAML().dump(made, text)
    return text.getvalue().rstrip()


def usable_prefix(wished: str | None) -> str:
    """The prefix wished for, else the one that is set. Raises SettingsProblem."""
    if wished is None:
        return load_part(PrefixSettings).command_prefix
    try:
        return command_prefix(wished)
    except ValueError as error:
        raise SettingsProblem([("--prefix", str(error))]) from None
