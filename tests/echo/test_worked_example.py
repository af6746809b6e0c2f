"""The example in docs/sandbox.md, run as it stands there, with `tandem sandbox` and its exports."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.client import Sandbox
from sandbox.rules import RULES
from tests.sandbox.bolt_socket import eventually

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text()
FILES = r"`([a-z]+\.(?:yaml|py))` [^\n]*:\n\n```\w+\n(.*?)```"
STOP_SECONDS = 5


@pytest.fixture
def folder(tmp_path):
    """The files of the example."""
    for name, text in re.findall(FILES, PAGE, flags=re.DOTALL):
        (tmp_path / name).write_text(text)
    return tmp_path


@contextmanager
def running(*command, folder, **env):
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | env,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=STOP_SECONDS)


def exports(process):
    """What `tandem sandbox` says to export."""
    said = {}
    while "SLACK_API_URL" not in said:
        line = process.stdout.readline()
        assert line, "the sandbox did not start"
        said |= dict(re.findall(r"export (\w+)=(\S+)", line))
    return said


@pytest.mark.contract("16.20")
def test_the_worked_example_works(folder):
    files = ("--manifest", "manifest.yaml", "--workspace", "workspace.yaml")
    tandem = ("-c", "from bot.cli import main; main()", "sandbox", "--port", "0", *files)

    with running(*tandem, folder=folder) as alone, running_at(exports(alone), folder) as ws:
        anna = ws.person("anna")
        anna.say("@echo are you there?", channel="general")
        answer = anna.command("/echo", "hello", channel="general")
        ws.wait_for(lambda entries: len(entries) == 3, timeout=10)
        assert ws.refusals() == []
        anna.command("/echo", "psst", channel="leads")
        [refusal] = eventually(ws.refusals)

    assert answer.text == "You said: hello"
    assert (refusal["method"], refusal["error"]) == ("chat.postMessage", "channel_not_found")


@contextmanager
def running_at(given, folder):
    """The app at work, in the workspace of these addresses."""
    base_url = given["SLACK_API_URL"].removesuffix("/api/")
    with Sandbox.at(base_url) as sandbox, running("app.py", folder=folder, **given):
        workspace = sandbox.existing("T0001")
        assert workspace.connected(1, timeout=20) == 1
        yield workspace


def test_the_rules_that_are_named_exist():
    named = re.search(r"SANDBOX_RULES_OFF=(\S+)", PAGE)[1].split(",")

    assert set(named) <= RULES.keys()
