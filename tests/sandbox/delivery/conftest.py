"""Bare connections for the tests of delivery, and an app that remembers what it heard."""

import copy

import pytest

from tests.sandbox.bolt_socket import connect, hang_up
from tests.sandbox.conftest import app_of, client_of
from tests.sandbox.delivery.follower import Follower
from tests.sandbox.delivery.raw_line import Line, ticket
from tests.sandbox.specs import MANIFEST, SEED

EVENTS = (
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_deleted",
    "channel_rename",
    "channel_unarchive",
    "file_shared",
    "group_rename",
    "link_shared",
    "member_joined_channel",
    "member_left_channel",
    "message",
    "reaction_added",
    "reaction_removed",
    "user_change",
)


@pytest.fixture
def open_line(ws):
    """Opens bare connections to the workspace; all are closed at the end."""
    lines = []

    def open_line(url=None):
        lines.append(Line(url or ticket(ws)))
        return lines[-1]

    yield open_line
    for each in lines:
        each.close()


@pytest.fixture
def listening():
    """Makes a Bolt app listen to every event of a workspace: the bodies that it heard."""
    connected = []

    def listening(workspace):
        app, bodies = app_of(workspace), []

        def remember(body):
            bodies.append(body)

        for kind in EVENTS:
            app.event(kind)(remember)
        connected.append((connect(app, workspace), workspace))
        return bodies

    yield listening
    for handler, workspace in connected:
        hang_up([handler], workspace)


@pytest.fixture
def open_app(sandbox):
    """A workspace with a connected app: workspace, app and client, by a manifest of its own."""
    connected = []

    def open_app(*, interactivity=True, **features):
        manifest = copy.deepcopy(MANIFEST)
        manifest["settings"]["interactivity"]["is_enabled"] = interactivity
        manifest["features"] |= features
        workspace = sandbox.workspace(seed=SEED, manifest=manifest, rate_limits=False)
        app = app_of(workspace)
        connected.append((connect(app, workspace), workspace))
        return workspace, app, client_of(workspace)

    yield open_app
    for handler, workspace in connected:
        hang_up([handler], workspace)
        workspace.close()


@pytest.fixture
def follow(ws):
    """Starts bare apps that ack everything and come again."""
    followers = []

    def follow(*, times=1):
        followers.extend(Follower(ws) for _ in range(times))
        ws.connected(times)
        return followers[-1]

    yield follow
    ws.clear_faults()
    for each in followers:
        each.stop()


@pytest.fixture
def client_for():
    return client_of
