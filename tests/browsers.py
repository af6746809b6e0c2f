"""A real browser for tests that need one; where there is none, they are named as not run."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "no Chromium on this machine"


def chromium():
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def add_option(parser):
    parser.addoption(
        "--browser-tests",
        choices=("auto", "required"),
        default="auto",
        help="auto: name them as not run where there is no Chromium; required: fail there",
    )


@pytest.fixture(scope="session")
def browser(request):
    """Chromium, started once."""
    path = chromium()
    if path is None and request.config.getoption("--browser-tests") == "required":
        pytest.fail(f"{MISSING}, and the browser tests are required")
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter):
    """Name every test that did not run, with the reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("not run")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"{report.nodeid}: {str(reason).removeprefix('Skipped: ')}")
