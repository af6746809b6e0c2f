"""What people hear, where and when: by their own wish, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.desk import buttons, shown_words
from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled, words_of
from tests.scenarios.test_home import opened, shown

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 7, 31, tzinfo=UTC)


def wish(person, **chosen):
    """Fill the form that is behind Notifications."""
    person.press("Notifications", view=opened(person))
    return person.submit(chosen, view=person.view("Notifications"))


def heard(person, words, *, channel="dm"):
    return [m for m in person.sees(channel) if words in words_of(m)]


def in_thread(messages):
    return [bool(m.get("thread_ts") and m["thread_ts"] != m["ts"]) for m in messages]


@pytest.fixture
def asked(bot, anna):
    file_request(anna)
    settled(bot)


@on_both
@pytest.mark.parametrize(
    ("place", "threads"),
    [("thread", [True]), ("direct", [False]), ("both", [True, False]), ("nowhere", [])],
)
def test_progress_is_told_where_its_reader_wishes(company, bot, asked, anna, ivo, place, threads):
    assert wish(anna, progress=place).closed

    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)

    assert sorted(in_thread(heard(anna, "has taken MT-1")), reverse=True) == threads


@on_both
def test_what_came_in_quiet_hours_comes_after_them_as_one(company, bot, asked, anna, ivo):
    assert wish(anna, begins="18:00", ends="08:30").closed
    company.clock_to(EVENING)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    eventually(lambda: "works on it" in words_of(card(ivo, "triage-web")))
    ivo.choose("ticket.more", "wait_for_it:1", message=card(ivo, "triage-web"))
    ivo.submit({"words": "The network team has to open a port."}, view=ivo.view())
    ivo.press("Go on", message=eventually(lambda: waiting_card(ivo)))
    eventually(lambda: "Go on" not in buttons(card(ivo, "triage-web")))
    assert heard(anna, "has taken MT-1") == []

    company.clock_to(MORNING)
    settled(bot)

    [told] = heard(anna, "in your quiet hours")
    assert "3 things happened on MT-1" in words_of(told)
    assert "waited until your quiet hours were over" in words_of(told)
    assert in_thread([told]) == [True]


@on_both
def test_who_ends_their_quiet_hours_hears_at_once_what_waited(company, bot, asked, anna, ivo):
    wish(anna, begins="18:00", ends="08:30")
    company.clock_to(EVENING)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    eventually(lambda: "works on it" in words_of(card(ivo, "triage-web")))
    assert heard(anna, "has taken MT-1") == []

    wish(anna, begins=None, ends=None)

    [told] = eventually(lambda: heard(anna, "has taken MT-1"))
    assert in_thread([told]) == [True]


@on_both
def test_what_waits_keeps_to_quiet_hours_as_they_were_chosen_last(company, bot, asked, anna, ivo):
    wish(anna, begins="18:00", ends="08:30")
    company.clock_to(EVENING)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    eventually(lambda: "works on it" in words_of(card(ivo, "triage-web")))
    wish(anna, begins="18:00", ends="09:30")

    company.clock_to(MORNING)
    bot.relay.deliver_due()
    assert heard(anna, "has taken MT-1") == []
    company.clock_to(MORNING + timedelta(hours=1))

    settled(bot)
    assert len(heard(anna, "has taken MT-1")) == 1


def waiting_card(person):
    shown_now = card(person, "triage-web")
    return shown_now if "Go on" in buttons(shown_now) else None


@on_both
def test_what_asks_for_an_answer_comes_at_night_too(company, bot, asked, anna, ivo):
    wish(anna, progress="nowhere", begins="18:00", ends="08:30")
    company.clock_to(EVENING)

    ivo.press("Resolve", message=card(ivo, "triage-web"))
    ivo.submit({"words": "It is live."}, view=ivo.view("Resolve MT-1"))
    settled(bot)

    [told] = heard(anna, "Please check")
    assert "You asked for it." in words_of(told)
    assert "Home tab" not in words_of(told)


def test_quiet_hours_that_do_not_end_are_refused_beside_the_field(company, bot, asked, anna):
    outcome = wish(anna, begins="18:00")

    assert outcome.errors == {"ends": "Please choose both times, or clear both."}


def test_the_form_shows_what_was_chosen_last(company, bot, asked, anna):
    wish(anna, talk="nowhere", begins="18:00", ends="08:30")
    eventually(lambda: "18:00-08:30" in str(shown(anna)))

    anna.press("Notifications", view=shown(anna))

    form = anna.view("Notifications")
    chosen = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert chosen["talk"]["initial_option"]["value"] == "nowhere"
    assert chosen["begins"]["initial_time"] == "18:00"


def test_nobody_is_told_of_their_own_act(company, bot, ivo):
    file_request(ivo)
    settled(bot)

    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)

    assert heard(ivo, "has taken MT-1") == []


@on_both
def test_in_a_silent_channel_cards_change_and_nothing_is_said(company, bot, asked, anna, ivo):
    answer = ivo.command("/request", "silence", channel="triage-web")
    assert answer.ok
    ivo.message("I only post cards", channel="triage-web")

    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)
    anna.press("Comment", message=card(anna))
    settled(bot)
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    ivo.submit({"words": "It is live."}, view=ivo.view("Resolve MT-1"))
    settled(bot)
    anna.press("Not yet", message=card(anna))
    anna.submit({"words": "The form is missing."}, view=anna.view("Not yet: MT-1"))
    settled(bot)

    assert heard(ivo, "not done yet", channel="triage-web") == []
    [told] = heard(ivo, "not done yet")
    assert "You own it." in words_of(told)
    assert "works on it" in words_of(card(ivo, "triage-web"))

    ivo.command("/request", "unsilence", channel="triage-web")
    ivo.message("say again below its card", channel="triage-web")


def test_only_who_looks_after_a_channel_silences_it(company, bot, asked, anna, ivo):
    anna.command("/request", "silence", channel="triage-web")
    assert "coordinator" in shown_words(anna.message("Please ask", channel="triage-web"))

    ivo.command("/request", "silence", channel="martech")
    ivo.message("Please ask", channel="martech")
    company.person("noor").command("/request", "silence", channel="martech")
    company.person("noor").message("I only post cards", channel="martech")


def test_a_direct_message_cannot_be_silenced_like_a_channel(company, bot, asked, ivo):
    ivo.command("/request", "silence", channel="dm")

    ivo.message("Only a channel can be silent")
