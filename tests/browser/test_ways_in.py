"""Tickets from messages, as people at the page make them; the pictures were looked at."""

from playwright.sync_api import expect

from tests.scenarios.acting import eventually, words_of


def emoji(window, name, *, on):
    """Put an emoji on a message, out of all that there are."""
    message = window.message(on)
    message.hover()
    message.get_by_label("Find another reaction").click()
    box = window.page.get_by_test_id("emoji")
    box.get_by_label("Search emoji").fill(name)
    box.get_by_role("button", name=name, exact=True).first.click()


def from_menu(window, entry, *, on):
    message = window.message(on)
    message.hover()
    message.get_by_label("More actions").click()
    message.get_by_role("button", name=entry).click()


def open_thread(window, *, of):
    window.message(of).get_by_test_id("replies").click()
    thread = window.page.get_by_test_id("thread")
    expect(thread).to_be_visible()
    return thread


def test_by_emoji_and_add_details(acme):
    anna, ben = acme.person("anna").go("martech"), acme.person("ben").go("martech")
    anna.type("The sign-up form on the spring page loses umlauts")
    emoji(ben, "ticket", on="loses umlauts")

    acme.wait_posted("details missing", to="martech")
    thread = open_thread(anna, of="loses umlauts")
    expect(thread).to_contain_text("MT-1")
    anna.shot("ways-emoji-thread")
    tom = acme.person("tom").go("triage-web")
    tom.message("loses umlauts")
    tom.shot("ways-emoji-triage")

    thread.get_by_role("button", name="Add details").click()
    form = anna.form("Details: MT-1")
    expect(form.get_by_label("What do you need?")).to_have_value(
        "The sign-up form on the spring page loses umlauts"
    )
    anna.choose("Type", "Something is broken")
    anna.fill("What is it for?", "Leads from Germany arrive with broken names")
    anna.shot("ways-emoji-details")
    anna.sent()

    acme.wait_posted("added the details", to="triage-web")
    expect(thread).to_contain_text("Leads from Germany")
    anna.shot("ways-emoji-detailed")


def test_from_the_messages_menu(acme):
    anna, ben = acme.person("anna").go("martech"), acme.person("ben").go("martech")
    anna.type("Can somebody put the new logos on the home page?")
    talker = acme.company.person("ben")
    top = eventually(lambda: talker.message("new logos", channel="martech"))
    talker.say("There are six of them", channel="martech", thread_ts=top["ts"])

    from_menu(anna, "Turn into a request", on="new logos")
    form = anna.form("New request")
    expect(form.get_by_label("What do you need?")).to_have_value(
        "Can somebody put the new logos on the home page?"
    )
    anna.choose("Type", "Website change")
    anna.fill("What is it for?", "Sales asks for fresh references")
    anna.shot("ways-menu-form")
    anna.sent()

    acme.wait_posted("MT-1", to="martech")
    thread = open_thread(anna, of="new logos")
    expect(thread).to_contain_text("Sales asks for fresh references")
    anna.shot("ways-menu-thread")
    told = acme.wait_posted("Earlier in the", to="triage-web")
    assert "There are six of them" in words_of(told)
    tom = acme.person("tom").go("triage-web")
    open_thread(tom, of="new logos")
    tom.shot("ways-menu-triage")

    from_menu(ben, "Turn into a request", on="new logos")
    ben.form("Already a request")
    ben.shot("ways-menu-taken")


def test_by_mention_and_by_direct_message(acme):
    anna = acme.person("anna").go("martech")
    anna.type("@tandem please count newsletter sign-ups as a conversion")

    acme.wait_posted("details missing", to="martech")
    open_thread(anna, of="newsletter sign-ups")
    anna.shot("ways-mention")

    anna.tandem().type("I still see the payroll folder in the shared drive")
    acme.wait_posted("payroll folder", to="anna")
    anna.message("details missing")
    anna.shot("ways-direct")
    readers = {e["user"] for e in acme.posted("payroll folder", to="anna")}
    assert readers == {acme.company.people["anna"]}
    assert acme.posted("payroll", to="triage-web") == []
