"""Up to which day holidays are known, and whether that is far enough."""

from datetime import date, timedelta

import pytest

from domain.holidays import is_enough, known_until, years_kept

TODAY = date(2026, 11, 22)


def new_years(*years):
    return {date(year, 1, 1) for year in years}


@pytest.mark.parametrize(
    ("kept", "until"),
    [
        ({}, 2025),
        ({"DE": new_years(2026)}, 2026),
        ({"DE": new_years(2025, 2026, 2027, 2028)}, 2028),
        ({"DE": new_years(2026, 2028)}, 2026),
        ({"DE": new_years(2027, 2028)}, 2025),
        ({"GB": new_years(2026, 2027)}, 2025),
    ],
)
def test_holidays_are_known_for_as_many_years_as_are_kept_without_a_gap(kept, until):
    assert known_until(kept, ["DE"], today=TODAY) == date(until, 12, 31)


def test_the_region_that_is_known_least_counts():
    kept = {"DE": new_years(2026, 2027, 2028), "GB": new_years(2026)}

    assert known_until(kept, ["DE", "GB"], today=TODAY) == date(2026, 12, 31)
    assert known_until(kept, [], today=TODAY) is None


@pytest.mark.parametrize("offset", range(0, 366, 30))
def test_the_years_that_are_kept_are_always_enough(offset):
    today = TODAY + timedelta(days=offset)

    kept = {"DE": new_years(*years_kept(today))}

    assert is_enough(known_until(kept, ["DE"], today=today), today=today)


def test_eighteen_months_are_enough_and_a_day_less_is_not():
    assert is_enough(date(2028, 5, 23), today=TODAY)
    assert not is_enough(date(2028, 5, 22), today=TODAY)
    assert is_enough(None, today=TODAY)
