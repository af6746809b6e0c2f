"""Working hours, holidays and days off in the catalogue file."""

from datetime import date, time

import pytest

from domain.calendar import NINE_TO_FIVE
from domain.weekday import Weekday
from tests.bot.catalogue_parts import only_problem, problems, read, with_top

WEEK = list(Weekday)[:5]


def span(opens, closes):
    return time.fromisoformat(opens), time.fromisoformat(closes)


def hours(*lines):
    return read(with_top(*lines)).hours


def test_without_hours_it_is_nine_to_five():
    assert hours().spans == NINE_TO_FIVE


@pytest.mark.parametrize("words", ['"08:30-16:00"', '["08:30-16:00"]', "08:30 - 16:00"])
def test_one_line_is_for_monday_to_friday(words):
    assert hours(f"hours: {words}").spans == dict.fromkeys(WEEK, (span("08:30", "16:00"),))


def test_each_day_may_have_its_own_with_breaks():
    found = hours(
        "hours:",
        '  monday: ["09:00-12:30", "13:30-17:00"]',
        "  saturday: 10:00 to 14:00",
        "  sunday: []",
    )

    assert found.spans == {
        Weekday.MONDAY: (span("09:00", "12:30"), span("13:30", "17:00")),
        Weekday.SATURDAY: (span("10:00", "14:00"),),
        Weekday.SUNDAY: (),
    }


def test_a_night_shift_and_a_whole_day_are_fine():
    found = hours('hours: {friday: "22:00-06:00", sunday: "00:00-24:00"}')

    assert found.spans == {
        Weekday.FRIDAY: (span("22:00", "06:00"),),
        Weekday.SUNDAY: (span("00:00", "00:00"),),
    }


def test_holidays_are_of_countries_and_regions_and_days_off_are_dates():
    found = hours("holidays: [DE-BY, GB, GB]", "closed: [2026-12-24, 2026-12-31]")

    assert found.regions == ("DE-BY", "GB")
    assert found.closed == (date(2026, 12, 24), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hours: {}", "There are no open hours"),
        ("hours: []", "There are no open hours"),
        ("hours: {monday: [], tuesday: []}", "There are no open hours"),
        ("hours: nine to five", 'Write from when to when: "09:00-17:00"'),
        ('hours: "09:00"', "Write from when to when"),
        ('hours: "09:00-25:00"', "is not a time of day"),
        ('hours: "24:00-06:00"', "is not a time of day"),
        ('hours: "17:00-09:00"', "ends before it begins"),
        ('hours: "09:00-09:00"', 'The whole day is "00:00-24:00"'),
        (
            'hours: ["09:00-13:00", "12:00-17:00"]',
            "Monday 12:00-17:00 begins before Monday 09:00-13:00",
        ),
        ("hours: {mondays: 09:00-17:00}", "Did you mean `monday`?"),
        (
            "hours: {monday: 22:00-06:00, tuesday: 05:00-09:00}",
            "Tuesday 05:00-09:00 begins before Monday 22:00-06:00",
        ),
        (
            "hours: {sunday: 22:00-06:00, monday: 05:00-09:00}",
            "Monday 05:00-09:00 begins before Sunday 22:00-06:00",
        ),
        ("holidays: [DE-XY]", "Did you mean DE?"),
        ("holidays: [DE-Bayern]", "Did you mean DE-BY?"),
        ("holidays: [de-by]", "Did you mean DE-BY?"),
        ("holidays: [Germany]", "Did you mean DE?"),
        ("holidays: [UK]", "Did you mean GB?"),
        ("holidays: [Atlantis]", "DE, DE-BY"),
        ("closed: [24.12.2026]", "2026-12-24"),
        ("closed: [2026-02-30]", "is no date"),
        ("work_hours: 09:00-17:00", "is not known here"),
    ],
)
def test_hours_that_cannot_be_are_named(line, words):
    text = with_top(line)

    found = problems(text)

    assert {text.splitlines()[number - 1] for number, _ in found} == {line}
    assert any(words in each for _, each in found)


def test_hours_may_follow_one_another_round_the_clock():
    found = hours('hours: {monday: ["00:00-12:00", "12:00-24:00"], tuesday: "00:00-24:00"}')

    assert sum(len(spans) for spans in found.spans.values()) == 3


def test_a_zone_that_there_is_not_is_named_with_the_nearest_one():
    text = with_top().replace("Europe/Berlin", "Europe/Berin")

    assert only_problem(text)[1].endswith("Did you mean Europe/Berlin?")
