"""Every scope is there for a call, a command or an event, and every one of those has its scopes."""

import ast
import re
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.scopes import SURFACE

PROJECT = Path(__file__).parents[2]
READ = {"channels:read", "groups:read"}
HISTORY = {"channels:history", "groups:history", "im:history", "mpim:history"}

BY_METHOD = {
    "apps.connections.open": set(),
    "auth.test": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": HISTORY,
    "conversations.info": READ,
    "conversations.list": {"channels:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": HISTORY,
    "usergroups.list": {"usergroups:read"},
    "users.conversations": READ,
    "users.info": {"users:read"},
    "users.lookupByEmail": {"users:read", "users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.update": set(),
}
BY_EVENT = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "reaction_added": {"reactions:read"},
    "subteam_members_changed": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "user_change": {"users:read"},
    "member_joined_channel": READ,
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
}


def methods_called():
    """Slack methods by name: from attributes (`chat_update`) and from texts ("users.info")."""
    known = {name: name.replace("_", ".", 1) for name in dir(WebClient) if "_" in name.strip("_")}
    known["apps_connections_open"] = "apps.connections.open"
    del known["api_call"]
    for path in [*PROJECT.glob("bot/**/*.py"), *PROJECT.glob("handlers/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in known and node.attr[0] != "_":
                yield known[node.attr]
            if isinstance(node, ast.Constant) and _is_method(node.value):
                yield node.value


def _is_method(value):
    families = "(users|conversations|chat|views|usergroups|reactions|files|pins)"
    return isinstance(value, str) and bool(re.fullmatch(rf"{families}\.[a-zA-Z.]+", value))


CALLED = sorted(set(methods_called()))


def test_the_search_for_calls_finds_them():
    assert {"chat.postMessage", "views.open", "users.lookupByEmail"} <= set(CALLED)


@pytest.mark.parametrize("method", CALLED)
def test_every_method_called_has_its_scopes(method):
    assert BY_METHOD[method] <= set(SURFACE.scopes)


@pytest.mark.parametrize("event", sorted(set(SURFACE.events)))
def test_every_event_has_its_scopes(event):
    assert BY_EVENT[event] <= set(SURFACE.scopes)


def test_no_scope_is_asked_for_without_a_use():
    uses = [BY_METHOD[m] for m in CALLED] + [BY_EVENT[e] for e in SURFACE.events]
    needed = set().union(*uses) | ({"commands"} if SURFACE.commands else set())

    assert set(SURFACE.scopes) == needed


def test_every_scope_says_what_it_is_for():
    assert all(len(why.split()) > 2 for why in SURFACE.scopes.values())
