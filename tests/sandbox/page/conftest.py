"""A workspace with the kitchen app in it, and windows of its people."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from slack_sdk import WebClient

from sandbox.client import Sandbox, Workspace
from tests.browsers import Windows
from tests.sandbox import bolt_socket
from tests.sandbox.page import kitchen_app

PEOPLE = [("anna", "Anna Berg"), ("ben", "Ben Cole"), ("carla", "Carla Diaz")]
SEED = {
    "team": {"name": "Northwind", "domain": "northwind"},
    "clock": "2026-11-20T14:05:00+00:00",
    "people": [{"name": n, "real_name": full, "tz": "Europe/Berlin"} for n, full in PEOPLE],
    "channels": [
        {"name": "desk", "people": "all", "bot": True},
        {"name": "web", "people": "all"},
        {"name": "leads", "people": ["anna"], "is_private": True, "bot": True},
    ],
    "messages": [{"channel": "desk", "person": "ben", "text": "Morning", "ago_minutes": 60}],
}

Opening = Callable[..., Page]


@pytest.fixture
def ws(sandbox: Sandbox) -> Iterator[Workspace]:
    workspace = sandbox.workspace(seed=SEED, manifest=kitchen_app.MANIFEST, rate_limits=False)
    yield workspace
    workspace.close()


@pytest.fixture
def app(ws: Workspace, client: WebClient) -> Iterator[None]:
    handler = bolt_socket.connect(kitchen_app.made(client), ws)
    yield
    bolt_socket.hang_up([handler], ws)


@pytest.fixture
def window(ws: Workspace, windows: Windows) -> Opening:
    """Opens a person's window: `window("ben", channel="web", width=360, scheme="dark")`."""

    def opened(
        name: str = "anna", *, width: int = 1280, scheme: str = "light", **place: str
    ) -> Page:
        height = 800 if width > 500 else 740
        query = "&".join(f"{k}={v}" for k, v in {"as": name, "channel": "desk", **place}.items())
        return windows.open(f"{ws.page}?{query}", width=width, height=height, scheme=scheme)

    return opened


@pytest.fixture
def page(window: Opening) -> Page:
    """Anna's window, in #desk."""
    return window()
