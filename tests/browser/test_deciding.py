"""Deciding without a card, in a real browser: several at once on Home, and by what one writes."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_conversation import open_thread, write
from tests.browser.test_home import home_of, press, tab_of
from tests.browser.test_steps import file_request

WANTED = ("Editor rights in the CRM", "A seat in the survey tool", "Access to the fair pictures")


def ask(acme, *summaries):
    """Anna asks for access; Iris decides."""
    anna = acme.person("anna")
    for number, summary in enumerate(summaries, start=1):
        file_request(anna, summary, type="Access to a tool")
        acme.wait_posted(f"MT-{number}", to="iris")
    return anna


@pytest.mark.parametrize("width", [1280, 360])
def test_several_are_approved_with_one_press(acme, width):
    ask(acme, *WANTED)
    iris = home_of(acme, "iris", width=width)
    iris.shot(f"several-home-{width}")

    press(iris, "Approve several…")
    form = iris.form("Approve several")
    expect(form).to_contain_text("Tick what you say yes to")
    assert form.get_by_role("checkbox", checked=True).count() == 0
    iris.shot(f"several-form-{width}")
    for summary in WANTED[:2]:
        form.get_by_label(summary).check()
    iris.shot(f"several-ticked-{width}")
    iris.send()

    expect(iris.form("Approved")).to_contain_text("You approved these 2 requests.")
    iris.shot(f"several-approved-{width}")
    iris.page.get_by_test_id("modal-close").click()
    expect(tab_of(iris)).to_contain_text(WANTED[2])
    expect(tab_of(iris)).not_to_contain_text(WANTED[0])
    iris.shot(f"several-home-after-{width}")
    for number in (1, 2):
        acme.wait_posted(f"approved MT-{number}", to="anna")


def test_a_reply_in_the_thread_is_recorded(acme):
    anna = ask(acme, WANTED[0]).tandem()
    iris = acme.person("iris").go("it-desk")
    thread = open_thread(iris, of=WANTED[0])
    write(iris, thread, "Until the end of March only, please")

    expect(thread).to_contain_text("Record this as:")
    iris.shot("thread-asked")
    thread.get_by_role("button", name="Approve", exact=True).last.click()

    expect(thread).to_contain_text("Recorded: you approved MT-1")
    iris.shot("thread-recorded")
    acme.wait_posted("approved MT-1", to="anna")
    anna.message("Until the end of March only, please")
    anna.shot("thread-requester")


def test_a_reply_in_ones_own_messages_is_recorded(acme):
    ask(acme, WANTED[0])
    iris = acme.person("iris").tandem()
    thread = open_thread(iris, of=WANTED[0])
    write(iris, thread, "Which role does he need?")

    expect(thread).to_contain_text("Record this as:")
    iris.shot("dm-asked")
    thread.get_by_role("button", name="Request changes", exact=True).last.click()

    expect(thread).to_contain_text("Recorded: you asked for changes to MT-1")
    iris.shot("dm-recorded")
    acme.wait_posted("asked for changes to MT-1", to="anna")
