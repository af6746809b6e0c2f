"""What people do with messages: react, edit, delete, run shortcuts, look at files and charts."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from sandbox.client import Workspace
from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.hands import message, more, say

pytestmark = pytest.mark.browser

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def test_reaction_is_picked_seen_by_others_and_taken_back(page: Page, window: Opening) -> None:
    message(page, "Morning").hover()
    message(page, "Morning").get_by_label("Find another reaction").click()
    picker = page.get_by_test_id("emoji")
    picker.get_by_role("searchbox").fill("tada")
    picker.get_by_role("button", name="tada").click()
    mine = message(page, "Morning").get_by_test_id("reaction")
    expect(mine).to_have_text("🎉 1")
    expect(mine).to_have_attribute("aria-pressed", "true")

    ben = window("ben")
    message(ben, "Morning").get_by_test_id("reaction").click()

    expect(mine).to_have_text("🎉 2")
    mine.click()
    expect(mine).to_have_text("🎉 1")
    expect(mine).to_have_attribute("aria-pressed", "false")


def test_emoji_goes_into_what_is_being_typed(page: Page) -> None:
    page.get_by_test_id("composer").fill("Well done ")
    page.locator("#composer").get_by_label("Emoji").click()

    page.get_by_test_id("emoji").get_by_role("button", name="tada").click()

    expect(page.get_by_test_id("composer")).to_have_value("Well done :tada: ")
    expect(page.get_by_test_id("composer")).to_be_focused()


def test_own_message_is_edited_in_place(page: Page, window: Opening) -> None:
    say(page, "Sope & <salad>")
    more(message(page, "Sope")).get_by_role("button", name="Edit message").click()
    field = page.get_by_test_id("edit")
    expect(field).to_have_value("Sope & <salad>")

    field.fill("Soup & *salad*")
    field.press("Enter")

    expect(message(page, "Soup & salad")).to_contain_text("(edited)")
    expect(message(window("ben"), "Soup & salad")).to_contain_text("(edited)")


def test_escape_leaves_the_message_as_it_was(page: Page) -> None:
    say(page, "Soup")
    more(message(page, "Soup")).get_by_role("button", name="Edit message").click()
    page.get_by_test_id("edit").fill("Stew")

    page.keyboard.press("Escape")

    expect(page.get_by_test_id("edit")).to_have_count(0)
    expect(message(page, "Soup")).not_to_contain_text("(edited)")


def test_own_message_is_deleted_after_a_question(page: Page) -> None:
    say(page, "Soup")
    more(message(page, "Soup")).get_by_role("button", name="Delete message").click()

    page.get_by_test_id("confirm").get_by_role("button", name="Delete").click()

    expect(page.get_by_text("Soup", exact=True)).to_have_count(0)


def test_others_messages_offer_shortcuts_only(page: Page) -> None:
    menu = more(message(page, "Morning"))

    expect(menu.get_by_role("button")).to_have_text([re.compile("Cook it")])


def test_global_shortcut_runs_from_the_menu_by_the_composer(page: Page, app: None) -> None:
    page.get_by_test_id("shortcuts").get_by_label("Shortcuts").click()

    page.get_by_test_id("shortcuts").get_by_role("button", name="New order").click()

    expect(page.get_by_test_id("modal")).to_contain_text("New order")


def test_reply_may_show_in_the_channel_too(page: Page) -> None:
    message(page, "Morning").hover()
    page.get_by_test_id("reply-in-thread").click()
    page.get_by_label("Also send to the channel").check()
    page.get_by_test_id("thread-composer").fill("For all")
    page.get_by_test_id("thread-composer").press("Enter")

    shown = page.locator("#messages").get_by_text("For all")

    expect(shown).to_be_visible()
    expect(page.get_by_label("Also send to the channel")).not_to_be_checked()


def test_files_stand_as_cards_and_pictures_are_shown(
    page: Page, ws: Workspace, client: WebClient
) -> None:
    for name, content in (("plan.csv", b"a,b\n" * 500), ("dot.png", DOT)):
        client.files_upload_v2(channel=ws.channels["desk"], filename=name, content=content)

    plan, dot = page.get_by_test_id("file").filter(has_text="plan"), page.get_by_alt_text("dot.png")

    expect(plan).to_contain_text("CSV · 2.0 kB")
    expect(dot).to_be_visible()
    dot.scroll_into_view_if_needed()
    expect(dot).to_have_js_property("naturalWidth", 1)
    with page.expect_download() as download:
        plan.get_by_role("link").click()
    assert download.value.suggested_filename == "plan.csv"


def test_files_of_a_private_channel_are_for_its_members(
    page: Page, ws: Workspace, client: WebClient
) -> None:
    client.files_upload_v2(channel=ws.channels["leads"], filename="dot.png", content=DOT)
    page.goto(f"{ws.page}?as=anna&channel=leads")
    address = page.get_by_alt_text("dot.png").get_attribute("src") or ""

    def status(name: str) -> int:
        return page.request.get(page.url.split("/w/")[0] + address.replace("anna", name)).status

    assert (status("anna"), status("ben")) == (200, 404)


def test_command_without_an_answer_has_timed_out(page: Page, app: None) -> None:
    say(page, "/never")

    words = page.get_by_text('/never failed with the error "operation_timeout"')

    expect(words).to_be_visible(timeout=8000)


def test_digest_is_drawn_with_charts_and_a_table(page: Page, app: None) -> None:
    say(page, "/digest")
    digest = message(page, "The week in the kitchen")

    charts = digest.get_by_test_id("chart")

    expect(charts).to_have_count(2)
    expect(charts.first.get_by_role("img", name="Bar chart: Orders a day")).to_be_visible()
    charts.first.get_by_text("Show as a table").click()
    expect(charts.first.get_by_role("cell", name="9")).to_be_visible()
    expect(digest.get_by_role("cell", name="25", exact=True)).to_have_css("text-align", "right")


def test_home_and_messages_are_a_click_apart(page: Page, app: None) -> None:
    page.get_by_test_id("go-kitchen").click()
    home = page.get_by_test_id("home")
    expect(home).to_contain_text("Two orders wait for you")
    home.get_by_role("button", name="Done").click()
    expect(home).to_contain_text("Done for today")

    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_test_id("composer")).to_be_visible()
    page.get_by_test_id("tab-home").click()

    expect(home).to_contain_text("Your kitchen")


def test_click_is_heard_though_what_it_hit_changes_before_the_button_is_let_go(
    page: Page, ws: Workspace
) -> None:
    entry = page.get_by_test_id("go-web")
    entry.hover()
    page.mouse.down()
    with page.expect_response(lambda answer: "as=anna" in answer.url):
        ws.person("ben").say("Something new", channel="web")
    page.evaluate("() => new Promise((seen) => setTimeout(seen, 100))")

    page.mouse.up()

    expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "Message #web")
