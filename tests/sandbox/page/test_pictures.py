"""A Home tab as people see it, on a phone and on a wide screen, in the light and in the dark.

`TANDEM_SCREENSHOTS=docs/images make test ARGS="-k pictures"` makes the pictures anew.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.sandbox.page.conftest import Opening

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("TANDEM_SCREENSHOTS")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1600, 360])
def test_pictures_of_a_home(window: Opening, app: None, width: int, scheme: str) -> None:
    page = window(width=width, scheme=scheme, channel="D0ANNA", tab="home")
    page.set_viewport_size({"width": width, "height": 740})
    expect(page.get_by_test_id("home")).to_contain_text("Two orders wait for you")
    expect(page.get_by_test_id("chart").first).to_be_visible()

    sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")

    assert sizes[0] <= sizes[1]
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"home-{width}-{scheme}.png")
