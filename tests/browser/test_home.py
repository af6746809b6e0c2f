"""The Home tab in a real browser: of a requester, an owner and a lead, on a screen and a phone."""

import pytest
from playwright.sync_api import expect

from bot.demo.story import tell
from bot.demo.tales import TALES
from tests.browser.test_steps import file_request
from tests.scenarios.acting import buttons_of, eventually

WIDTHS = (1280, 360)


@pytest.fixture
def weeks(acme):
    """Two weeks of work at Acme, as the demo tells them."""
    tell(acme.bot.desk, TALES, acme.company.people, now=acme.company.now())
    return acme


def home_of(acme, name, *, width=1280):
    """This person's window, with the Home tab open."""
    window = acme.person(name).app()
    tab = window.page.get_by_test_id("tab-home")
    if not tab.get_attribute("aria-current"):  # what is unread comes first
        tab.click()
    expect(tab_of(window)).to_be_visible()
    window.page.set_viewport_size({"width": width, "height": 900})
    return window


def tab_of(window):
    return window.page.get_by_test_id("home")


def press(window, button):
    tab_of(window).get_by_role("button", name=button, exact=True).first.click()


def waiting_card(person):
    card = person.message("*MT-10* ·", channel="triage-web")
    return card if "Go on" in buttons_of(card) else None


@pytest.mark.parametrize("name", ["anna", "tom", "iris"])
def test_everybody_sees_what_is_theirs(weeks, name):
    for width in WIDTHS:
        window = home_of(weeks, name, width=width)

        expect(tab_of(window).get_by_role("button", name="New request")).to_be_visible()
        sizes = window.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert sizes[0] <= sizes[1]
        window.shot(f"home-{name}-{width}")


def test_a_requester_checks_what_is_done(weeks):
    anna = home_of(weeks, "anna")
    expect(tab_of(anna)).to_contain_text("New customer logos on the home page")

    press(anna, "Done")

    expect(tab_of(anna)).to_contain_text("Nothing waits for you.")
    anna.shot("home-nothing-waits")


def test_an_owner_finds_their_backlog_and_takes_from_the_queue(weeks):
    file_request(weeks.person("anna"), "Page for the summer fair", type="Landing page")
    weeks.wait_posted("Page for the summer fair", to="triage-web")
    tom = home_of(weeks, "tom")

    tom.page.get_by_role("button", name="My areas' queue").click()
    expect(tab_of(tom)).to_contain_text("first what nobody has taken")
    tom.shot("home-queue")
    press(tom, "Take it")

    expect(tab_of(tom).get_by_role("button", name="Take it")).to_have_count(0)
    tom.page.get_by_role("button", name="My backlog").click()
    expect(tab_of(tom)).to_contain_text("What you own, by what is due first.")
    expect(tab_of(tom)).to_contain_text("Page for the summer fair")
    tom.shot("home-backlog")


def test_a_lead_sees_both_sides(weeks):
    iris = home_of(weeks, "iris")

    expect(tab_of(iris)).to_contain_text("Both sides")
    expect(tab_of(iris)).to_contain_text("the oldest is open since")


def test_somebody_chooses_what_they_hear(weeks):
    anna = home_of(weeks, "anna")

    press(anna, "Notifications")
    form = anna.form("Notifications")
    anna.choose("Talk", "Nowhere: I look at the card")
    anna.fill("Quiet from", "18:00")
    anna.shot("notifications")
    anna.send()
    expect(form.locator("[data-testid=error]:visible")).to_contain_text("both times")
    anna.fill("Quiet until", "08:30")
    anna.sent()

    press(anna, "Notifications")
    expect(anna.form("Notifications").get_by_label("Quiet from")).to_have_value("18:00")


def test_what_came_at_night_comes_in_the_morning_as_one(weeks):
    anna = home_of(weeks, "anna")
    press(anna, "Notifications")
    anna.form("Notifications")
    anna.choose("Progress", "As a message of its own")
    anna.fill("Quiet from", "18:00")
    anna.fill("Quiet until", "08:30")
    anna.sent()
    anna.move_clock("today 20:00")
    tom = weeks.company.person("tom")
    card = tom.message("*MT-10* ·", channel="triage-web")
    tom.choose("ticket.more", "wait_for_third_party:10", message=card)
    assert tom.submit({"words": "The agency sends the pictures."}, view=tom.view()).closed
    tom.press("Go on", message=eventually(lambda: waiting_card(tom)))
    eventually(lambda: waiting_card(tom) is None)

    anna.move_clock("tomorrow 08:45")

    weeks.wait_posted("2 things happened on MT-10", to="anna")
    anna.tandem().message("2 things happened on MT-10")
    anna.shot("quiet-hours")
