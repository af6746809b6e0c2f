"""Holidays as far as they are known: which years are kept, and when somebody has to look."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

ENOUGH = timedelta(days=548)
"""Eighteen months: so far ahead should holidays be known."""


def years_kept(today: date) -> Sequence[int]:
    """This year and the two after."""
    return range(today.year, today.year + 3)


def known_until(
    kept: Mapping[str, Collection[date]], regions: Collection[str], *, today: date
) -> date | None:
    """The last day up to which the holidays of all these regions are known, year by year.

    The end of last year where nothing is known; None without regions, as there is nothing to know.
    """
    return min((_end_of(kept.get(region, ()), today) for region in regions), default=None)


def is_enough(until: date | None, *, today: date) -> bool:
    return until is None or until >= today + ENOUGH


def _end_of(days: Collection[date], today: date) -> date:
    known = {day.year for day in days}
    year = today.year
    while year in known:
        year += 1
    return date(year - 1, 12, 31)
