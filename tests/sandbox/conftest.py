"""Workspaces, people and real Bolt apps for the sandbox's own tests."""

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.client import Sandbox
from tests.sandbox import bolt_socket
from tests.sandbox.specs import MANIFEST, SEED


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox


@pytest.fixture
def ws(sandbox):
    """A workspace of its own; rate limits are off unless a test makes its own."""
    workspace = sandbox.workspace(seed=SEED, manifest=MANIFEST, rate_limits=False)
    yield workspace
    workspace.close()


@pytest.fixture
def client(ws):
    return client_of(ws)


@pytest.fixture
def fault_plan(ws):
    """Begins a seeded plan of faults, which prints its seed and ends with the test."""
    yield ws.fault_plan
    ws.clear_faults()


@pytest.fixture
def bolt(ws):
    """The real Bolt app; `connect()` it after its listeners are registered."""
    connected = []
    app = app_of(ws)

    def connect(*, times=1, ping_interval=10):
        for _ in range(times):
            connected.append(bolt_socket.connect(app, ws, ping_interval=ping_interval))
        return app

    app.connect = connect
    yield app
    bolt_socket.hang_up(connected, ws)


@pytest.fixture
def anna(ws):
    return ws.person("anna")


@pytest.fixture
def ben(ws):
    return ws.person("ben")


def client_of(workspace):
    """A client that tries once, as the posting client does."""
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


def app_of(workspace):
    """A Bolt app that also hears what it did itself."""
    return App(
        name="tests",
        client=client_of(workspace),
        signing_secret="x",
        token_verification_enabled=False,
        ignoring_self_events_enabled=False,
    )
