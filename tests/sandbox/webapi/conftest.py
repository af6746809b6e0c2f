"""Workspaces whose app may do everything."""

import copy

import pytest

from tests.sandbox.conftest import client_of
from tests.sandbox.specs import MANIFEST, SEED

EVERY_SCOPE = [
    *("app_mentions:read", "commands", "reactions:read", "reactions:write"),
    *("channels:history", "channels:join", "channels:manage", "channels:read"),
    *("groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write"),
    *("mpim:history", "mpim:read", "mpim:write", "chat:write", "files:read", "files:write"),
    *("usergroups:read", "users.profile:read", "users:read", "users:read.email"),
]
EVENTS = [
    *("message.channels", "message.groups", "message.im", "message.mpim", "file_shared"),
    *("file_deleted", "user_change", "user_status_changed", "reaction_added", "reaction_removed"),
    *("member_joined_channel", "app_mention", "subteam_updated", "subteam_members_changed"),
]


def manifest(*, scopes=EVERY_SCOPE, events=EVENTS, **features):
    """A manifest with these scopes, events and features."""
    made = copy.deepcopy(MANIFEST)
    made["oauth_config"]["scopes"]["bot"] = list(scopes)
    made["settings"]["event_subscriptions"]["bot_events"] = list(events)
    made["features"] |= features
    return made


@pytest.fixture
def ws(sandbox):
    workspace = sandbox.workspace(seed=SEED, manifest=manifest(), rate_limits=False)
    yield workspace
    workspace.close()


@pytest.fixture
def client(ws):
    return client_of(ws)


@pytest.fixture
def app_with(sandbox):
    """Makes the client of an app with another manifest; `app_with(scopes=…)`."""
    made = []

    def app_with(*, seed=SEED, rate_limits=False, **spec):
        workspace = sandbox.workspace(seed=seed, manifest=manifest(**spec), rate_limits=rate_limits)
        made.append(workspace)
        return client_of(workspace)

    yield app_with
    for each in made:
        each.close()
