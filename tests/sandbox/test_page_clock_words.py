"""Moving the clock by words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.page.clock_words import NotUnderstood, time_named

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 11, 18, 14, 5, tzinfo=BERLIN)
FRIDAY = datetime(2026, 11, 20, 14, 5, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("+1 hour", "2026-11-18 15:05"),
        ("+ 90 min", "2026-11-18 15:35"),
        ("2 days", "2026-11-20 14:05"),
        ("tomorrow", "2026-11-19 09:00"),
        ("next day 09:00", "2026-11-19 09:00"),
        ("Tomorrow at 8.30", "2026-11-19 08:30"),
        ("today 18:00", "2026-11-18 18:00"),
        ("18:00", "2026-11-18 18:00"),
        ("9", "2026-11-19 09:00"),
        ("4pm", "2026-11-18 16:00"),
        ("12 am", "2026-11-19 00:00"),
        ("next Friday 16:00", "2026-11-20 16:00"),
        ("fri", "2026-11-20 09:00"),
        ("wednesday 9:00", "2026-11-25 09:00"),
        ("2026-12-01 09:30", "2026-12-01 09:30"),
        ("2026-12-01T09:30", "2026-12-01 09:30"),
        ("2026-12-01", "2026-12-01 09:00"),
    ],
)
def test_words_mean_what_people_mean(words: str, meant: str) -> None:
    assert f"{time_named(words, WEDNESDAY):%Y-%m-%d %H:%M}" == meant


def test_next_friday_on_a_friday_is_a_week_away() -> None:
    assert time_named("next friday 16:00", FRIDAY).day == 27


def test_friday_on_a_friday_morning_is_today() -> None:
    assert time_named("friday 16:00", FRIDAY).day == 20


def test_local_hour_holds_over_a_clock_change() -> None:
    before = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)

    after = time_named("tomorrow 09:00", before)

    assert (after.hour, str(after.utcoffset())) == (9, "1:00:00")


@pytest.mark.parametrize(
    "words", ["", "soon", "25:00", "2026-13-01", "next blursday", "tomorrow x"]
)
def test_other_words_are_refused_with_examples(words: str) -> None:
    with pytest.raises(NotUnderstood, match=r"next Friday 16:00"):
        time_named(words, WEDNESDAY)
