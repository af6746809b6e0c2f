"""Finding what is there: by words, by what waits, and in the form before it is filed again."""

import pytest

from tests.builders import BEN, saved
from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled, words_of

SECRET = "Layoffs microsite"


@pytest.fixture
def ben(company):
    return company.person("ben")


def answer(person, text):
    """What the command answers in private."""
    outcome = person.command("/request", text, channel="marketing")
    return words_of({"text": outcome.text, "blocks": outcome.blocks})


def blocks_of(form):
    return [words_of({"blocks": [block]}) for block in form["blocks"]]


def similar_in(person):
    """The form, once it names a similar ticket."""
    return eventually(
        lambda: "something like this" in "\n".join(blocks_of(person.view())) and person.view(),
        what="a similar ticket",
    )


@on_both
def test_who_follows_a_similar_ticket_files_nothing_and_hears_of_its_end(
    company, bot, anna, ben, ivo
):
    file_request(anna, "Webinar sign-up form is broken")
    settled(bot)

    ben.command("/request", "The sign-up form of the webinar is broken", channel="marketing")
    ben.press("Follow instead", view=similar_in(ben))
    settled(bot)

    followed = eventually(lambda: ben.view("You follow it now"))
    assert "You follow MT-1 now: you hear when it is resolved." in "\n".join(blocks_of(followed))
    assert saved(bot.desk, 1).watchers == (BEN,)
    assert card(ben)

    ivo.press("Resolve", message=card(ivo, "triage-web"))
    assert ivo.submit({"words": "It sends again."}, view=ivo.view("Resolve MT-1")).closed
    settled(bot)
    assert "It sends again." in words_of(card(ben))
    ben.command("/request", "", channel="marketing")
    assert "You began" not in "\n".join(blocks_of(ben.view("New request")))


def test_what_is_not_alike_is_not_shown(company, bot, anna, ben):
    file_request(anna, "Webinar sign-up form is broken")
    settled(bot)

    ben.command("/request", "A newsletter template", channel="marketing")
    ben.choose("type", "landing_page")
    eventually(lambda: "will own it" in "\n".join(blocks_of(ben.view())))

    assert "something like this" not in "\n".join(blocks_of(ben.view()))


@on_both
def test_a_search_leads_to_the_card(company, bot, anna, ben):
    file_request(anna, "Über die Frühjahrsmesse")
    file_request(anna, "Another page")
    settled(bot)

    found = answer(ben, "search UBER fruhjahr")

    assert "Found for “UBER fruhjahr”: 1" in found
    ts = card(ben, "triage-web")["ts"].replace(".", "")
    assert f"/p{ts}|MT-1>* Über die Frühjahrsmesse" in found


@on_both
def test_what_waits_for_somebody_says_what_to_do(company, bot, anna, maya):
    file_request(anna, "Access to reports", kind="access")
    settled(bot)

    assert "Waits for you: 1" in answer(maya, "waiting")
    assert "*Approve*, *Request changes* or *Decline*" in answer(maya, "waiting")
    assert "Nothing waits for you" in answer(anna, "waiting")

    maya.press("Approve", message=card(maya))
    settled(bot)
    assert "Nothing waits for you" in answer(maya, "waiting")


@on_both
def test_a_private_ticket_is_in_nobody_elses_search_list_or_form(company, bot, anna, ben, ivo):
    file_request(anna, SECRET, private=["private"])
    settled(bot)

    assert SECRET in answer(anna, "search layoffs")
    assert SECRET in answer(ivo, "search layoffs")
    assert SECRET not in answer(ben, "search layoffs")
    assert answer(ben, "MT-1").replace("MT-1", "MT-9") == answer(ben, "MT-9")
    ben.command("/request", SECRET, channel="marketing")
    ben.choose("type", "landing_page")
    eventually(lambda: "will own it" in "\n".join(blocks_of(ben.view())))
    assert "Follow instead" not in "\n".join(blocks_of(ben.view()))
    assert "something like this" not in "\n".join(blocks_of(ben.view()))
