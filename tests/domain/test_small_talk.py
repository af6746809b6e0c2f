"""Thanks and nods are told from words that mean something."""

import pytest

from domain.small_talk import asks_how, is_small_talk

SMALL = """
thanks | Thank you so much! | thx | ok | OK 👍 | 👍 | :tada: :+1::skin-tone-3: | great, thanks! |
Thanks a lot, everyone | thanks @Tom! | cheers | Got it, thank you | perfect 🙌 | no worries |
thanks for the quick help | hi | Hello team! | k | awesome, great job | You\u2019re welcome | lol |
Danke! | vielen Dank | Danke dir, super | alles klar, danke | merci beaucoup ! | Merci, parfait |
¡Muchas gracias! | gracias por todo | vale, gracias | grazie mille | obrigado! | dank je wel |
tack så mycket | dziękuję | Спасибо! | ありがとうございます | 谢谢 | kiitos | ok. | … | !!!
"""
MEANT = """
yes | no | done | it works | it does not work | thanks, but the footer is wrong | ok?  | thanks for
nothing, it fails again | Tuesday | 42 | ok, at 14:00 | great, please publish it | 👍 go ahead |
danke, aber das Logo fehlt | merci, il manque le logo | gracias, pero falta el logo | stop |
the help page | @Tom please look | see https://acme.example/thanks | ok so it is the old logo then
what about the thanks page | I said thank you and nothing happened | wrong | nope | still broken |
1 | not ok | no thanks | thanks and what now?
"""


def lines(text):
    return [" ".join(each.split()) for each in text.split("|") if each.strip()]


@pytest.mark.parametrize("words", lines(SMALL))
def test_thanks_greetings_and_nods_are_small_talk(words):
    assert is_small_talk(words)


@pytest.mark.parametrize("words", [*lines(MEANT), "", "  \n ", "thanks " * 30])
def test_words_that_mean_something_are_not(words):
    assert not is_small_talk(words)


@pytest.mark.parametrize("words", ["hi", "Hello!", "help", "What can you do?", "👋", "hilfe", "?"])
def test_a_greeting_or_a_call_for_help_asks_how(words):
    assert asks_how(words)


@pytest.mark.parametrize("words", ["help with the CRM import", "the page is down", "thanks, done"])
def test_who_wants_something_done_does_not_ask_how(words):
    assert not asks_how(words)


def test_a_hundred_thousand_characters_are_judged_at_once():
    assert not is_small_talk("thanks for " * 10_000)
    assert not asks_how("hi " * 30_000)
