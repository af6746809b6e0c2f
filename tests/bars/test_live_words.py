"""Nasty words in every field of every form and thread of the real app: inert, and no trouble."""

import json
import logging
from random import Random

import pytest

from tests.bars import SEED, on_each, sized
from tests.bars.monkey import Monkey
from tests.bars.scanner import scan
from tests.bars.test_canary import PEOPLE, RESTRICTED, do_something
from tests.bars.test_inert_words import CORPUS
from tests.builders import NOOR, a_catalogue, a_request
from tests.scenarios.acting import settled
from workflows import catalogue, intake

TYPED = [words for words in CORPUS if "\ud83d" not in words]
"""What can be typed in a page: halves of characters come by other ways (test_inert_words)."""

LIVES, STEPS = sized(1, 5), sized(40, 120)
OF_OURS = ("https://acme.slack.com/", "!date^")


def is_ours(company):
    """Mentions of people and channels that there are, links to cards, and dates."""
    names = {f"@{p}" for p in company.people.values()} | {
        f"#{c}" for c in company.channels.values()
    }
    return lambda token: "<" not in token and (token in names or token.startswith(OF_OURS))


def sent(entry):
    return {"text": entry["text"], "blocks": entry["blocks"]}


@on_each
@pytest.mark.parametrize("life", range(LIVES))
def test_whatever_is_typed_anywhere_nothing_breaks_and_nothing_comes_alive(
    company, bot, at_rest, caplog, life
):
    chance = Random(f"{SEED}:{life}:words")
    caplog.set_level(logging.INFO)
    catalogue.apply(bot.desk, a_catalogue(types=(*a_catalogue().types, RESTRICTED)), by=NOOR)
    catalogue.refresh(bot.desk)
    for n, kind in enumerate(("landing_page", "access", "data")):
        nasty = a_request(summary=chance.choice(TYPED)[:150] or "x", request_type=kind)
        intake.take_in(bot.desk, nasty, key=f"form:{n}")
    monkeys = [
        Monkey(company.person(p), company, chance, lambda _: chance.choice(TYPED), at_rest)
        for p in PEOPLE
    ]

    for _ in range(STEPS):
        settled(bot)
        do_something(chance.choice(monkeys), chance)
    settled(bot)

    ours = is_ours(company)
    for entry in company.journal():
        assert list(scan(sent(entry), ours)) == [], json.dumps(entry)[:500]
    assert [r.message for r in caplog.records if r.levelno >= logging.ERROR] == []
