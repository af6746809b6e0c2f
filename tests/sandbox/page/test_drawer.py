"""The side drawer: the clock, faults on purpose, and the wire as it is used."""

import re

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Workspace
from tests.sandbox.delivery.raw_line import Line, ticket
from tests.sandbox.page.hands import say

pytestmark = pytest.mark.browser


def test_traffic_shows_calls_and_envelopes_as_they_come(page: Page, app: None) -> None:
    page.get_by_test_id("controls").click()
    traffic = page.get_by_test_id("traffic")
    expect(traffic).to_contain_text("auth.test")

    say(page, "/digest")

    call = traffic.locator("li").filter(has_text="chat.postMessage")
    envelope = traffic.locator("li").filter(has_text="slash_commands /digest")
    expect(call).to_contain_text("ok")
    expect(envelope).to_contain_text("ok")
    call.locator("summary").click()
    expect(call).to_contain_text('"text": "The week"')
    expect(call).to_contain_text('"ok": true')


def test_refusals_are_red_and_say_so(page: Page, client: WebClient) -> None:
    client.auth_test()
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0NOWHERE", text="Hello")
    page.get_by_test_id("controls").click()

    lines = page.get_by_test_id("traffic").locator("li")

    expect(lines.first).to_contain_text("refused: channel_not_found")
    expect(lines.first.locator("em")).to_have_css("color", "rgb(179, 38, 30)")
    expect(lines.last.locator("em")).not_to_have_css("color", "rgb(179, 38, 30)")
    page.get_by_label("Only refused and failed").check()
    expect(lines.last).to_be_hidden()
    expect(lines.first).to_be_visible()


def test_traffic_is_sifted_by_words(page: Page, client: WebClient) -> None:
    client.auth_test()
    client.users_list(limit=10)
    page.get_by_test_id("controls").click()

    page.get_by_test_id("traffic-filter").fill("users")

    lines = page.get_by_test_id("traffic").locator("li:visible")
    expect(lines).to_have_text([re.compile("users.list")])


def test_planned_fault_strikes_and_is_gone(page: Page, client: WebClient) -> None:
    page.get_by_test_id("controls").click()
    page.get_by_test_id("drawer-faults").click()
    page.get_by_test_id("fault-method").select_option("chat.postMessage")
    page.get_by_test_id("fault-do").select_option("http_500")
    page.get_by_test_id("fault-argument").fill("503")
    page.get_by_test_id("fault-plan").click()
    plan = page.get_by_test_id("fault-list")
    expect(plan).to_contain_text("chat.postMessage answers 5xx with an HTML page (503)")

    with pytest.raises(SlackApiError) as failed:
        client.chat_postMessage(channel="C0DESK", text="Hello")

    assert failed.value.response.status_code == 503
    expect(plan).to_contain_text("all is well")
    page.get_by_test_id("drawer-traffic").click()
    expect(page.get_by_test_id("traffic")).to_contain_text("failed: HTTP 503, no JSON")


def test_socket_faults_are_offered_where_they_can_happen(page: Page) -> None:
    page.get_by_test_id("controls").click()
    page.get_by_test_id("drawer-faults").click()

    page.get_by_test_id("fault-method").select_option("events_api")

    expect(page.get_by_test_id("fault-do").locator("option").nth(1)).to_have_text("never comes")
    expect(page.get_by_test_id("fault-when")).to_be_hidden()
    page.get_by_test_id("fault-do").select_option("lose")
    page.get_by_test_id("fault-plan").click()
    expect(page.get_by_test_id("fault-list")).to_have_text("the next event never comes")
    page.get_by_test_id("fault-clear").click()
    expect(page.get_by_test_id("fault-list")).to_contain_text("all is well")


def test_fault_that_makes_no_sense_is_refused_in_words(page: Page) -> None:
    page.get_by_test_id("controls").click()
    page.get_by_test_id("drawer-faults").click()
    page.get_by_test_id("fault-argument").fill("soon")

    page.get_by_test_id("fault-plan").click()

    expect(page.get_by_test_id("fault-error")).to_contain_text("cannot be planned")
    expect(page.get_by_test_id("fault-list")).to_contain_text("all is well")


def test_sockets_are_counted_asked_to_come_again_and_cut(page: Page, ws: Workspace) -> None:
    line = Line(ticket(ws))
    page.get_by_test_id("controls").click()
    page.get_by_test_id("drawer-faults").click()
    sockets = page.get_by_test_id("sockets")
    expect(sockets).to_have_text("The app has 1 open socket.")

    page.get_by_role("button", name="Ask for new sockets").click()
    asked = line.receive()
    page.get_by_role("button", name="Cut the sockets").click()

    assert (asked["type"], asked["reason"]) == ("disconnect", "refresh_requested")
    expect(sockets).to_have_text("The app has 0 open sockets.")
    line.close()


def test_slack_is_down_until_it_is_let_up(page: Page, client: WebClient) -> None:
    page.get_by_test_id("controls").click()
    page.get_by_test_id("drawer-faults").click()
    page.get_by_role("button", name="Take Slack down").click()
    up = page.get_by_role("button", name="Let Slack be up again")
    expect(up).to_be_visible()
    with pytest.raises(OSError, match="Remote end closed"):
        client.auth_test()

    up.click()

    expect(page.get_by_role("button", name="Take Slack down")).to_be_visible()
    assert client.auth_test()["ok"]


def test_clock_in_the_drawer_moves_everybody(page: Page, ws: Workspace) -> None:
    page.get_by_test_id("controls").click()
    page.get_by_test_id("drawer-clock").click()

    page.get_by_role("button", name="next Friday 16:00").click()

    expect(page.get_by_test_id("clock")).to_contain_text("Fri 27 Nov 16:00")
    expect(page.get_by_test_id("drawer")).to_be_visible()
    assert f"{ws.now():%Y-%m-%d %H}" == "2026-11-27 15"
