"""The life of a ticket, move by move, as its owner, its requester and their colleagues live it."""

from datetime import timedelta

import pytest

from domain.ticket import Status, Waiting
from tests.builders import T0, saved
from tests.marks import at_slacks_pace, on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of

ACCEPTANCE = "It loads on phones\nLeads arrive in the CRM"


@pytest.fixture
def open_ticket(company, bot, anna):
    file_request(anna)
    settled(bot)


@pytest.fixture
def resolved(bot, open_ticket, ivo):
    press(bot, ivo, "Resolve", {"words": "It is live."})


def press(bot, person, button, words=None, *, channel=None):
    """Press it on the card of MT-1, where this person has it, and send the form that opens."""
    channel = channel or ("dm" if person.name == "anna" else "triage-web")
    person.press(button, message=card(person, channel))
    if words is not None:
        outcome = person.submit(words)
        assert outcome.closed, outcome
    settled(bot)


def more(bot, person, what, words=None, *, number=1):
    """Choose it under More on the card in triage, and send the form that opens."""
    at = card(person, "triage-web", number=number)
    person.choose("ticket.more", f"{what}:{number}", message=at)
    if words is not None:
        outcome = person.submit(words)
        assert outcome.closed, outcome
    settled(bot)


def ticket(bot, number=1):
    return saved(bot.desk, number).ticket


def posts(person, words, channel):
    return [m for m in person.sees(channel) if words in m.get("text", "")]


@on_both
@at_slacks_pace
def test_resolve_not_yet_and_done_with_the_list_of_what_was_agreed(company, bot, anna, ivo):
    file_request(anna, acceptance=ACCEPTANCE)
    settled(bot)
    press(bot, ivo, "Take it")

    ivo.press("Resolve", message=card(ivo, "triage-web"))
    assert "• It loads on phones" in words_of(ivo.view("Resolve MT-1"))
    ivo.submit({"words": "It is live."})
    settled(bot)
    asked = anna.message("says MT-1 is done")
    assert "• Leads arrive in the CRM" in words_of(asked)
    assert "closes by itself on Tue 10 Mar 2026" in words_of(card(anna))

    anna.press("Not yet", message=card(anna))
    assert "• It loads on phones" in words_of(anna.view("Not yet: MT-1"))
    anna.submit({"words": "No leads yet."})
    settled(bot)
    press(bot, ivo, "Resolve", {"words": "They come in now."})
    press(bot, anna, "Done")

    assert ticket(bot).status is Status.CLOSED
    assert "They come in now." in words_of(card(anna))
    assert "nothing, it is done" in words_of(card(anna))


@on_both
def test_work_waits_for_another_team_and_goes_on(company, bot, open_ticket, anna, ivo):
    more(bot, ivo, "wait_for_it", {"words": "The network team opens a port."})

    assert (ticket(bot).status, ticket(bot).waiting_for) == (Status.WAITING, Waiting.IT)
    for seen in (card(anna), card(ivo, "triage-web")):
        assert "waits for another IT team" in words_of(seen)
        assert "The network team opens a port." in words_of(seen)
    assert "Nothing is needed from you" in words_of(anna.message("waits for another IT team"))
    press(bot, ivo, "Go on")

    assert ticket(bot).status is Status.IN_PROGRESS
    assert anna.message("works on MT-1 again")


@on_both
def test_what_is_put_aside_leaves_the_backlog_and_comes_back_once(
    company, bot, open_ticket, anna, ivo
):
    more(bot, ivo, "snooze", {"day": "2026-03-05", "words": "After the fair"})

    assert "put aside" in words_of(card(anna))
    assert "MT-1" not in str(ivo.command("/request", "assigned", channel="triage-web").blocks)
    company.clock_to(T0 + timedelta(days=3))
    for _ in range(2):
        bot.timetable.tick()
    settled(bot)

    [told] = posts(ivo, "was put aside until today", "triage-web")
    assert told["text"].startswith("<@U0IVO>")
    assert "put aside" not in words_of(card(anna))
    assert posts(anna, "put aside", "dm") == []


def test_a_day_that_is_over_is_refused_beside_the_field(company, bot, open_ticket, ivo):
    ivo.choose("ticket.more", "snooze:1", message=card(ivo, "triage-web"))

    outcome = ivo.submit({"day": "2026-03-02"})

    assert outcome.errors == {"day": "Please choose a day after today."}


@on_both
def test_the_owner_cancels_with_a_reason(company, bot, open_ticket, anna, ivo):
    more(bot, ivo, "cancel", {"words": "The old page does it: /spring."})

    assert ticket(bot).status is Status.CANCELLED
    assert "The old page does it" in words_of(card(anna))
    assert "has cancelled MT-1" in words_of(anna.message("has cancelled MT-1"))
    assert buttons_of(card(anna)) == ["File a follow-up", "History"]


