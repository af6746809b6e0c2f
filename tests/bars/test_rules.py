"""R38: rules come when a walk through the days has them, and when calendars do.

Every so many weeks or months, by day, by weekday and by the last one; half of all cases are within
two days of a change of clocks, in zones that change them in every way. A walk asks each day for
itself, and the zone's file when it is that time there; `recurring-ical-events` is asked where an
RRULE can say the same, and of times that come just once. Each of these was planted in
domain/recurrence.py, seen red here, and taken back:
- `instants`: so many times 24 hours after the one before, not a date;
- `instant`: a time that comes twice is meant the second time;
- `_naive`: the last day of a month is its 31st, so that shorter ones are skipped;
- `_naive`: every n-th month is counted from the first one asked for, not from the start.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar, Event

from domain.recurrence import Repeats, Rule, instants
from tests.bars import IS_WHOLE, SEED, sized
from tests.bars.tzfile import DAY, HOUR, names, pinned, zone  # noqa: F401

CASES = sized(2_000, 20_000)
ALWAYS = (
    *("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"),
    *("Atlantic/Azores", "America/Santiago", "Antarctica/Troll", "Africa/Cairo", "UTC"),
)
EPOCH, A_DAY = date(1970, 1, 1), timedelta(days=1)
SPAN = [(date(year, 1, 1) - EPOCH).days * DAY for year in (2009, 2036)]
AGAIN = f"TANDEM_SEED={SEED} {'TANDEM_BARS=1 ' if IS_WHOLE else ''}make bars ARGS='-k calendars'"
TAKEN = 4


@dataclass
class Case:
    rule: Rule
    at: time
    zone: str
    after: datetime

    def said(self):
        """By the product: dates with their seconds."""
        found = islice(instants(self.rule, self.at, self.zone, after=self.after), TAKEN)
        return [(day, int(moment.timestamp())) for day, moment in found]

    def walked(self):
        """The same by a walk through the days, and by the zone's file."""
        where, after = zone(self.zone), self.after.timestamp()
        days = days_of(self.rule, since=self.after.date() - 3 * A_DAY)
        found = ((day, where.meant(self.shown(day))) for day in days)
        return list(islice(((day, second) for day, second in found if second > after), TAKEN))

    def shown(self, day):
        return (day - EPOCH).days * DAY + self.at.hour * HOUR + self.at.minute * 60

    def comes_once(self, day):
        return len(zone(self.zone).when(self.shown(day))) == 1


def days_of(rule, *, since):
    """Each day from then on is asked for itself."""
    day = max(rule.starts, since)
    while True:
        if is_of(rule, day):
            yield day
        day += A_DAY


def is_of(rule, day):
    starts = rule.starts
    if rule.repeats is Repeats.WEEKS:
        return (day - starts).days % (7 * rule.interval) == 0
    months = (day.year - starts.year) * 12 + day.month - starts.month
    if months % rule.interval:
        return False
    is_last_day = (day + A_DAY).month != day.month
    if rule.repeats is Repeats.MONTHS_BY_DAY:
        return day.day == starts.day or (day.day < starts.day and is_last_day)
    if day.weekday() != starts.weekday():
        return False
    is_last = (day + 7 * A_DAY).month != day.month
    if rule.repeats is Repeats.MONTHS_BY_LAST_WEEKDAY or starts.day > 28:
        return is_last
    return (day.day - 1) // 7 == (starts.day - 1) // 7


