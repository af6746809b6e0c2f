"""What happens to a card whose message or channel changes under it."""

import pytest

from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled, words_of


@pytest.fixture
def open_ticket(company, bot, anna):
    file_request(anna)
    settled(bot)


def cards_in(person, channel):
    return [m for m in person.sees(channel) if "*MT-1* · *" in words_of(m)]


def press(bot, person, button, words=None, *, channel):
    person.press(button, message=card(person, channel))
    if words:
        person.submit(words)
    settled(bot)


@on_both
@pytest.mark.refused("message_not_found")
def test_a_card_deleted_by_hand_is_posted_anew_once_with_its_next_change(
    company, bot, open_ticket, anna, ivo
):
    company.delete_message(card(ivo, "triage-web"))

    press(bot, anna, "Comment", {"words": "Any news?"}, channel="dm")
    press(bot, ivo, "Take it", channel="triage-web")

    [only] = cards_in(ivo, "triage-web")
    assert "works on it" in words_of(only)


@pytest.mark.refused("message_not_found")
def test_a_card_deleted_twice_stays_deleted(company, bot, open_ticket, anna, ivo):
    for words in ("Any news?", "And now?", "Still nothing?"):
        for shown in cards_in(ivo, "triage-web"):
            company.delete_message(shown)
        press(bot, anna, "Comment", {"words": words}, channel="dm")

    assert cards_in(ivo, "triage-web") == []


@on_both
@pytest.mark.refused("is_archived")
def test_while_its_channel_is_archived_the_owner_has_the_card(company, bot, open_ticket, anna, ivo):
    company.channel("triage-web").archive()

    press(bot, anna, "Comment", {"words": "Any news?"}, channel="dm")

    eventually(lambda: cards_in(ivo, "dm"))
    settled(bot)
    press(bot, ivo, "Take it", channel="dm")
    assert "works on it" in words_of(card(anna))
    noor = company.person("noor")
    assert any("the channel is archived" in words_of(m) for m in noor.sees("dm"))

    company.channel("triage-web").unarchive()
    press(bot, ivo, "Resolve", {"words": "It is live."}, channel="dm")
    assert "It is live." in words_of(card(ivo, "triage-web"))


@pytest.mark.parametrize("change", ["rename", "make_private"])
def test_a_channel_that_changes_its_name_or_its_door_keeps_the_card(
    company, bot, open_ticket, anna, ivo, change
):
    channel = company.channel("triage-web")
    channel.rename("web-desk") if change == "rename" else channel.make_private()

    press(bot, ivo, "Take it", channel=channel.id)

    [only] = cards_in(ivo, channel.id)
    assert "works on it" in words_of(only)
    assert "works on it" in words_of(card(anna))
