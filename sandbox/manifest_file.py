"""What is wrong with an app's manifest, as far as the sandbox reads it."""

from collections.abc import Iterator
from typing import Any

from sandbox.written import (
    FLAG,
    MAPPING,
    MAPPINGS,
    TEXT,
    TEXTS,
    Keys,
    repeated,
    sections,
    wrong,
)

Json = dict[str, Any]

TOP: Keys = {
    "_metadata": MAPPING,
    "display_information": MAPPING,
    "features": MAPPING,
    "oauth_config": MAPPING,
    "settings": MAPPING,
    "functions": MAPPING,
    "workflows": MAPPING,
    "datastores": MAPPING,
    "types": MAPPING,
    "outgoing_domains": TEXTS,
    "app_directory": MAPPING,
    "external_auth_providers": MAPPING,
}
READ: dict[tuple[str, ...], Keys] = {
    ("display_information",): {"name": TEXT},
    ("features",): {
        "app_home": MAPPING,
        "bot_user": MAPPING,
        "slash_commands": MAPPINGS,
        "shortcuts": MAPPINGS,
    },
    ("features", "app_home"): {
        "home_tab_enabled": FLAG,
        "messages_tab_enabled": FLAG,
        "messages_tab_read_only_enabled": FLAG,
    },
    ("features", "bot_user"): {"display_name": TEXT},
    ("oauth_config",): {"scopes": MAPPING},
    ("oauth_config", "scopes"): {"bot": TEXTS, "user": TEXTS},
    ("settings",): {
        "event_subscriptions": MAPPING,
        "interactivity": MAPPING,
        "socket_mode_enabled": FLAG,
    },
    ("settings", "event_subscriptions"): {"bot_events": TEXTS},
}
COMMAND: Keys = {"command": TEXT, "description": TEXT, "usage_hint": TEXT, "should_escape": FLAG}
SHORTCUT: Keys = {"name": TEXT, "type": TEXT, "callback_id": TEXT, "description": TEXT}


def problems(manifest: Json) -> list[str]:
    """A line for each mistake that would make the sandbox stumble, or do nothing."""
    shapes = [*wrong("The manifest", manifest, TOP), *_sections(manifest)]
    return shapes or [*_commands(manifest), *_shortcuts(manifest)]


def advice(manifest: Json) -> list[str]:
    """What is allowed, but will not work here as its author may think."""
    settings = manifest.get("settings") or {}
    scopes = (manifest.get("oauth_config") or {}).get("scopes") or {}
    found = []
    if not settings.get("socket_mode_enabled"):
        found.append("The manifest does not turn Socket Mode on; here nothing else is built.")
    if scopes.get("user"):
        found.append("The manifest asks for user scopes; here there is no user token.")
    if not scopes.get("bot"):
        found.append("The manifest grants no bot scopes: most calls will miss theirs.")
    return found


def _sections(manifest: Json) -> Iterator[str]:
    """Only what the sandbox reads is looked at; Slack knows more keys."""
    for path, known in READ.items():
        section = _at(manifest, path)
        read = {key: value for key, value in section.items() if key in known}
        yield from wrong(".".join(path), read, known)


def _commands(manifest: Json) -> Iterator[str]:
    features = _at(manifest, ("features",))
    for place, each in sections(features, "slash_commands", name="command"):
        read = {key: value for key, value in each.items() if key in COMMAND}
        yield from wrong(place, read, COMMAND, "command", "description")
        if TEXT.fits(each.get("command")) and not each["command"].startswith("/"):
            yield f"{place}: A command begins with a slash."
    yield from _repeated(features, "slash_commands", "command")


def _shortcuts(manifest: Json) -> Iterator[str]:
    features = _at(manifest, ("features",))
    for place, each in sections(features, "shortcuts", name="name"):
        yield from wrong(place, each, SHORTCUT, "name", "type", "callback_id")
        if each.get("type") not in ("global", "message", None):
            yield f"{place}: `type` should be global or message."
    yield from _repeated(features, "shortcuts", "callback_id")


def _repeated(features: Json, key: str, name: str) -> Iterator[str]:
    values = [each.get(name) for _, each in sections(features, key, name=name)]
    yield from repeated(key, [each for each in values if isinstance(each, str)])


def _at(manifest: Json, path: tuple[str, ...]) -> Json:
    found: Any = manifest
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
