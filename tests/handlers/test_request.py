"""`/request`: words open a form, subcommands answer at once, and slips are told apart."""

import json

import pytest

from domain.errors import TicketNotFound
from handlers.request import opens_form
from tests.builders import ANNA, IVO, MAYA, filed
from tests.handlers.payloads import a_command, sent


def answer(app, text, by=ANNA):
    response = sent(app, a_command(text, by=by))
    assert response.status == 200
    return json.loads(response.body)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("", True),
        ("  ", True),
        ("a page for spring", True),
        ("mine is broken", True),
        ("MT-7 is broken", True),
        ("website", True),
        ("mine", False),
        (" Mine ", False),
        ("ASSIGNED", False),
        ("help", False),
        ("waiting", False),
        ("search", False),
        ("Search Spring page", False),
        ("searching for a page", True),
        ("research for a page", True),
        ("hlep", False),
        ("asigned", False),
        ("MT-7", False),
        ("mt7", False),
        ("MT-1234567890", True),
    ],
)
def test_words_open_the_form_unless_they_are_a_subcommand_or_nearly(text, opens):
    assert opens_form({"text": text}) is opens


def test_mine_lists_my_open_requests(app, desk):
    filed(desk)

    found = answer(app, "mine")

    assert found["response_type"] == "ephemeral"
    assert found["text"] == "Your open requests: 1"
    assert answer(app, "mine", by=IVO)["text"].startswith("You have no open requests")


def test_assigned_lists_my_backlog(app, desk):
    filed(desk)

    assert answer(app, "assigned", by=IVO)["text"] == "Your backlog, what is due first: 1"


def test_waiting_lists_what_waits_for_me(app, desk):
    filed(desk, approvers=(MAYA,))

    assert answer(app, "waiting", by=MAYA)["text"] == "Waits for you: 1"
    assert answer(app, "waiting")["text"].startswith("Nothing waits for you")


def test_search_looks_for_the_words_as_they_were_typed(app, desk):
    filed(desk)

    assert answer(app, "search  SPRING \n Page")["text"] == "Found for “SPRING Page”: 1"
    assert "`/request search" in answer(app, " search ")["text"]


@pytest.mark.parametrize(
    "words",
    ['"', "'", "NEAR(a b)", "a AND", "* OR NOT", "summary:x", "\x00", "\ud800", "🎉", "---", "the",
     "%_\\", "x" * 100_000, "spring " * 20_000, "a'; DROP TABLE ticket", "&<>|!:*()", "@@ #1/2"],
)  # fmt: skip
def test_any_words_can_be_looked_for(app, desk, words):
    filed(desk)

    found = answer(app, f"search {words}")

    assert found["response_type"] == "ephemeral"
    assert len(found["text"]) < 3000


@pytest.mark.parametrize("typed", ["MT-7", "mt-7", "MT7", " mt7 "])
def test_a_ticket_is_shown_by_its_number_however_it_is_typed(app, desk, typed):
    filed(desk)

    assert answer(app, typed)["text"] == "MT-7 is open: Spring campaign page"


def test_to_a_stranger_a_ticket_looks_as_if_it_were_not_there(app, desk):
    filed(desk)

    refused = answer(app, "MT-7", by="U0STRANGER")

    assert refused == {"response_type": "ephemeral", "text": str(TicketNotFound(7))}
    assert answer(app, "MT-8", by="U0STRANGER")["text"] == str(TicketNotFound(8))


def test_help_is_answered_at_once(app):
    assert "`/request mine`" in json.dumps(answer(app, "help"))


def test_a_slip_is_answered_with_what_was_probably_meant(app):
    words = answer(app, "asigned")["text"]

    assert "I do not know `/request asigned`. Did you mean `/request assigned`?" in words