@on_both
def test_what_is_closed_can_be_opened_again_within_a_week(
    company, bot, resolved, open_ticket, anna, ivo
):
    press(bot, anna, "Done")
    company.clock_to(T0 + timedelta(days=6))

    press(bot, anna, "Reopen", {"words": "It broke again."})

    assert ticket(bot).status is Status.IN_PROGRESS
    assert "It broke again." in words_of(ivo.message("has to go on", channel="triage-web"))


def test_later_there_is_a_follow_up_instead(company, bot, resolved, anna):
    press(bot, anna, "Done")
    company.clock_to(T0 + timedelta(days=8))

    anna.press("Reopen", message=card(anna))

    told = eventually(lambda: [m for m in anna.dm() if "more than a week ago" in words_of(m)])
    assert "with the button on its card" in words_of(told[0])
    assert anna.open_view() is None
    anna.press("File a follow-up", message=card(anna))
    assert anna.view()
    assert ticket(bot).status is Status.CLOSED


@on_both
def test_silence_is_asked_about_once_and_then_it_is_closed(company, bot, resolved, anna, ivo):
    for days in (3, 4, 8, 9):
        company.clock_to(T0 + timedelta(days=days))
        bot.timetable.tick()
    settled(bot)

    assert len(posts(anna, "Is MT-1 done?", "dm")) == 1
    assert len(posts(anna, "MT-1 is closed now", "dm")) == 1
    assert ticket(bot).status is Status.CLOSED
    anna.press("History", message=card(anna))
    assert "Tandem closed it, as nobody objected" in words_of(anna.view("MT-1 so far"))


@on_both
def test_linked_tickets_show_it_and_the_owner_hears_when_the_other_is_done(
    company, bot, open_ticket, anna, ivo
):
    file_request(anna, "New tags")
    settled(bot)
    before = len(ivo.sees("triage-web")) + len(anna.dm())

    more(bot, ivo, "link", {"number": "mt-2", "kind": "blocked_by"})

    assert "Waits for *MT-2* · New tags · open" in words_of(card(anna))
    assert "Waited for by *MT-1*" in words_of(card(anna, number=2))
    assert len(ivo.sees("triage-web")) + len(anna.dm()) == before
    ivo.press("Resolve", message=card(ivo, "triage-web", number=2))
    ivo.submit({"words": "Set."})
    settled(bot)
    [told] = posts(ivo, "that MT-1 waits for is resolved", "triage-web")
    assert told["thread_ts"] == card(ivo, "triage-web")["ts"]
    assert "Waits for *MT-2* · New tags · done" in words_of(card(anna))


@pytest.mark.parametrize("number", ["MT-99", "the other one"])
def test_a_link_to_what_is_not_there_is_refused_beside_the_field(
    company, bot, open_ticket, ivo, number
):
    ivo.choose("ticket.more", "link:1", message=card(ivo, "triage-web"))

    outcome = ivo.submit({"number": number, "kind": "follows"})

    assert list(outcome.errors) == ["number"]


def test_required_words_are_asked_for_beside_the_field(company, bot, open_ticket, ivo):
    ivo.choose("ticket.more", "cancel:1", message=card(ivo, "triage-web"))

    outcome = ivo.submit({"words": " "})

    assert outcome.errors == {"words": "Please write a line."}


def test_a_form_about_a_ticket_that_has_moved_on_is_refused_kindly_and_stays_open(
    company, bot, open_ticket, anna, ivo
):
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    form = ivo.view("Resolve MT-1")
    anna.press("Withdraw", message=card(anna))
    settled(bot)

    outcome = ivo.submit({"words": "It is live."}, view=form)

    assert "MT-1 is cancelled. It cannot be resolved from there" in outcome.errors["words"]
    assert not outcome.closed


def test_a_colleague_follows_and_hears_how_it_ends(company, bot, open_ticket, anna, ivo):
    ben = company.person("ben")
    looked = ben.command("/request", "MT-1", channel="marketing")
    assert "Follow" in str(looked.blocks)
    ben.press("Follow", message=ben.message("*MT-1* ·", channel="marketing"))
    settled(bot)

    press(bot, ivo, "Resolve", {"words": "It is live."})

    assert "You follow it." in words_of(ben.message("says MT-1 is done"))
    ben.press("Stop following", message=card(ben))
    settled(bot)
    assert ben.message("You no longer follow MT-1")


def test_the_history_is_for_who_may_see_the_ticket(company, bot, resolved, anna, ivo):
    more(bot, ivo, "note", {"words": "canary"})

    ivo.press("History", message=card(ivo, "triage-web"))
    assert "resolved it: “It is live.”" in words_of(ivo.view("MT-1 so far"))
    company.person("sam").press("History", message=card(company.person("sam"), "triage-web"))

    sam = company.person("sam")
    eventually(lambda: [m for m in sam.sees("triage-web") if "not among the" in words_of(m)])
    assert sam.open_view() is None
    anna.press("History", message=card(anna))
    assert "canary" not in words_of(anna.view("MT-1 so far"))
