"""Deciding on a request: as approver, requester and stranger, through the real Bolt app."""

import pytest

from domain.history import Event
from domain.ticket import Status
from tests.builders import IVO, MAYA, saved
from tests.marks import at_slacks_pace, on_both
from tests.scenarios.acting import (
    buttons_of,
    card,
    eventually,
    file_request,
    settled,
    words_of,
)

ASKED = ["Approve", "Request changes", "Decline", "History"]


@pytest.fixture
def asked(company, bot, anna):
    """Anna asked for access; Maya or Ivo may say yes."""
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)


def private_words(person, channel="dm"):
    """The last thing that only this person sees."""
    seen = [m for m in person.sees(channel) if m.get("only_for")]
    return words_of(seen[-1]) if seen else ""


@on_both
@at_slacks_pace
def test_an_approver_says_yes_with_one_press_and_everyone_concerned_is_told(
    company, bot, asked, anna, maya, ivo
):
    shown = card(maya)
    assert buttons_of(shown) == ASKED

    outcome = maya.press("Approve", message=shown)
    settled(bot)

    assert outcome.ok, outcome
    assert saved(bot.desk, 1).ticket.status is Status.OPEN
    for person, channel in ((maya, "dm"), (ivo, "dm"), (anna, "dm"), (ivo, "triage-web")):
        assert "<@U0MAYA> approved" in words_of(card(person, channel))
    assert anna.message("<@U0MAYA> approved MT-1")
    assert buttons_of(card(ivo, "triage-web"))[:2] == ["Take it", "Resolve"]
    assert ivo.message("it is yours to take", channel="triage-web")


@on_both
@pytest.mark.parametrize(
    ("button", "title", "status", "words"),
    [
        ("Request changes", "Changes to MT-1", Status.CHANGES_REQUESTED, "asked for changes"),
        ("Decline", "Decline MT-1", Status.DECLINED, "declined"),
    ],
)
def test_no_and_not_like_this_need_a_comment_that_the_requester_reads(
    company, bot, asked, anna, maya, button, title, status, words
):
    maya.press(button, message=card(maya))
    form = maya.view(title=title)
    assert maya.submit({"comment": "  "}, view=form).errors

    outcome = maya.submit({"comment": "Which role does he need?"}, view=form)
    settled(bot)

    assert outcome.closed, outcome
    assert saved(bot.desk, 1).ticket.status is status
    told = words_of(anna.message(f"<@U0MAYA> {words}"))
    assert "Which role does he need?" in told


@on_both
def test_after_changes_were_requested_the_requester_edits_and_resubmits(
    company, bot, asked, anna, maya
):
    maya.press("Request changes", message=card(maya))
    maya.submit({"comment": "Which role?"})
    settled(bot)

    anna.press("Edit and resubmit", message=card(anna))
    form = anna.view(title="Edit MT-1")
    outcome = anna.submit({"details": "Editor, until March"}, view=form)
    settled(bot)

    assert outcome.closed, outcome
    assert saved(bot.desk, 1).approval.round == 2
    assert buttons_of(card(maya)) == ASKED
    assert maya.message("waits for you again")
    assert "Editor, until March" in words_of(card(maya))


@on_both
def test_the_requester_cannot_approve_and_is_told_why_privately(company, bot, asked, anna):
    shown = card(anna, "triage-web")

    anna.press("Approve", message=shown)

    eventually(lambda: "your own request" in private_words(anna, "triage-web"))
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


@on_both
def test_a_stranger_is_told_why_not_privately_and_no_form_opens(company, bot, asked):
    sam = company.person("sam")

    for button in ("Approve", "Decline"):
        sam.press(button, message=card(sam, "triage-web"))

    eventually(lambda: "not among the tickets" in private_words(sam, "triage-web"))
    assert sam.open_view(timeout=0.3) is None
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


@on_both
def test_who_comes_second_is_told_who_was_first(company, bot, asked, maya, ivo):
    shown = card(ivo, "triage-web")
    maya.press("Approve", message=card(maya, "triage-web"))

    ivo.press("Approve", message=shown)

    eventually(lambda: "<@U0MAYA> was first and approved it" in private_words(ivo, "triage-web"))
    with bot.desk.reading() as tx:
        told = [(entry.event, entry.by) for entry in tx.history.of(1)]
    assert [each for each in told if each[0] is Event.APPROVED] == [(Event.APPROVED, MAYA)]
    assert told[-1] == (Event.NOT_COUNTED, IVO)


@on_both
def test_who_writes_a_refusal_too_late_reads_beside_the_field_who_was_first(
    company, bot, asked, maya, ivo
):
    ivo.press("Decline", message=card(ivo))
    form = ivo.view()
    maya.press("Approve", message=card(maya))

    outcome = ivo.submit({"comment": "No budget"}, view=form)

    assert "Maya was first and approved it" in outcome.errors["comment"]


@on_both
def test_an_approval_that_waits_is_nudged_once_per_working_day(company, bot, asked, maya):
    def nudges():
        return [m for m in maya.dm() if "still waits for your decision" in words_of(m)]

    company.clock_to("2026-03-02T15:00:00+00:00")
    bot.timetable.tick()
    assert nudges() == []

    for hour in ("09", "12"):
        company.clock_to(f"2026-03-03T{hour}:30:00+00:00")
        bot.timetable.tick()
        settled(bot)
    assert len(nudges()) == 1

    company.clock_to("2026-03-07T09:30:00+00:00")
    bot.timetable.tick()
    settled(bot)
    assert len(nudges()) == 1  # a Saturday
