"""The page in a real browser, against a real Bolt app."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient
from slack_sdk.http_retry import RetryHandler

from sandbox.client import Sandbox, Workspace
from tests.browsers import Windows
from tests.sandbox import bolt_socket, page_app
from tests.sandbox.page_app import MANIFEST

pytestmark = pytest.mark.browser

PEOPLE = ["anna", "ben", "carla"]
SEED = {
    "team": {"name": "Northwind", "domain": "northwind"},
    "clock": "2026-11-20T14:05:00+00:00",
    "people": [{"name": n, "real_name": n.title(), "tz": "Europe/Berlin"} for n in PEOPLE],
    "channels": [{"name": "desk", "people": "all", "bot": True}, {"name": "web", "people": "all"}],
    "messages": [{"channel": "desk", "person": "ben", "text": "Morning", "ago_minutes": 60}],
}


@pytest.fixture
def ws(sandbox: Sandbox) -> Iterator[Workspace]:
    workspace = sandbox.workspace(seed=SEED, manifest=MANIFEST)
    yield workspace
    workspace.close()


@pytest.fixture
def app(ws: Workspace) -> Iterator[None]:
    no_retries: list[RetryHandler] = []
    client = WebClient(ws.bot_token, base_url=ws.api_url, retry_handlers=no_retries)
    handler = bolt_socket.connect(page_app.made(client), ws)
    yield
    bolt_socket.hang_up([handler], ws)


@pytest.fixture
def page(ws: Workspace, windows: Windows) -> Page:
    """The page as Anna sees it, in #desk."""
    return windows.open(f"{ws.page}?as=anna&channel=desk")


def test_what_is_said_appears_for_everybody_at_once(
    page: Page, windows: Windows, ws: Workspace
) -> None:
    ben = windows.open(f"{ws.page}?as=ben&channel=desk")

    say(page, "Hello *all*")

    expect(ben.get_by_test_id("message").last).to_contain_text("Hello all")


def test_command_completes_opens_a_form_and_files_every_input(
    page: Page, ws: Workspace, app: None
) -> None:
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("/fo")
    expect(page.get_by_test_id("suggestions")).to_contain_text("Open a form")
    composer.press("Tab")
    composer.press_sequentially("landing page")
    composer.press("Enter")
    form = page.get_by_test_id("modal")

    fill_in(form)
    form.get_by_role("button", name="File it").click()

    expect(form).to_be_hidden()
    filed = page.get_by_test_id("message").last
    expect(filed).to_contain_text("landing page")
    assert json.loads(newest(ws)) == FILLED


def test_errors_stand_at_their_field_and_the_input_stays(page: Page, app: None) -> None:
    form = open_form(page, "a bad idea")
    form.get_by_label("What is it for?").fill("Growth")
    form.get_by_role("button", name="File it").click()

    summary = form.get_by_label("Summary")
    expect(summary).to_have_accessible_description(re.compile("Say it without"))
    expect(summary).to_have_value("a bad idea")
    expect(form.get_by_label("What is it for?")).to_have_value("Growth")


def test_required_and_too_long_answers_are_held_back(page: Page, app: None) -> None:
    form = open_form(page, "x" * 40)
    form.get_by_label("Summary").press_sequentially("yz")
    form.get_by_role("button", name="File it").click()

    expect(form.get_by_text("40 characters or fewer")).to_be_visible()
    expect(form.get_by_text("complete this required field")).to_be_visible()
    expect(form.get_by_text("-2", exact=True)).to_be_visible()


def test_updates_leave_alone_what_is_being_typed(page: Page, ws: Workspace, app: None) -> None:
    form = open_form(page, "")
    form.get_by_label("Summary").press_sequentially("a sentence")
    page.keyboard.press("Home")

    post(ws, "News from elsewhere")

    expect(page.get_by_text("News from elsewhere")).to_be_attached()
    page.keyboard.type("Half ")
    expect(form.get_by_label("Summary")).to_have_value("Half a sentence")


def test_draft_survives_going_elsewhere(page: Page) -> None:
    page.get_by_test_id("composer").press_sequentially("not yet")
    page.get_by_test_id("go-web").click()
    expect(page.get_by_test_id("composer")).to_have_value("")

    page.get_by_test_id("go-desk").click()

    expect(page.get_by_test_id("composer")).to_have_value("not yet")


