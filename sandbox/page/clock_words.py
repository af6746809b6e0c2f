"""What people type to move the clock ("next Friday 16:00"), understood."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

EXAMPLES = "“+1 hour”, “tomorrow 09:00”, “next Friday 16:00” or “2026-12-01 09:00”"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STEP = re.compile(r"\+?\s*(\d{1,4})\s*(m|h|d|w)[a-z]*")
_TIME = re.compile(r"(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[t\s,]+|$)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MORNING = time(9)
_NOON = 12


class NotUnderstood(Exception):
    """The words name no time; the text says which do."""

    def __init__(self, words: str) -> None:
        super().__init__(f"I do not understand “{words}”. Try {EXAMPLES}.")


def time_named(words: str, now: datetime) -> datetime:
    """The time that the words mean to somebody whose local time is `now`.

    A day without a time means 09:00; a time or weekday alone means the next one to come.
    Raises NotUnderstood.
    """
    text = " ".join(words.lower().split())
    if step := _STEP.fullmatch(text):
        return now + timedelta(**{_UNITS[step[2]]: int(step[1])})
    try:
        return _named_day(text, now)
    except ValueError:
        raise NotUnderstood(words) from None


def _named_day(text: str, now: datetime) -> datetime:
    if date := _DATE.match(text):
        day = datetime.fromisoformat(date[1]).date()
        return _at(now, days=(day - now.date()).days, hour=_hour(text[date.end() :]))
    first, _, rest = text.removeprefix("next ").partition(" ")
    if first in ("tomorrow", "day"):
        return _at(now, days=1, hour=_hour(rest))
    if first == "today":
        return _at(now, days=0, hour=_hour(rest))
    if day_number := _weekday(first):
        return _coming(now, day_number - 1, hour=_hour(rest), later=text.startswith("next "))
    at = _at(now, days=0, hour=_hour(text or "?"))
    return at if at > now else _at(now, days=1, hour=at.time())


def _weekday(word: str) -> int:
    """1 for Monday to 7 for Sunday, by name or its first three letters; 0 for other words."""
    found = [n for n, day in enumerate(_DAYS, 1) if word in (day, day[:3])]
    return found[0] if found else 0


def _coming(now: datetime, weekday: int, *, hour: time, later: bool) -> datetime:
    days = (weekday - now.weekday()) % 7
    at = _at(now, days=days, hour=hour)
    is_over = at <= now or (later and days == 0)
    return _at(now, days=days + 7, hour=hour) if is_over else at


def _at(now: datetime, *, days: int, hour: time) -> datetime:
    return datetime.combine(now.date() + timedelta(days=days), hour, now.tzinfo)


def _hour(text: str) -> time:
    if not text:
        return _MORNING
    found = _TIME.match(text)
    if not found:
        raise ValueError(text)
    return time(_of_day(int(found[1]), found[3]), int(found[2] or 0))


def _of_day(hour: int, half: str | None) -> int:
    halves: dict[str | None, Callable[[int], int]] = {
        "am": lambda h: h % _NOON,
        "pm": lambda h: h % _NOON + _NOON,
    }
    return halves.get(half, int)(hour)
