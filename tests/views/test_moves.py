"""The small forms of moves, read back."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import FieldRefusal
from domain.lifecycle import Move
from domain.ticket import Brief
from tests.builders import T0, a_filed, a_ticket
from tests.views.sent import a_view, by_name
from views import moves as view

TODAY = T0.date()


@pytest.mark.parametrize(
    ("move", "title", "label", "submit"),
    [
        (Move.RESOLVE, "Resolve MT-7", "What was done?", "Resolve"),
        (Move.NOT_YET, "Not yet: MT-7", "What is missing?", "Send back"),
        (Move.COMMENT, "Comment on MT-7", "Your comment", "Send"),
        (Move.ANSWER, "Answer: MT-7", "Your answer", "Send"),
        (Move.REOPEN, "Reopen MT-7", "Why does it have to go on?", "Reopen"),
        (Move.CANCEL, "Cancel MT-7", "Why does it end here?", "Cancel the ticket"),
        (Move.NOTE, "Note on MT-7", "Your note", "Keep"),
        (Move.WAIT_FOR_IT, "Waiting: MT-7", "What does it wait for?", "Wait"),
        (Move.WAIT_FOR_THIRD_PARTY, "Waiting: MT-7", "What does it wait for?", "Wait"),
    ],
)
def test_a_move_that_needs_words_asks_for_them(move, title, label, submit):
    form = view.form(a_filed(), move)

    assert (form["title"]["text"], form["submit"]["text"]) == (title, submit)
    assert by_name(form)["words"]["label"]["text"] == label


@pytest.mark.parametrize("move", view.ASKING)
def test_what_was_typed_is_read_back_with_its_move_and_ticket(move):
    sent = a_view(view.form(a_filed(id=12), move), words=" It is live\x00 ")

    assert view.read_form(sent) == (move, 12, "It is live")


@pytest.mark.parametrize(
    ("words", "problem"),
    [("", "Please write a line."), ("\u2066", "Please write"), ("x" * 1001, "This can have 1000")],
)
def test_a_problem_stands_beside_the_field(words, problem):
    with pytest.raises(FieldRefusal) as refusal:
        view.read_form(a_view(view.form(a_filed(), Move.RESOLVE), words=words))

    assert refusal.value.problems["words"].startswith(problem)


@pytest.mark.parametrize("move", view.ASKING)
def test_who_resolves_and_who_checks_read_when_it_is_done(move):
    brief = Brief(ticket_id=7, purpose="p", acceptance="- It loads\n\n* Leads arrive")
    form = view.form(replace(a_filed(), brief=brief), move)

    said = [b["text"]["text"] for b in form["blocks"] if b["type"] == "section"]

    list_ = "*It is done when*\n• It loads\n• Leads arrive"
    assert (list_ in said) == (move in (Move.RESOLVE, Move.NOT_YET))


def test_a_day_and_words_are_read_back():
    sent = a_view(view.snooze_form(a_ticket()), day="2026-03-09", words="After the fair")

    assert view.read_snooze_form(sent, today=TODAY) == (7, date(2026, 3, 9), "After the fair")


def test_no_words_are_needed_to_put_something_aside():
    sent = a_view(view.snooze_form(a_ticket()), day="2026-03-03")

    assert view.read_snooze_form(sent, today=TODAY) == (7, date(2026, 3, 3), "")


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (None, "Please choose a day."),
        ("2026-03-02", "Please choose a day after today."),
        ("2020-01-01", "Please choose a day after today."),
        ("2029-01-01", "Please choose a day within a year."),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_it(day, problem):
    sent = a_view(view.snooze_form(a_ticket()), day=day)

    with pytest.raises(FieldRefusal) as refusal:
        view.read_snooze_form(sent, today=TODAY)

    assert refusal.value.problems == {"day": problem}
