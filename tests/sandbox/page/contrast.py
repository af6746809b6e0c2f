"""How well the words on the page can be read: WCAG contrast of every text that is visible."""

from pathlib import Path

from playwright.sync_api import Page

LEAST = 4.5
MEASURE = Path(__file__).with_name("contrast.js").read_text()


def hard_to_read(page: Page) -> list[str]:
    """Every visible text with too little contrast; AssertionError where there is no text."""
    page.wait_for_function("document.getAnimations().every((each) => each.playState !== 'running')")
    found = page.evaluate(MEASURE, LEAST)
    assert found["count"] > 10
    return list(found["poor"])
