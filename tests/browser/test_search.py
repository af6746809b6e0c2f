"""Finding tickets in a real browser: by words, by what waits, and in the form."""

from playwright.sync_api import expect

from tests.builders import saved

SUMMARY = "Webinar sign-up form is broken"


def test_who_finds_a_similar_ticket_follows_it_instead(acme):
    anna, ben = acme.person("anna"), acme.person("ben")
    anna.command(f"/request {SUMMARY}")
    anna.form("New request")
    anna.choose("Type", "Landing page")
    anna.fill("What is it for?", "Forty people could not sign up")
    anna.sent()
    acme.wait_posted("MT-1", to="anna")

    ben.command("/request The sign-up form of the webinar is broken")
    form = ben.form("New request")
    expect(form).to_contain_text("Somebody asked for something like this")
    ben.shot("search-1-similar")
    form.get_by_role("button", name="Follow instead").click()
    expect(ben.page.get_by_role("dialog")).to_contain_text("You follow MT-1 now")
    ben.shot("search-2-followed")

    assert saved(acme.bot.desk, 1).watchers == (acme.company.people["ben"],)


def test_lists_and_searches_are_read_at_a_glance(acme):
    ben, anna = acme.person("ben"), acme.person("anna")
    for n, summary in enumerate((SUMMARY, "Webinar landing page for May", "Tracking for webinar")):
        anna.command(f"/request {summary}")
        anna.form("New request")
        anna.choose("Type", "Landing page")
        anna.fill("What is it for?", f"Leads, part {n}")
        anna.sent()
        acme.wait_posted(f"MT-{n + 1}", to="anna")

    anna.command("/request search webinar form")
    expect(anna.page.get_by_text("Found for")).to_be_visible()
    anna.shot("search-3-found")
    anna.command("/request help")
    expect(anna.page.get_by_text("See where things stand")).to_be_visible()
    anna.shot("search-4-help")
    ben.command("/request waiting")
    expect(ben.page.get_by_text("Nothing waits for you.")).to_be_visible()
    ben.shot("search-5-nothing-waits")
