"""Read by everybody: by keys alone, on a phone, on a wide screen, in the dark."""

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Workspace
from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.contrast import hard_to_read
from tests.sandbox.page.hands import message, more, order_form, say

pytestmark = pytest.mark.browser


WHERE = """() => {
  const here = document.activeElement;
  if (here === document.body) return ["", true];
  const name = here.dataset.testid || here.ariaLabel || here.title || here.textContent.trim();
  const isRinged = getComputedStyle(here).outlineStyle !== "none";
  return [name, isRinged || Boolean(here.closest(".composer:focus-within"))];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_messages_can_be_read(window: Opening, ws: Workspace, app: None, scheme: str) -> None:
    ws.person("ben").say("<@U0ANNA> look", channel="web")
    page = window(scheme=scheme)
    expect(page.get_by_test_id("badge")).to_be_visible()
    say(page, "Look, <@U0ANNA>, `code` and https://example.com")
    say(page, "/never mind")
    say(page, "/digest")
    message(page, "The week in the kitchen").get_by_text("Show as a table").click()
    more(message(page, "Look"))

    assert hard_to_read(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_with_errors_can_be_read(window: Opening, app: None, scheme: str) -> None:
    page = window(scheme=scheme)
    form = order_form(page)
    form.locator("[data-field=colour]").get_by_role("combobox").press_sequentially("co")
    expect(form.get_by_role("option")).to_have_count(2)
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_text("complete this required field")).to_be_visible()

    assert hard_to_read(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_can_be_read(window: Opening, app: None, scheme: str) -> None:
    page = window(scheme=scheme, channel="D0ANNA", tab="home")
    expect(page.get_by_test_id("home")).to_contain_text("Two orders")

    assert hard_to_read(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["clock", "faults", "traffic"])
def test_drawer_can_be_read(window: Opening, client: WebClient, scheme: str, part: str) -> None:
    client.auth_test()
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0NOWHERE", text="Hello")
    page = window(scheme=scheme)
    page.get_by_test_id("controls").click()
    expect(page.get_by_test_id("traffic")).to_contain_text("refused")
    page.get_by_test_id(f"drawer-{part}").click()

    assert hard_to_read(page) == []


@pytest.mark.parametrize("width", [360, 1600])
def test_nothing_is_wider_than_the_window(window: Opening, app: None, width: int) -> None:
    page = window(width=width)
    say(page, "x" * 300)
    say(page, "/digest")
    expect(message(page, "The week in the kitchen")).to_be_visible()
    expect(page.get_by_test_id("chart")).to_have_count(2)
    inside = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")

    page.get_by_test_id("controls").click()

    drawer = page.get_by_test_id("drawer").bounding_box()
    assert inside[0] <= inside[1]
    assert drawer
    assert drawer["x"] >= 0
    assert drawer["x"] + drawer["width"] <= width


def test_drawer_opens_and_closes_by_keys_and_gives_the_cursor_back(page: Page) -> None:
    button = page.get_by_test_id("controls")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("drawer-traffic")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_test_id("drawer-faults")).to_be_focused()
    expect(page.get_by_test_id("fault-plan")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_test_id("drawer")).to_be_hidden()
    expect(button).to_be_focused()


def test_closed_form_gives_the_cursor_back_to_the_composer(page: Page, app: None) -> None:
    order_form(page)

    page.keyboard.press("Escape")

    expect(page.get_by_test_id("modal")).to_have_count(0)
    expect(page.get_by_test_id("composer")).to_be_focused()


def test_closed_menu_gives_the_cursor_back_to_its_button(page: Page) -> None:
    more(message(page, "Morning"))

    page.keyboard.press("Escape")

    opener = message(page, "Morning").locator(".tools summary")
    expect(opener).to_be_focused()
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_tab_goes_through_everything_and_shows_where_it_is(page: Page) -> None:
    page.get_by_role("link", name="Skip to the message field").focus()
    met = []
    for _ in range(45):
        page.keyboard.press("Tab")
        met.append(page.evaluate(WHERE))

    names = [name for name, _ in met]
    wanted = ["clock", "controls", "person-ben", "go-desk", "composer", "Emoji"]
    places = [names.index(each) for each in wanted]
    assert places == sorted(places)
    assert {"reply-in-thread", "Find another reaction", "composer-send"} <= set(names)
    assert [name for name, is_shown in met if not is_shown] == []
