"""Bare connections for the tests of delivery, and an app that remembers what it heard."""

import pytest

from tests.sandbox.bolt_socket import connect, hang_up
from tests.sandbox.conftest import app_of
from tests.sandbox.delivery.raw_line import Line, ticket

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

    def open_line(workspace=ws):
        lines.append(Line(ticket(workspace)))
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
        for kind in EVENTS:
            app.event(kind)(lambda body: bodies.append(body))
        connected.append((connect(app, workspace), workspace))
        return bodies

    yield listening
    for handler, workspace in connected:
        hang_up([handler], workspace)
