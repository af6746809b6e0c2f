"""Deciding in a real browser, also on a small screen: what is asked, decided, declined, overdue."""

from playwright.sync_api import expect

from tests.browser.test_steps import file_request
from tests.scenarios.acting import words_of

SMALL = {"width": 360, "height": 640}
WHY = (
    "Ben starts on Monday and looks after the newsletter: he has to see who opened it, and to "
    "change the lists that it goes to, without asking sales each time."
)


def in_messages(window):
    """Open the messages with the app; on a small screen the way there is folded away."""
    there = window.page.get_by_test_id("go-tandem").evaluate("link => link.href")
    window.page.goto(there)
    window.page.get_by_test_id("tab-messages").click()
    return window


def is_within(window, element):
    """Whether it can be seen without scrolling."""
    box = element.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= SMALL["height"]


def test_an_approver_on_a_small_screen_sees_all_they_decide_by_and_the_buttons(acme):
    anna, iris = acme.person("anna"), acme.person("iris", **SMALL)
    file_request(
        anna, "Editor rights in the newsletter tool for Ben", type="Access to a tool", purpose=WHY
    )
    acme.wait_posted("MT-1", to="iris")

    card = in_messages(iris).message("Editor rights")

    iris.shot("approve-360")
    for seen in ("Editor rights in the newsletter", "Ben starts on Monday", "Needs a yes", "You own Access"):
        assert is_within(iris, card.get_by_text(seen).first), seen
    for name in ("Approve", "Request changes", "Decline"):
        assert is_within(iris, card.get_by_role("button", name=name, exact=True)), name
    iris.press("Approve", on="Editor rights")
    expect(card).to_contain_text("approved")
    iris.shot("approved-360")
