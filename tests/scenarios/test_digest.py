"""The weekly digest, in the shared channel and for whoever asks, through the real Bolt app."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.marks import on_both
from tests.scenarios.acting import file_request, settled, words_of

DUE = datetime(2026, 3, 9, 8, tzinfo=UTC)  # Monday at nine in Berlin


def becomes(company, bot, moment):
    """The clock reaches this moment, the ticks look around, and all is said."""
    company.clock_to(moment)
    bot.timetable.tick()
    settled(bot)


def digests(person):
    return [m for m in person.sees("martech") if "Alignment digest" in words_of(m)]


def answered(outcome):
    return words_of({"text": outcome.text or "", "blocks": outcome.blocks or []})


@on_both
def test_the_week_is_told_once_in_the_shared_channel(company, bot, anna):
    file_request(anna)
    settled(bot)
    becomes(company, bot, DUE - timedelta(minutes=1))
    assert digests(anna) == []

    for _ in range(2):
        becomes(company, bot, DUE + timedelta(minutes=1))

    [posted] = digests(anna)
    words = words_of(posted)
    assert "week 10 of 2026" in words
    assert "*New*\n1 (week before: 0)" in words
    assert "*Waiting on IT: 1*" in words
    assert "|MT-1> Spring campaign page · open for 6 days · Ivo" in words
    assert "<@" not in words


def test_it_is_caught_up_after_a_morning_s_absence_and_not_after_a_day_s(company, bot, anna):
    becomes(company, bot, DUE + timedelta(hours=3))
    becomes(company, bot, DUE + timedelta(days=8))

    assert len(digests(anna)) == 1


@on_both
def test_whoever_asks_is_told_the_week_so_far_privately(company, bot, anna, ivo):
    file_request(anna)
    settled(bot)

    words = answered(ivo.command("/digest", channel="martech"))

    assert "since Mon 2 Mar 2026" in words
    assert "*New*\n1 (last week: 0)" in words
    assert digests(anna) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("help", "only you see it"),
        ("hepl", "Did you mean `/digest help`?"),
        ("x", "`/digest help`"),
    ],
)
def test_help_and_unknown_words_say_what_can_be_done(company, bot, anna, typed, says):
    assert says in answered(anna.command("/digest", typed))
