"""Node for the tests of tests/node; where it is missing, they are named as not run."""

import shutil
from pathlib import Path

import pytest

HOME = Path(__file__).with_name("node")


def add_option(parser):
    parser.addoption(
        "--node-tests",
        choices=("auto", "required"),
        default="auto",
        help="auto: name them as not run where Node is missing; required: fail there",
    )


def command(config):
    """How the echo app in Node is started; the test is skipped, or fails, where it cannot be."""
    lacking = _lacking()
    if lacking and config.getoption("--node-tests") == "required":
        pytest.fail(f"{lacking}, and the tests in Node are required")
    if lacking:
        pytest.skip(lacking)
    return ["node", str(HOME / "app.js")]


def _lacking():
    if not shutil.which("node"):
        return "no Node on this machine"
    if not (HOME / "node_modules" / "@slack" / "bolt").exists():
        return "no packages of Node (npm ci --prefix tests/node)"
    return None
