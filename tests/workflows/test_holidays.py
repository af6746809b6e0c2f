"""Holidays are kept of the catalogue's regions, and whoever runs the desk hears where they end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import WorkingHours
from domain.people import Person
from tests.builders import IRIS, MARA, NOOR, T0, a_catalogue
from tests.marks import on_both
from tests.workflows.saying import notices
from workflows import catalogue, holidays

BAVARIA, BRITAIN = "DE-BY", "GB"


def open_in(desk, *regions):
    """The desk, with the holidays of these regions."""
    hours = WorkingHours(regions=regions)
    catalogue.apply(desk, a_catalogue(hours=hours), by=NOOR)
    return desk


def on(desk, *day, hour=9):
    return replace(desk, clock=lambda: datetime(*day, hour, tzinfo=UTC))


def new_years(region, years):
    return {date(year, 1, 1): "New Year" for year in years}


def kept(desk):
    with desk.reading() as tx:
        return tx.rosters.holidays()


@on_both
def test_this_year_and_the_two_after_are_kept_and_count_at_once(desk):
    open_in(desk, BAVARIA)

    holidays.tick(desk)

    assert {day.year for day in kept(desk)[BAVARIA]} == {2026, 2027, 2028}
    assert not desk.catalogue().calendar.is_working_day(date(2027, 1, 6))
    assert desk.catalogue().calendar.is_working_day(date(2027, 1, 7))
    assert notices(desk) == []


@on_both
def test_it_is_looked_up_once_a_day_and_at_once_for_other_regions(desk):
    asked = []

    def days_of(region, years):
        asked.append(region)
        return new_years(region, years)

    for _ in range(2):
        holidays.tick(open_in(desk, BAVARIA), days_of=days_of)
    holidays.tick(open_in(desk, BAVARIA, BRITAIN), days_of=days_of)
    holidays.tick(on(desk, 2026, 3, 3), days_of=days_of)

    assert asked == [BAVARIA, BAVARIA, BRITAIN, BAVARIA, BRITAIN]


def test_without_regions_nothing_is_looked_up(desk):
    def days_of(region, years):
        raise AssertionError

    holidays.tick(desk, days_of=days_of)

    assert kept(desk) == {}


@on_both
def test_days_to_come_follow_the_news_and_what_was_reckoned_with_stays(desk):
    open_in(desk, BAVARIA)
    holidays.tick(desk, days_of=lambda *_: {date(2026, 2, 2): "A", date(2026, 6, 1): "B"})

    later = on(desk, 2026, 3, 3)
    holidays.tick(later, days_of=lambda *_: {date(2026, 2, 3): "C", date(2026, 6, 2): "D"})

    assert kept(desk)[BAVARIA] == {date(2026, 2, 2), date(2026, 6, 2)}


@on_both
def test_a_region_that_left_the_catalogue_does_not_count_any_more(desk):
    holidays.tick(open_in(desk, BAVARIA))

    holidays.tick(open_in(desk, BRITAIN))

    calendar = desk.catalogue().calendar
    assert calendar.is_working_day(date(2027, 1, 6))
    assert not calendar.is_working_day(date(2026, 5, 4))


@on_both
def test_where_holidays_end_too_soon_coordinators_hear_of_it_once_in_each_month(desk):
    open_in(desk, BAVARIA)

    for day in range(45):
        later = replace(desk, clock=lambda day=day: T0 + timedelta(days=day))
        holidays.tick(later, days_of=lambda region, years: new_years(region, years[:1]))

    told = notices(desk)
    assert [to for to, _ in told] == [NOOR, NOOR]
    assert "holidays of DE-BY only up to 31 Dec 2026" in told[0][1]


def test_leads_hear_of_it_where_no_coordinator_is_left(desk):
    open_in(desk, BAVARIA)
    with desk.transaction() as tx:
        tx.people.remember(Person(id=NOOR, is_deactivated=True, known_at=T0))

    holidays.tick(desk, days_of=lambda *_: {})

    assert {to for to, _ in notices(desk)} == {MARA, IRIS}


@pytest.mark.parametrize("region", ["ZZ", "DE-ZZ"])
def test_a_region_that_the_library_has_dropped_is_told_like_any_other_gap(desk, region):
    holidays.tick(open_in(desk, region))

    [(to, words)] = notices(desk)
    assert to == NOOR
    assert f"holidays of {region} only up to 31 Dec 2025" in words
