"""Dates and times as a reader in their own zone sees them, Slack's date tokens included."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

_PLACE = re.compile(r"\{(\w+)\}")
_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def date_words(template: str, at: datetime, *, now: datetime) -> str | None:
    """A date token's template filled in, or None where it names an unknown placeholder.

    `at` and `now` are aware and already in the reader's zone.
    """
    names = _PLACE.findall(template)
    if not names or any(name not in _FORMS for name in names):
        return None
    return _PLACE.sub(lambda m: _FORMS[m[1]](at, now), template)


def clock_time(at: datetime) -> str:
    return f"{at:%H:%M}"


def day_name(at: datetime, now: datetime) -> str:
    """The words on the line between two days: Today, Yesterday, or the date."""
    word = _near(at, now)
    return word.capitalize() if word else _long_without_year(at, now)


def _ordinal(day: int) -> str:
    return f"{day}th" if day in _TEENS else f"{day}{_ENDINGS.get(day % 10, 'th')}"


def _date(at: datetime, _: datetime) -> str:
    return f"{at:%B} {_ordinal(at.day)}, {at.year}"


def _short(at: datetime, _: datetime) -> str:
    return f"{at:%b} {at.day}, {at.year}"


def _long(at: datetime, now: datetime) -> str:
    return f"{at:%A}, {_date(at, now)}"


def _long_without_year(at: datetime, now: datetime) -> str:
    words = f"{at:%A}, {at:%B} {_ordinal(at.day)}"
    return words if at.year == now.year else f"{words}, {at.year}"


def _near(at: datetime, now: datetime) -> str:
    return _NEAR.get((at.date() - now.date()) // timedelta(days=1), "")


Form = Callable[[datetime, datetime], str]


def _pretty(form: Form) -> Form:
    return lambda at, now: _near(at, now) or form(at, now)


def _ago(at: datetime, now: datetime) -> str:
    seconds = int((now - at).total_seconds())
    size = abs(seconds)
    if size < _MINUTE:
        return "just now"
    unit, name = next(
        (u, n) for u, n in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")) if size >= u
    )
    count = size // unit
    words = f"{count} {name}{'' if count == 1 else 's'}"
    return f"{words} ago" if seconds > 0 else f"in {words}"


_FORMS: dict[str, Form] = {
    "date_num": lambda at, _: f"{at:%Y-%m-%d}",
    "date": _date,
    "date_short": _short,
    "date_long": _long,
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "day_divider_pretty": day_name,
    "time": lambda at, _: clock_time(at),
    "time_secs": lambda at, _: f"{at:%H:%M:%S}",
    "ago": _ago,
}
