"""The life of a ticket at the page, as requester and owner see it; the pictures were looked at."""

from playwright.sync_api import expect

from tests.browser.test_steps import file_request

HEAD = "A page for the spring fair"


def filed(acme, *, acceptance=""):
    """A ticket in triage; both sides at the page, who see it."""
    anna, tom = acme.person("anna"), acme.person("tom").go("triage-web")
    anna.command(f"/request {HEAD}")
    anna.form("New request")
    anna.choose("Type", "Landing page")
    anna.fill("What is it for?", "Leads for the spring campaign")
    if acceptance:
        anna.fill("How will you know it is done?", acceptance)
    anna.sent()
    acme.wait_posted("MT-1", to="triage-web")
    return anna.tandem(), tom


def more(window, entry, *, on=HEAD):
    """Choose it in the menu on this card."""
    card = window.message(on)
    menu(card).click()
    card.get_by_role("button", name=entry, exact=True).click()


def menu(card):
    """The card's own; the page has another one on every message."""
    return card.locator(".menu.up > summary.btn")


def says(window, words, *, on=HEAD):
    expect(window.message(on)).to_contain_text(words)


def test_resolve_not_yet_and_done(acme):
    anna, tom = filed(acme, acceptance="It loads on phones\nLeads arrive in the CRM")
    tom.press("Take it", on=HEAD)
    says(tom, "works on it")
    tom.shot("life-1-in-progress")

    tom.press("Resolve", on=HEAD)
    expect(tom.form("Resolve MT-1")).to_contain_text("Leads arrive in the CRM")
    tom.fill("What was done?", "The page is live at /fair.")
    tom.shot("life-2-resolve")
    tom.sent()
    says(anna, "closes by itself on")
    anna.shot("life-3-asked")
    anna.press("Not yet", on=HEAD)
    expect(anna.form("Not yet: MT-1")).to_contain_text("It loads on phones")
    anna.fill("What is missing?", "No leads in the CRM so far.")
    anna.shot("life-4-not-yet")
    anna.sent()
    says(tom, "still misses something")
    tom.press("Resolve", on=HEAD)
    tom.form("Resolve MT-1")
    tom.fill("What was done?", "The form sends them now.")
    tom.sent()
    anna.press("Done", on=HEAD)

    says(anna, "nothing, it is done")
    anna.shot("life-5-done")
    anna.press("History", on=HEAD)
    expect(anna.form("MT-1 so far")).to_contain_text("sent it back: “No leads in the CRM so far.”")
    anna.shot("life-6-history")


def test_wait_and_go_on(acme):
    anna, tom = filed(acme)

    card = tom.message(HEAD)
    menu(card).click()
    tom.shot("life-7-more")
    card.get_by_role("button", name="Wait for another team…", exact=True).click()
    tom.form("Waiting: MT-1")
    tom.fill("What does it wait for?", "The network team opens a port.")
    tom.shot("life-8-wait")
    tom.sent()

    says(anna, "another IT team does its part")
    anna.shot("life-9-waiting")
    says(tom, "The network team opens a port.")
    tom.press("Go on", on=HEAD)
    says(anna, "works on it and says when it is done")
    acme.wait_posted("works on MT-1 again", to="anna")


def test_put_aside_until_a_day_and_back(acme):
    anna, tom = filed(acme)
    more(tom, "Put aside…")
    tom.form("Put aside: MT-1")
    tom.fill("Until when?", "2026-03-05")
    tom.fill("Why?", "After the fair")
    tom.shot("life-10-put-aside")
    tom.sent()

    says(anna, "put aside")
    tom.shot("life-11-aside")
    tom.move_clock("Thursday 09:30")

    acme.wait_posted("was put aside until today", to="triage-web")
    says(anna, "takes it")


def test_cancel_with_a_reason(acme):
    anna, tom = filed(acme)
    more(tom, "Cancel…")
    tom.form("Cancel MT-1")
    tom.fill("Why does it end here?", "The page of last year does it: /fair.")
    tom.shot("life-12-cancel")
    tom.sent()

    says(anna, "The page of last year does it")
    acme.wait_posted("has cancelled MT-1", to="anna")
    anna.shot("life-13-cancelled")


def test_reopen_and_later_a_follow_up(acme):
    anna, tom = filed(acme)
    tom.press("Resolve", on=HEAD)
    tom.form("Resolve MT-1")
    tom.fill("What was done?", "It is live.")
    tom.sent()
    anna.press("Done", on=HEAD)
    anna.press("Reopen", on=HEAD)
    anna.form("Reopen MT-1")
    anna.fill("Why does it have to go on?", "It broke again.")
    anna.shot("life-14-reopen")
    anna.sent()
    says(tom, "It broke again.")
    tom.press("Resolve", on=HEAD)
    tom.form("Resolve MT-1")
    tom.fill("What was done?", "Mended.")
    tom.sent()
    anna.press("Done", on=HEAD)
    says(anna, "nothing, it is done")

    anna.move_clock("+8 days")
    anna.press("Reopen", on=HEAD)

    anna.message("more than a week ago")
    anna.shot("life-15-too-late")
    anna.press("File a follow-up", on="nothing, it is done")
    expect(anna.page.get_by_test_id("modal")).to_be_visible()
    anna.shot("life-16-follow-up")


def test_link_two_tickets(acme):
    anna, tom = filed(acme)
    anna.go("marketing")
    file_request(anna, "New tags for the fair", type="Landing page")
    acme.wait_posted("MT-2", to="triage-web")

    more(tom, "Link…")
    tom.form("Link MT-1")
    tom.fill("Which other ticket?", "MT-2")
    tom.shot("life-17-link")
    tom.sent()

    expect(tom.message("Waits for MT-2 · New tags for the fair · open")).to_be_visible()
    tom.shot("life-18-linked")
    tom.press("Resolve", on="Waited for by MT-1")
    tom.form("Resolve MT-2")
    tom.fill("What was done?", "They are set.")
    tom.sent()
    acme.wait_posted("that MT-1 waits for is resolved", to="triage-web")
    expect(tom.message("Waits for MT-2 · New tags for the fair · done")).to_be_visible()