def test_button_changes_the_card_in_place(page: Page, app: None) -> None:
    say(page, "/card")
    expect(page.get_by_text("Only visible to you")).to_be_visible()

    page.get_by_role("button", name="Approve").click()

    expect(page.get_by_text("Approved.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    expect(page.get_by_text("(edited)")).to_be_visible()


def test_choosing_in_a_message_tells_the_app(page: Page, app: None) -> None:
    say(page, "/card")

    page.get_by_test_id("message").get_by_role("combobox").select_option("blue")

    expect(page.get_by_text("picked blue")).to_be_visible()


def test_button_without_an_answer_gets_a_warning(page: Page, app: None) -> None:
    say(page, "/card")
    button = page.get_by_role("button", name="Stay silent")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")

    warning = page.get_by_role("img", name="This app did not respond")

    expect(warning).to_be_visible(timeout=6000)


def test_confirmation_is_asked_before_anything_happens(page: Page, app: None) -> None:
    say(page, "/card")
    page.get_by_role("button", name="Sure?").click()
    dialog = page.get_by_test_id("confirm")
    expect(dialog).to_contain_text("There is no way back.")

    dialog.get_by_role("button", name="Keep").click()

    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Sure?")).not_to_have_attribute("aria-busy", "true")


def test_confirmed_button_is_pressed(page: Page, app: None) -> None:
    say(page, "/card")
    page.get_by_role("button", name="Sure?").click()

    page.get_by_test_id("confirm").get_by_role("button", name="Do it").click()

    expect(page.get_by_text("Approved.")).to_be_visible()


def test_overflow_menu_tells_the_app_what_was_chosen(page: Page, app: None) -> None:
    say(page, "/card")
    card = page.get_by_test_id("message").filter(has_text="MT-1")
    card.locator(".accessory").get_by_label("More actions").click()

    card.get_by_role("button", name="Withdraw").click()

    expect(page.get_by_text("picked withdraw")).to_be_visible()


def test_silent_form_says_so_and_stays(page: Page, app: None) -> None:
    form = open_form(page, "silent")
    form.get_by_label("What is it for?").fill("Growth")
    form.get_by_role("button", name="File it").click()

    notice = form.get_by_text("We had some trouble connecting. Try again?")

    expect(notice).to_be_visible(timeout=6000)
    expect(form.get_by_label("Summary")).to_have_value("silent")


def test_command_without_an_app_fails_as_in_slack(page: Page) -> None:
    say(page, "/card")

    words = page.get_by_text('/card failed with the error "dispatch_failed"')

    expect(words).to_be_visible()


def test_command_in_a_thread_is_refused_in_words(page: Page) -> None:
    page.get_by_test_id("message").hover()
    page.get_by_test_id("reply-in-thread").click()
    reply = page.get_by_test_id("thread-composer")
    reply.fill("/card")
    reply.press("Enter")

    expect(page.get_by_test_id("thread")).to_contain_text("/card is not supported in threads")


def test_thread_opens_beside_and_takes_a_reply(page: Page) -> None:
    page.get_by_test_id("message").hover()
    page.get_by_test_id("reply-in-thread").click()
    reply = page.get_by_test_id("thread-composer")
    reply.fill("In here")
    reply.press("Enter")

    expect(page.get_by_test_id("thread")).to_contain_text("In here")
    expect(page.get_by_test_id("replies")).to_contain_text("1 reply")
    page.get_by_test_id("close-thread").click()
    expect(page.get_by_test_id("thread")).to_be_hidden()


def test_message_shortcut_runs_from_the_messages_menu(page: Page, app: None) -> None:
    message = page.get_by_test_id("message")
    message.hover()
    message.get_by_label("More actions").click()
    message.get_by_role("button", name="Quote it").click()

    expect(page.get_by_test_id("replies")).to_contain_text("1 reply")


def test_one_click_makes_me_somebody_else(page: Page) -> None:
    say(page, "From Anna")

    page.get_by_test_id("person-ben").click()
    expect(page.get_by_test_id("person-ben")).to_have_attribute("aria-current", "true")
    say(page, "From Ben")

    expect(page.get_by_test_id("message").last).to_contain_text("Ben")


def test_mention_elsewhere_shows_a_badge_until_read(page: Page, ws: Workspace) -> None:
    post(ws, "<@U0ANNA> see this", channel="web")

    entry = page.get_by_test_id("go-web")

    expect(entry.get_by_test_id("badge")).to_have_text("1")
    entry.click()
    expect(page.locator("#head")).to_contain_text("web")
    page.get_by_test_id("go-desk").click()
    expect(entry.get_by_test_id("badge")).to_have_count(0)


def test_clock_moves_by_words(page: Page, ws: Workspace) -> None:
    page.get_by_test_id("clock").click()
    page.get_by_test_id("clock-words").fill("soon")
    page.get_by_test_id("clock-move").click()
    expect(page.get_by_test_id("clock-error")).to_contain_text("next Friday 16:00")

    page.get_by_role("button", name="next Friday 16:00").click()

    expect(page.get_by_test_id("clock")).to_contain_text("Fri 27 Nov 16:00")
    assert f"{ws.now():%Y-%m-%d %H}" == "2026-11-27 15"


def test_home_tab_is_published_when_opened(page: Page, app: None) -> None:
    page.get_by_test_id("go-helper").click()

    expect(page.get_by_test_id("home")).to_contain_text("Your home")


def test_earlier_messages_are_a_click_away(page: Page, ws: Workspace) -> None:
    old = post(ws, "An old one", channel="web")
    for number in range(65):
        post(ws, f"Message {number}", channel="web")
    page.get_by_test_id("go-web").click()
    expect(page.get_by_text("Message 64")).to_be_visible()
    expect(page.locator(f"[data-ts='{old}']")).to_have_count(0)

    page.get_by_test_id("earlier").click()

    expect(page.locator(f"[data-ts='{old}']")).to_be_attached()
    expect(page.get_by_test_id("earlier")).to_have_count(0)


def test_permalink_leads_to_its_message(page: Page, ws: Workspace) -> None:
    ts = post(ws, "The one", channel="web")
    post(ws, f"https://northwind.slack.com/archives/C0WEB/p{ts.replace('.', '')}")

    page.get_by_role("link", name="northwind.slack.com").click()

    expect(page.locator(f"[data-ts='{ts}']")).to_have_class(re.compile("found"))


@pytest.mark.parametrize("width", [360, 1280, 1600])
def test_nothing_is_wider_than_the_window(page: Page, app: None, width: int) -> None:
    say(page, "/card")
    page.set_viewport_size({"width": width, "height": 800})

    open_form(page, "x" * 39)

    sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert sizes[0] <= sizes[1]


FILLED = {
    "summary": "landing page",
    "purpose": "Growth\nand more",
    "area": "website",
    "tools": ["bo", "ida"],
    "approver": "U0BEN",
    "team": ["U0ANNA", "U0CARLA"],
    "channel": "C0WEB",
    "place": "C0DESK",
    "day": "2026-12-01",
    "hour": "09:30",
    "moment": 1796027400,
    "urgency": "later",
    "data": ["staff"],
    "budget": "12.50",
    "link": "https://example.com",
    "mail": "a@example.com",
}


def fill_in(form: Locator) -> None:
    """Enter FILLED, as a person would."""
    form.get_by_label("What is it for?").fill("Growth\nand more")
    form.get_by_label("Area").select_option("Website")
    form.get_by_role("group", name="Tools").get_by_label("Filter").fill("id")
    form.get_by_role("group", name="Tools").get_by_label("Ida").check()
    form.get_by_role("group", name="Tools").get_by_label("Filter").fill("")
    form.get_by_role("group", name="Tools").get_by_label("Bo", exact=True).check()
    form.get_by_label("Approver").select_option("Ben")
    form.get_by_role("group", name="Team").get_by_label("Anna").check()
    form.get_by_role("group", name="Team").get_by_label("Carla").check()
    expect(form.get_by_role("group", name="Team").get_by_label("Ben")).to_be_disabled()
    form.get_by_label("Channel", exact=True).select_option("#web")
    form.get_by_label("Conversation").select_option("#desk")
    form.get_by_label("Needed by").fill("2026-12-01")
    form.get_by_label("At", exact=True).fill("09:30")
    form.get_by_label("Meeting").fill("2026-11-30T09:30")
    form.get_by_label("Later").check()
    form.get_by_label("Staff").check()
    form.get_by_label("Budget").fill("12.50")
    form.get_by_label("Link").fill("https://example.com")
    form.get_by_label("E-mail").fill("a@example.com")


def say(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def open_form(page: Page, summary: str) -> Locator:
    say(page, f"/form {summary}")
    form = page.get_by_test_id("modal")
    expect(form).to_be_visible()
    return form


def post(ws: Workspace, text: str, *, channel: str = "desk") -> str:
    """Ben says something, elsewhere; its ts."""
    return str(ws.person("ben").say(text, channel=channel)["ts"])


def newest(ws: Workspace) -> str:
    return str(ws.journal()[-1]["text"])
