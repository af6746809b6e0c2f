"""R45: what was promised stays; what is reckoned from then on goes by the calendar of then.

A holiday added later, New Year, a calendar without next year's holidays, and parts that sum to the
whole whatever changes between them. Each of these was planted in the product, seen red here, and
taken back:
- domain/holidays.py `years_kept`: holidays for one year only;
- storage/rosters.py `keep_holidays`: what lies before `since` is added, or taken away, too;
- storage/rosters.py `keep_holidays`: a year that is kept follows no news.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from bot.doctor import check_holidays
from domain.calendar import WorkingHours, due, elapsed
from domain.policy import Policy, Step
from domain.ticket import Status
from tests.bars import sized
from tests.builders import ANNA, IVO, MAYA, NOOR, T0, a_catalogue, a_request, saved
from tests.marks import on_both
from tests.workflows.saying import notices
from workflows import catalogue, holidays, intake

REGION = "DE-BY"
DAYS = sized(60, 600)
HOUR = timedelta(hours=1)


class Library:
    """Gives the holidays of every year, and of some years others than it gave before."""

    def __init__(self, *days):
        self.days = {day: "Some feast" for day in days}

    def __call__(self, region, years):
        every = {date(year, *day): "Feast" for year in years for day in ((1, 1), (1, 6), (12, 25))}
        return every | self.days


def at(desk, *moment):
    return replace(desk, clock=lambda: datetime(*moment, tzinfo=UTC))


def opened(desk, *, hours=None):
    """The desk of a company in Bavaria, whose website answers and approves within eight hours."""
    [website] = a_catalogue().areas
    asked = Policy(steps=(Step(approvers=(MAYA,), within=8),))
    areas = (replace(website, answer_within=8),)
    types = tuple(
        replace(kind, approval=asked if kind.approval else None) for kind in a_catalogue().types
    )
    hours = hours or WorkingHours(regions=(REGION,))
    catalogue.apply(desk, a_catalogue(areas=areas, types=types, hours=hours), by=NOOR)
    return desk


def promised(desk, number, kind="landing_page"):
    """What a new ticket is promised."""
    request = a_request(requester=ANNA, request_type=kind, summary=f"Number {number}")
    intake.take_in(desk, request, key=f"form:{number}")
    return kept_promise(desk, number)


def kept_promise(desk, number):
    filed = saved(desk, number)
    if filed.ticket.status is Status.AWAITING_APPROVAL:
        return filed.approval.current.due_at
    assert (filed.ticket.owner, filed.ticket.status) == (IVO, Status.OPEN)
    return filed.ticket.answer_by


@on_both
def test_a_holiday_added_later_moves_no_promise_but_all_that_is_promised_from_then_on(desk):
    monday = at(opened(desk), 2026, 3, 2, 9)  # ten in the morning in Berlin
    holidays.tick(monday, days_of=Library())
    tuesday = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert promised(monday, 1) == tuesday
    assert promised(monday, 2, kind="access") == tuesday

    monday = at(desk, 2026, 3, 2, 10)
    hours = WorkingHours(regions=(REGION,), closed=(date(2026, 3, 3),))
    opened(monday, hours=hours)

    assert [kept_promise(desk, number) for number in (1, 2)] == [tuesday, tuesday]
    assert promised(monday, 3) == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert promised(monday, 4, kind="access") == datetime(2026, 3, 4, 10, tzinfo=UTC)


@on_both
def test_what_the_list_says_anew_counts_from_then_on(desk):
    monday = at(opened(desk), 2026, 3, 2, 9)
    holidays.tick(monday, days_of=Library())
    first = promised(monday, 1)

    tuesday = at(desk, 2026, 3, 3, 9)
    holidays.tick(tuesday, days_of=Library(date(2026, 3, 4), date(2026, 3, 2)))

    assert kept_promise(desk, 1) == first
    assert promised(tuesday, 2) == datetime(2026, 3, 5, 9, tzinfo=UTC)
    calendar = desk.catalogue().calendar
    assert elapsed(T0, datetime(2026, 3, 2, 12, tzinfo=UTC), calendar) == 3 * HOUR


@on_both
def test_new_year_is_a_holiday_in_each_year_that_a_promise_may_reach(desk):
    for year in (2026, 2027, 2028):
        eve = at(desk, year, 12, 30, 15)  # four in the afternoon in Berlin
        holidays.tick(opened(at(desk, 2026, 3, 2, 9)), days_of=Library())
        calendar = desk.catalogue().calendar

        found = due(eve.clock(), 17 * HOUR, calendar)

        free = {date(year + 1, 1, 1), date(year + 1, 1, 6)}
        assert not any(calendar.is_working_day(day) for day in free if day.year <= 2028)
        assert found == by_hand(eve.clock(), 17, free if year < 2028 else set())


def by_hand(start, hours, free):
    """Nine to five in Berlin in winter, hour by hour."""
    at, left = start, hours
    while left:
        is_open = at.weekday() < 5 and 8 <= at.hour < 16 and at.date() not in free
        left -= is_open
        at += HOUR
    return at


@on_both
def test_without_next_years_holidays_it_goes_on_and_whoever_can_mend_it_is_told(desk):
    opened(desk)
    december = at(desk, 2026, 12, 30, 15)

    holidays.tick(december, days_of=lambda region, years: Library()(region, [2026]))

    [(to, words)] = notices(desk)
    assert to == NOOR
    assert "only up to 31 Dec 2026" in words
    [check] = check_holidays(desk.catalogue(), now=december.clock())
    assert (check.ok, check.is_warning) == (True, True)
    assert promised(december, 1) == datetime(2026, 12, 31, 15, tzinfo=UTC)


@on_both
def test_coverage_is_enough_from_the_first_look_on_each_day_of_years(desk):
    opened(desk)

    for number in range(DAYS):
        day = T0 + number * timedelta(days=1460 // DAYS)
        later = replace(desk, clock=lambda day=day: day)
        holidays.tick(later, days_of=Library())
        [check] = check_holidays(desk.catalogue(), now=day)
        assert not check.is_warning, check.words

    assert notices(desk) == []


def test_parts_sum_to_the_whole_and_what_was_reckoned_stays_whatever_the_list_says_later(
    desk, chance
):
    opened(desk)
    library, reckoned = Library(), {}
    for number in range(DAYS):
        today = T0 + timedelta(days=number)
        library.days[today.date() + timedelta(days=chance.randrange(-30, 90))] = "Some feast"
        if chance.random() < 0.5:
            del library.days[chance.choice(sorted(library.days))]
        holidays.tick(replace(desk, clock=lambda today=today: today), days_of=library)
        calendar = desk.catalogue().calendar
        cuts = sorted(today + chance.uniform(-90, 400) * timedelta(days=1) for _ in range(4))

        parts = [elapsed(*both, calendar) for both in pairwise(cuts)]

        assert sum(parts, 0 * HOUR) == elapsed(cuts[0], cuts[-1], calendar)
        reckoned[today] = elapsed(T0, today, calendar)
    assert reckoned == {until: elapsed(T0, until, calendar) for until in reckoned}