def a_case(chance, known):
    is_near = chance.random() < 0.68
    name = _a_zone(chance, known, is_near=is_near)
    turn = chance.choice(turns_of(name)) if is_near else None
    second = turn.at if turn else chance.randrange(*SPAN)
    # the day that walls show then, or a neighbour, is mostly a day of the rule
    day = EPOCH + timedelta(days=(second + zone(name).offset_at(second)) // DAY)
    day += chance.choice((-1, 0, 0, 0, 0, 1)) * A_DAY
    shift = -chance.randrange(2 * DAY) if turn else chance.randrange(-9, 800) * DAY
    return Case(
        rule=a_rule(chance, day),
        at=_time(chance, turn),
        zone=name,
        after=datetime.fromtimestamp(second + shift, UTC),
    )


def _a_zone(chance, known, *, is_near):
    while True:
        name = chance.choice(chance.choice((ALWAYS, known)))
        if not is_near or turns_of(name):
            return name


@cache
def turns_of(name):
    return zone(name).between(*SPAN)


def a_rule(chance, day):
    """It has this day, mostly not as its first; seldom only one like it."""
    repeats, interval = chance.choice(tuple(Repeats)), chance.choice((1, 1, 2, 3, 4, 6))
    earlier = chance.choice((0, 0, 1, 2, 5)) * interval
    if repeats is Repeats.WEEKS:
        return Rule(interval=interval, starts=day - timedelta(weeks=earlier))
    years, month = divmod(day.month - 1 - earlier, 12)
    first = date(day.year + years, month + 1, 1)
    if repeats is Repeats.MONTHS_BY_DAY:
        is_clamped = (day + A_DAY).day == 1 and chance.random() < 0.7
        later = (31 if is_clamped else day.day) - 1
    else:
        later = (day.weekday() - first.weekday()) % 7 + (day.day - 1) // 7 * 7
    return Rule(repeats=repeats, interval=interval, starts=first + later * A_DAY)


def _time(chance, turn):
    """Mostly, where there is a change, about what walls show at it."""
    if turn and chance.random() < 0.7:
        low, high = turn.shown
        minute = chance.randrange(low - HOUR, high + HOUR, 300) // 60 % (24 * 60)
    else:
        minute = chance.choice((0, 30, 150, 540, chance.randrange(24 * 60)))
    return time(minute // 60, minute % 60)


WORDS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def in_calendars(case, until):
    """What comes up to this second by `recurring-ical-events`; None where RRULE cannot say it.

    What an event starts with always comes, so it starts with the rule's first day.
    """
    first = next(days_of(case.rule, since=case.rule.starts))
    if not case.comes_once(first):
        return None
    event, calendar = Event(), Calendar()
    event.add("uid", "1")
    event.add("dtstart", datetime.combine(first, case.at, ZoneInfo(case.zone)))
    event.add("rrule", _rrule(case.rule))
    calendar.add_component(event)
    to = datetime.fromtimestamp(until + 1, UTC)
    starts = sorted(
        each["DTSTART"].dt for each in recurring_ical_events.of(calendar).between(case.after, to)
    )
    return [(start.date(), int(start.timestamp())) for start in starts if start > case.after]


def _rrule(rule):
    starts = rule.starts
    if rule.repeats is Repeats.WEEKS:
        return {"freq": "weekly", "interval": rule.interval}
    monthly = {"freq": "monthly", "interval": rule.interval}
    if rule.repeats is Repeats.MONTHS_BY_DAY:
        if starts.day in {29, 30}:
            return monthly | {"bymonthday": [*range(28, starts.day + 1)], "bysetpos": -1}
        return monthly | {"bymonthday": -1 if starts.day == 31 else starts.day}
    is_last = rule.repeats is Repeats.MONTHS_BY_LAST_WEEKDAY or starts.day > 28
    place = -1 if is_last else (starts.day + 6) // 7
    return monthly | {"byday": f"{place}{WORDS[starts.weekday()]}"}


@pytest.fixture(scope="module")
def cases():
    chance, known = random.Random(SEED), names()
    return [a_case(chance, known) for _ in range(CASES)]


def test_rules_come_when_a_walk_through_the_days_has_them(cases):
    print(AGAIN)  # noqa: T201
    for number, case in enumerate(cases):
        assert case.said() == case.walked(), (number, case)


def test_rules_come_when_calendars_have_them_outside_clock_changes(cases):
    print(AGAIN)  # noqa: T201
    compared = Counter()
    for number, case in enumerate(cases):
        said = case.said()
        found = in_calendars(case, until=said[-1][1])
        if found is None:
            continue
        plain = [(day, second) for day, second in said if case.comes_once(day)]
        assert [each for each in found if case.comes_once(each[0])] == plain, (number, case)
        compared[case.rule.repeats] += len(plain)

    assert min(compared[each] for each in Repeats) > CASES / 2


def test_cases_meet_clock_changes_of_every_kind(cases):
    """What makes the comparison worth its while."""
    walked = [(case, case.walked()) for case in cases]
    near = [case for case, days in walked if any(_is_near(case, second) for _, second in days)]
    met = Counter(len(zone(c.zone).when(c.shown(day))) for c, days in walked for day, _ in days)

    assert {case.zone for case in cases} >= set(ALWAYS)
    assert len({case.zone for case in cases}) > min(CASES / 10, 500)
    assert len(near) > CASES / 2, len(near)
    assert min(met[0], met[2]) > CASES / 50
    assert {case.rule.repeats for case in near} == set(Repeats)
    assert sum(case.rule.starts.day > 28 for case in cases) > CASES / 20


def _is_near(case, second):
    return bool(zone(case.zone).between(second - 2 * DAY, second + 2 * DAY))
