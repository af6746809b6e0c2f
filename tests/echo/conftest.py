"""The echo app in both languages, as a process of its own that knows only tokens and an address."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.client import Sandbox
from tests import nodes

HERE = Path(__file__).parent
MANIFEST = json.loads((HERE / "manifest.json").read_text())
SEED = {
    "team": {"name": "Acme", "domain": "acme"},
    "people": [
        {"name": "anna", "real_name": "Anna Berg"},
        {"name": "ben", "real_name": "Ben Ito"},
    ],
    "channels": [{"name": "marketing", "people": "all", "bot": True}],
}
STOP_SECONDS = 5


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox


@pytest.fixture(scope="module", params=["python", "node"])
def app_command(request):
    """How the echo app of this language is started."""
    if request.param == "python":
        return [sys.executable, str(HERE / "app.py")]
    return nodes.command(request.config)


@pytest.fixture(scope="module")
def ws(sandbox, app_command):
    """A workspace with the app at work in it, with Slack's limits on."""
    workspace = sandbox.workspace(seed=SEED, manifest=MANIFEST)
    process = subprocess.Popen(app_command, env=os.environ | _addresses(workspace))
    try:
        assert workspace.connected(1, timeout=20) == 1, "the echo app did not connect"
        yield workspace
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)
        workspace.close()


@pytest.fixture(scope="module")
def anna(ws):
    return ws.person("anna")


@pytest.fixture(scope="module")
def ben(ws):
    return ws.person("ben")


def _addresses(workspace):
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
    }
