"""The Home tab of requester, owner and lead: what waits for whom, and one tap to do it."""

import pytest
from slack_bolt import BoltContext

from domain.home import Spot, Tab
from domain.ticket import Status
from handlers.home import publish
from sandbox.desk import buttons, shown_words
from tests.builders import a_filed, saved
from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled


def opened(person):
    """The Home tab, as it is published when this person opens it."""
    before = shown(person)
    hash_before = before and before["hash"]
    person.home()

    def drawn():
        now = shown(person)
        return now if now and now["hash"] != hash_before else None

    return eventually(drawn, what="the Home tab")


def shown(person):
    """The Home tab as it is, without opening it."""
    return person._see("home", timeout=0)


def shows(person, words):
    """The Home tab, once it shows these words."""

    def found():
        home = shown(person)
        return home if home and words in shown_words(home) else None

    return eventually(found, what=f"{words!r} on the Home tab of {person.name}")


@pytest.fixture
def lead(company):
    return company.person("iris")


@on_both
def test_a_requester_sees_what_waits_for_them_and_does_it_there(company, bot, anna, ivo):
    file_request(anna, "Spring page")
    file_request(anna, "Autumn page")
    settled(bot)
    ivo.press("Resolve", message=card(ivo, "triage-web", number=2))
    ivo.submit({"words": "It is live."})
    settled(bot)

    home = opened(anna)

    assert "Waits for me (1)" in "".join(buttons(home))
    assert "My requests (2)" in buttons(home)
    assert "|MT-2>* Autumn page" in shown_words(home)
    assert "Spring page" not in shown_words(home)
    anna.press("Done", view=home)
    shows(anna, "Nothing waits for you")
    assert saved(bot.desk, 2).ticket.status is Status.CLOSED
    anna.press("My requests (1)", view=shown(anna))
    assert "Spring page" in shown_words(shows(anna, "The newest comes first"))


@on_both
def test_an_owner_takes_from_the_queue_and_finds_it_in_the_backlog(company, bot, anna):
    tom = company.person("tom")
    file_request(anna, "Spring page", needed_by="2026-03-20")
    file_request(anna, "Autumn page", needed_by="2026-03-10")
    settled(bot)

    home = opened(tom)

    assert "▸ My areas' queue (2)" in buttons(home)
    words = shown_words(home)
    assert words.index("Autumn page") < words.index("Spring page")
    tom.press("Take it", view=home)
    eventually(lambda: saved(bot.desk, 2).ticket.owner == tom.id)
    eventually(lambda: "My backlog (1)" in buttons(shown(tom)))
    tom.press("My backlog (1)", view=shown(tom))
    assert "Resolve" in buttons(shows(tom, "What you own"))


def test_an_approver_decides_on_home(company, bot, anna, maya):
    file_request(anna, "Editor rights", kind="access")
    settled(bot)

    home = opened(maya)

    assert "your decision" in shown_words(home).lower()
    maya.press("Approve", view=home)
    shows(maya, "Nothing waits for you")
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@on_both
def test_a_lead_sees_where_both_sides_stand(company, bot, anna, lead):
    file_request(anna, "Spring page")
    settled(bot)

    words = shown_words(opened(lead))

    assert "*Both sides* · 1 open" in words
    assert "Nothing waits on marketing" in words
    assert "1 waits on IT" in words
    assert "Both sides" not in shown_words(opened(anna))


def test_what_is_pressed_too_late_is_refused_privately_and_home_shows_what_is_true(
    company, bot, anna, ivo
):
    file_request(anna, "Spring page")
    settled(bot)
    home = opened(ivo)
    company.person("tom").press("Take it", message=card(company.person("tom"), "triage-web"))
    settled(bot)

    ivo.press("Take it", view=home)

    eventually(lambda: any("nothing to take" in shown_words(m) for m in ivo.dm()))
    eventually(lambda: "Take it" not in buttons(shown(ivo)))
    assert saved(bot.desk, 1).ticket.owner == "U0TOM"


def test_what_a_form_opened_on_home_does_shows_there(company, bot, anna, ivo):
    file_request(anna, "Spring page")
    settled(bot)
    ivo.press("Resolve", view=opened(ivo))

    outcome = ivo.submit({"words": "It is live."}, view=ivo.view("Resolve MT-1"))

    assert outcome.closed
    shows(ivo, "Resolved")


def test_a_request_filed_from_home_shows_there(company, bot, anna):
    anna.press("New request", view=opened(anna))
    anna.view("New request")

    fields = {"summary": "Spring page", "type": "landing_page", "purpose": "Leads"}
    assert anna.submit(fields, view=anna.view("New request")).closed

    eventually(lambda: any("My requests (1)" in text for text in buttons(shown(anna))))


def test_lists_are_narrowed_and_turned(company, bot, anna, ivo):
    with bot.desk.transaction() as tx:
        for n in range(12):
            tx.tickets.add(a_filed(id=n + 1, requester=anna.id, summary=f"Page {n:02}"))
    home = opened(anna)
    assert "Page 00" not in shown_words(home)

    anna.press("More", view=home)
    assert "Page 00" in shown_words(shows(anna, "11 to 12"))
    anna.choose("home.side", "marketing", view=shown(anna))
    shows(anna, "Nothing here is like that")
    anna.choose("home.side", "either", view=shown(anna))
    shows(anna, "1 to 10")


def test_who_sees_nothing_of_a_private_ticket_sees_nothing_of_it_on_home(company, bot, anna):
    anna.say("My secret salary tool")
    eventually(lambda: [m for m in anna.dm() if "details" in shown_words(m).lower()])
    settled(bot)
    tom = company.person("tom")

    assert "secret" not in shown_words(opened(tom))
    assert "secret" in shown_words(opened(company.person("ivo")))


@pytest.mark.refused("hash_conflict")
def test_what_was_pressed_on_an_older_tab_is_shown_on_the_newer_one(company, bot, anna):
    file_request(anna, "Spring page")
    settled(bot)
    stale = opened(anna)["hash"]
    opened(anna)

    publish_from(bot, anna, drawn=stale)

    assert "Spring page" in shown_words(shown(anna))


def publish_from(bot, person, *, drawn):
    """Show the tab, for somebody who acted on what is not shown any more."""
    context = {"desk": bot.desk, "user_id": person.id}
    publish(Spot(tab=Tab.MINE), BoltContext(context), bot.slack, drawn=drawn)


def test_opening_the_messages_is_heard_and_shows_nothing(company, bot, anna, caplog):
    """Slack tells it by the same event, and tells it again to whoever does not listen."""
    anna.open_messages()
    opened(anna)

    assert "Unhandled request" not in caplog.text
