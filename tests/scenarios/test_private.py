"""Private tickets: seen by their viewers, each in their own messages, and by nobody else."""

import pytest

from domain.errors import TicketNotFound
from domain.lifecycle import Move
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, file_request, settled, words_of
from workflows import fulfilment

SECRET = "Access for Zoe"


@pytest.fixture
def ben(company):
    return company.person("ben")


def readers(company, words):
    """Who was sent these words: people by id, channels by name."""
    entries = [e for e in company.journal() if words in f"{words_of(e)} {e['blocks']}"]
    return {e["user"] or e["channel_name"] for e in entries}


def asked_for(person, number=1):
    return person.command("/request", f"MT-{number}", channel="marketing")


@on_both
def test_a_private_ticket_is_seen_by_its_viewers_and_by_nobody_else(company, bot, anna, ben, ivo):
    file_request(anna, SECRET, kind="access", private=["private"], purpose="For Zoe's first day")
    settled(bot)

    for person in (anna, ivo):
        assert "Private: only <@U0ANNA>, <@U0IVO> and <@U0MAYA> can see this" in words_of(
            card(person)
        )
    assert readers(company, "Zoe") == {"U0ANNA", "U0IVO", "U0MAYA"}

    told = asked_for(ben), asked_for(ben, 99)
    assert told[0].text.replace("MT-1", "MT-99") == told[1].text
    ben.command("/request", "search zoe", channel="marketing")
    ben.home(timeout=3)
    settled(bot)
    assert readers(company, "Zoe") == {"U0ANNA", "U0IVO", "U0MAYA"}


def test_the_whole_life_of_a_private_ticket_is_led_in_messages(company, bot, anna, ivo):
    file_request(anna, SECRET, private=["private"])
    settled(bot)

    ivo.press("Take it", message=card(ivo))
    settled(bot)
    ivo.press("Resolve", message=card(ivo))
    assert ivo.submit({"words": "Zoe can log in."}, view=ivo.view("Resolve MT-1")).closed
    settled(bot)
    anna.press("Not yet", message=card(anna))
    assert anna.submit({"words": "Zoe cannot."}, view=anna.view("Not yet: MT-1")).closed
    settled(bot)

    assert "Zoe cannot." in words_of(ivo.message("is not done yet"))
    assert readers(company, "Zoe") == {"U0ANNA", "U0IVO"}
    assert {e["channel_name"] for e in company.journal() if "MT-1" in words_of(e)} == {None}


def test_what_becomes_private_loses_its_words_in_the_channel(company, bot, anna, ben, ivo):
    file_request(anna, SECRET)
    settled(bot)
    anna.press("Comment", message=card(anna))
    anna.submit({"words": "Zoe starts on Monday"}, view=anna.view("Comment on MT-1"))
    settled(bot)
    public = card(ivo, "triage-web")
    assert "Zoe starts" in words_of(ivo.message("Zoe starts", channel="triage-web"))

    anna.press("Edit", message=card(anna))
    assert anna.submit({"private": ["private"]}, view=anna.view("Edit MT-1")).closed
    settled(bot)

    seen = {m["ts"]: words_of(m) for m in ben.sees("triage-web")}
    assert seen[public["ts"]].startswith("MT-1 has become private; those involved have it")
    assert not [words for words in seen.values() if "Zoe" in words]
    assert "Zoe" in words_of(card(ivo))
    assert buttons_of(card(ivo))


def test_who_had_a_private_ticket_reads_who_has_it_now(company, bot, anna, ivo):
    tom = company.person("tom")
    file_request(anna, SECRET, requester="U0TOM", private=["private"])
    settled(bot)
    assert "Zoe" in words_of(ivo.message("MT-1"))

    fulfilment.move(bot.desk, 1, Move.TAKE, by="U0TOM", key="k")
    settled(bot)

    assert [words_of(m) for m in ivo.dm() if "Zoe" in words_of(m)] == []
    assert "MT-1 is with <@U0TOM> now" in words_of(ivo.message("MT-1"))
    assert "Zoe" in words_of(tom.message("MT-1"))


def test_a_press_on_a_copy_that_somebody_kept_is_answered_as_if_there_were_no_ticket(
    company, bot, anna, ivo
):
    """Slack shows a card that was edited a moment ago as it was, until it has caught up."""
    file_request(anna, SECRET, private=["private"])
    settled(bot)
    sam = company.person("sam")

    with pytest.raises(TicketNotFound) as hidden:
        fulfilment.move(bot.desk, 1, Move.TAKE, by=sam.id, key="k")
    with pytest.raises(TicketNotFound) as unknown:
        fulfilment.move(bot.desk, 99, Move.TAKE, by=sam.id, key="k2")

    assert str(hidden.value).replace("MT-1", "MT-99") == str(unknown.value)
