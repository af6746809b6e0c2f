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
    for seen in (
        "Editor rights in the newsletter",
        "Ben starts on Monday",
        "Needs a yes",
        "You own Access",
    ):
        assert is_within(iris, card.get_by_text(seen).first), seen
    for name in ("Approve", "Request changes", "Decline"):
        assert is_within(iris, card.get_by_role("button", name=name, exact=True)), name
    iris.press("Approve", on="Editor rights")
    expect(card).to_contain_text("approved")
    iris.shot("approved-360")


def test_changes_are_asked_for_and_the_request_is_sent_again(acme):
    anna, iris = acme.person("anna"), acme.person("iris", **SMALL)
    file_request(anna, "A survey tool", type="New tool")
    acme.wait_posted("MT-1", to="iris")
    in_messages(iris).press("Request changes", on="A survey tool")
    iris.form("Changes to MT-1")
    iris.fill("What has to change?", "How many people will use it?")
    iris.shot("request-changes-360")
    iris.sent()

    anna.tandem().press("Edit and resubmit", on="A survey tool")
    anna.form("Edit MT-1")
    anna.fill("Details", "Three of us, once a month")
    anna.shot("resubmit")
    anna.sent()

    acme.wait_posted("MT-1 has changed and waits for you again", to="iris")
    iris.message("Three of us, once a month")
    iris.shot("resubmitted-360")
    iris.press("Approve", on="Three of us, once a month")
    acme.wait_posted("approved MT-1", to="anna")


def test_while_it_is_asked_what_is_locked_is_text_and_a_change_says_whom_it_asks_again(acme):
    anna = acme.person("anna", height=1400)
    anna.command("/request A survey tool")
    anna.form("New request")
    anna.choose("Type", "New tool")
    anna.fill("What is it for?", "Know what visitors think")
    anna.page.get_by_label("What does it cost in a year?").fill("900")
    anna.sent()
    acme.wait_posted("MT-1", to="anna")

    anna.tandem().press("Edit", on="A survey tool")

    form = anna.form("Edit MT-1")
    expect(form).to_contain_text("cannot be changed while")
    expect(form).to_contain_text("A change of “Who would work with it?” asks")
    anna.shot("locked")
    expect(form.get_by_label("What does it cost in a year?")).to_have_count(0)


def test_a_no_says_why_and_what_comes_next(acme):
    ben, iris = acme.person("ben"), acme.person("iris", **SMALL)
    file_request(ben, "A second survey tool", type="New tool")
    acme.wait_posted("MT-1", to="iris")

    in_messages(iris).press("Decline", on="second survey tool")
    iris.form("Decline MT-1")
    iris.fill("Why not, and what could help instead?", "We have one: ask Tom for a seat.")
    iris.choose("What comes next?", "Ask somebody else: I say whom above")
    iris.shot("decline-360")
    iris.sent()

    told = words_of(acme.wait_posted("declined MT-1", to="ben"))
    assert "We have one: ask Tom for a seat." in told
    expect(ben.tandem().message("second survey tool")).to_contain_text("declined")
    ben.shot("declined")


def test_when_an_approver_is_silent_the_backup_is_asked_and_everybody_knows_why(acme):
    anna, ivo = acme.person("anna"), acme.person("ivo", **SMALL)
    file_request(anna, "A survey tool", type="New tool")
    acme.wait_posted("MT-1", to="iris")

    anna.move_clock("Wednesday 10:30")

    acme.wait_posted("so you are asked, too", to="ivo")
    acme.wait_posted("was asked, too", to="anna")
    acme.wait_posted("Whoever answers first settles your part", to="iris")
    card = in_messages(ivo).message("Needs a yes")
    expect(card).to_contain_text("You are asked beside")
    ivo.shot("backup-360")
    anna.tandem().message("A survey tool")
    anna.shot("overdue-requester")
    ivo.press("Approve", on="Needs a yes")
    acme.wait_posted("approved MT-1", to="anna")


def test_it_asks_by_hand_before_work_goes_on(acme):
    anna, tom = acme.person("anna"), acme.person("tom")
    file_request(anna, "Fair page", type="Landing page")
    acme.wait_posted("MT-1", to="triage-web")
    tom.go("triage-web").press("Ask for a yes…", on="Fair page")
    tom.form("Ask: MT-1")
    tom.check("Who has to say yes?", "Mara Lind")
    tom.fill("Why does it need a yes?", "The photographer costs 900 EUR")
    tom.shot("ask-by-hand")
    tom.sent()

    mara = in_messages(acme.person("mara", **SMALL))
    acme.wait_posted("The photographer costs 900 EUR", to="mara")
    expect(mara.message("Fair page")).to_contain_text("Tom Reed asks you")
    mara.shot("asked-by-hand-360")
    mara.press("Approve", on="Fair page")
    acme.wait_posted("approved MT-1", to="anna")
