"""The life of a ticket after intake, as owner, requester and stranger."""

import pytest

from domain.ticket import Status
from tests.builders import saved
from tests.marks import at_slacks_pace, on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of


@pytest.fixture
def open_ticket(company, bot, anna):
    file_request(anna)
    settled(bot)


@on_both
@at_slacks_pace
def test_from_take_it_to_done_with_one_not_yet(company, bot, open_ticket, anna, ivo):
    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)
    assert anna.message("<@U0IVO> has taken MT-1")

    ivo.press("Resolve", message=card(ivo, "triage-web"))
    assert ivo.submit({"words": "It is live."}, view=ivo.view("Resolve MT-1")).closed
    settled(bot)
    assert "It is live." in words_of(card(anna))

    anna.press("Not yet", message=card(anna))
    assert anna.submit({"words": "The form is missing."}, view=anna.view("Not yet: MT-1")).closed
    settled(bot)
    assert "The form is missing." in words_of(ivo.message("not done yet", channel="triage-web"))

    ivo.press("Resolve", message=card(ivo, "triage-web"))
    ivo.submit({"words": "Now with the form."})
    settled(bot)
    anna.press("Done", message=card(anna))
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.CLOSED
    assert buttons_of(card(anna)) == ["Reopen", "File a follow-up", "History"]
    assert buttons_of(card(ivo, "triage-web")) == ["Reply to requester", "History"]


def test_who_takes_a_ticket_owns_it(company, bot, open_ticket):
    tom = company.person("tom")

    tom.press("Take it", message=card(tom, "triage-web"))
    settled(bot)

    assert saved(bot.desk, 1).ticket.owner == "U0TOM"
    assert "<@U0TOM> works on it" in words_of(card(tom, "triage-web"))


@pytest.mark.parametrize("status", ["open", "awaiting"])
def test_the_requester_withdraws(company, bot, anna, maya, status):
    file_request(anna, kind="landing_page" if status == "open" else "access")
    settled(bot)

    anna.press("Withdraw", message=card(anna))
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.CANCELLED
    assert buttons_of(card(anna, "triage-web")) == ["History"]


def test_a_comment_of_the_requester_reaches_the_thread_in_triage(
    company, bot, open_ticket, anna, ivo
):
    anna.press("Comment", message=card(anna))
    anna.submit({"words": "Please use the new logo <!channel>"})
    settled(bot)

    said = ivo.message("on MT-1:", channel="triage-web")
    shown = card(ivo, "triage-web")
    assert said["thread_ts"] == shown["ts"]
    assert "<!channel>" not in words_of(said)
    assert "&lt;!channel&gt;" in words_of(said)


@pytest.mark.parametrize("button", ["Take it", "Resolve"])
def test_a_stranger_is_told_privately_that_it_is_not_theirs(company, bot, open_ticket, button):
    sam = company.person("sam")

    sam.press(button, message=card(sam, "triage-web"))

    eventually(lambda: any("not among the tickets" in words_of(m) for m in sam.sees("triage-web")))
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


def test_only_the_owner_resolves(company, bot, open_ticket):
    tom = company.person("tom")

    tom.press("Resolve", message=card(tom, "triage-web"))

    eventually(lambda: any("Only <@U0IVO>" in words_of(m) for m in tom.sees("triage-web")))
