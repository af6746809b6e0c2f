"""A real browser for tests that need one; where there is none, they are named as not run."""

import shutil

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
UNWANTED = (
    "PreloadTopChromeWebUI",  # a process for each window
    "SpareRendererForSitePerProcess",  # and one for the next page
    # Playwright's own, as Chromium heeds only the last such list
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
)
QUIET = [
    f"--disable-features={','.join(UNWANTED)}",
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


class Windows:
    """Windows of a browser, emptied and used again: opening one costs more than most tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[Page]] = {}
        self._used: list[tuple[str, Page]] = []

    def open(
        self,
        url: str,
        *,
        width: int = 1280,
        height: int = 720,
        scheme: str = "light",
        locale: str = "en-GB",
        timeout: float = 5000,
    ) -> Page:
        """A window that shows our page, and remembers nothing of what others did in it."""
        page = self._taken(locale)
        page.set_default_timeout(timeout)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(url)
        page.wait_for_selector("html[data-ready]")
        return page

    def empty(self) -> None:
        """Take all back. One that cannot be emptied is not used again."""
        while self._used:
            locale, page = self._used.pop()
            page.evaluate("() => { sessionStorage.clear(); localStorage.clear() }")
            page.context.clear_cookies()
            page.mouse.move(-1, -1)
            page.goto("about:blank")
            self._idle.setdefault(locale, []).append(page)

    def _taken(self, locale: str) -> Page:
        idle = self._idle.get(locale)
        page = idle.pop() if idle else self._browser.new_context(locale=locale).new_page()
        self._used.append((locale, page))
        return page


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


@pytest.fixture(scope="session")
def every_window(browser):
    return Windows(browser)


@pytest.fixture
def windows(every_window):
    """Opens windows, each for one test."""
    yield every_window
    every_window.empty()


def pytest_terminal_summary(terminalreporter):
    """Name every test that did not run, with the reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("not run")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"{report.nodeid}: {str(reason).removeprefix('Skipped: ')}")
