"""What hands do at the page, again and again."""

from playwright.sync_api import Locator, Page, expect


def say(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def message(page: Page, words: str) -> Locator:
    found = page.get_by_test_id("message").filter(has_text=words).last
    expect(found).to_be_visible()
    return found


def more(message: Locator) -> Locator:
    """The menu of a message, opened."""
    message.hover()
    message.locator(".tools").get_by_label("More actions").click()
    return message.locator(".tools .sheet")


def order_form(page: Page) -> Locator:
    say(page, "/order")
    form = page.get_by_test_id("modal")
    expect(form).to_be_visible()
    return form


def pick(form: Locator, label: str, *, typed: str, option: str) -> None:
    """Look something up, and take it."""
    field = form.locator(f"[data-field='{label}']")
    field.get_by_role("combobox").press_sequentially(typed)
    field.get_by_role("option", name=option).click()
