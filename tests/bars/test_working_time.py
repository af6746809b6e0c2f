"""R44: working time is what a walk from minute to minute finds, and `due` undoes `elapsed`.

Twelve zones, changes of clocks by half an hour, at midnight and by a whole day; night shifts,
breaks, hours that lie in a gap, holidays. Each of these was planted in the product, seen red here,
and taken back:
- domain/calendar.py `elapsed`: naive local subtraction, wall clock from wall clock;
- domain/calendar.py `_steady`: always in one piece;
- domain/calendar.py `_open_on`: without the day before, so that night shifts end at midnight;
- domain/calendar.py `_open_on`: hours that overlap count twice.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from domain.calendar import Calendar, WorkingHours, due, elapsed
from domain.weekday import Weekday
from tests.bars import IS_WHOLE, SEED, sized
from tests.bars.minutes import Walk

CASES = sized(500, 5000)
ZONES = (
    *("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Africa/Casablanca"),
    *("Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns"),  # half hours and quarters
    *("America/Havana", "Atlantic/Azores", "America/Sao_Paulo", "Asia/Tehran"),  # near midnight
    "Pacific/Apia",  # which skipped 30 December 2011
)
FROM, TO = date(2009, 1, 1), date(2028, 1, 1)
DAY, IN_A_DAY = timedelta(days=1), 24 * 60
AGAIN = f"TANDEM_SEED={SEED} {'TANDEM_BARS=1 ' if IS_WHOLE else ''}make bars ARGS='-k walk'"


@dataclass
class Case:
    zone: str
    spans: dict
    free: set
    start: datetime
    working: timedelta
    span: timedelta

    @property
    def calendar(self):
        spans = {Weekday(day): tuple(map(_times, spans)) for day, spans in self.spans.items()}
        holidays = frozenset(sorted(self.free)[::2])
        hours = WorkingHours(spans=spans, closed=tuple(self.free - holidays))
        return Calendar(zone=self.zone, hours=hours, holidays=holidays)

    @property
    def walk(self):
        return Walk(self.zone, self.spans, self.free)


def _times(span):
    return tuple(time(minute // 60 % 24, minute % 60) for minute in span)


def a_case(chance):
    zone = chance.choice(ZONES)
    around = _around(chance, zone)
    free = {around.date() + DAY * n for n in range(-4, 40) if chance.random() < 0.15}
    seconds = chance.choice((0, 0, 0, chance.randrange(60)))
    return Case(
        zone=zone,
        spans=_week(chance, around.astimezone(ZoneInfo(zone))),
        free=free,
        start=around + timedelta(minutes=chance.randint(-2 * IN_A_DAY, 60), seconds=seconds),
        working=timedelta(minutes=int(2400 ** chance.random())),
        span=timedelta(minutes=int((5 * IN_A_DAY) ** chance.random())),
    )


def _around(chance, zone):
    """Most cases are about a moment at which the clocks change."""
    turns = _turns(zone)
    if turns and chance.random() < 0.7:
        return chance.choice(turns)
    days = chance.randrange((TO - FROM).days)
    return datetime.combine(FROM + days * DAY, time(chance.randrange(24)), UTC)


@cache
def _turns(zone):
    """The hours in which the clocks change."""
    hours = (datetime.combine(FROM, time(), UTC) + timedelta(hours=12) * n for n in range(2 * 6900))
    found, before = [], None
    for hour in hours:
        offset = hour.astimezone(ZoneInfo(zone)).utcoffset()
        if before is not None and offset != before:
            found.append(_hour_of(hour, before, zone))
        before = offset
    return found


def _hour_of(hour, before, zone):
    while (hour - timedelta(hours=1)).astimezone(ZoneInfo(zone)).utcoffset() != before:
        hour -= timedelta(hours=1)
    return hour


def _week(chance, shown):
    """Open on enough days for the walk to end; sometimes only near what walls show at the turn."""
    near = shown.hour * 60 + chance.choice((0, 0, 15, 30))
    kinds = (
        [(540, 1020)],
        [(540, 750), (810, 1020)],
        [(1320, 360)],
        [(0, 360), (1200, 0)],
        [(0, 0)],
        [(near, (near + 30) % IN_A_DAY), ((near + 240) % IN_A_DAY, (near + 600) % IN_A_DAY)],
        [((near - 45) % IN_A_DAY, (near + 20) % IN_A_DAY), (720, 1200)],
        [(chance.randrange(IN_A_DAY), chance.randrange(IN_A_DAY)) for _ in range(2)],
    )
    kind = chance.choice(kinds)
    days = chance.sample(range(7), chance.choice((5, 5, 6, 7)))
    mixed = chance.random() < 0.3
    return {day: chance.choice(kinds) if mixed else kind for day in days}


def test_working_time_is_what_a_walk_from_minute_to_minute_finds(chance):
    print(AGAIN)  # noqa: T201
    for number in range(CASES):
        case = a_case(chance)
        calendar, walk, start = case.calendar, case.walk, case.start

        found = due(start, case.working, calendar)

        assert found == walk.until(start, case.working), (number, case)
        assert elapsed(start, found, calendar) == case.working, (number, case)
        worked = elapsed(start, start + case.span, calendar)
        assert worked == walk.between(start, start + case.span), (number, case)


def test_more_work_or_a_later_start_is_never_due_sooner(chance):
    for number in range(CASES):
        case = a_case(chance)
        calendar, found = case.calendar, due(case.start, case.working, case.calendar)
        more = case.working + timedelta(minutes=chance.randrange(600))
        later = case.start + case.span

        assert found <= due(case.start, more, calendar), (number, case)
        assert found <= due(later, case.working, calendar), (number, case)
        assert case.start <= found, (number, case)


def test_parts_sum_to_the_whole(chance):
    for number in range(CASES):
        case = a_case(chance)
        calendar, cut = case.calendar, case.span * chance.random()
        begin, middle, end = case.start, case.start + cut, case.start + case.span

        parts = elapsed(begin, middle, calendar) + elapsed(middle, end, calendar)

        assert elapsed(begin, end, calendar) == parts, (number, case)


def test_cases_meet_clocks_that_change_in_every_way(chance):
    """What makes the walk worth its while."""
    cases = [a_case(chance) for _ in range(CASES)]
    nights = [c for c in cases if any(a > b > 0 for day in c.spans.values() for a, b in day)]
    turned = {c.zone for c in cases if _offset(c, c.start - DAY) != _offset(c, c.start + 3 * DAY)}

    assert {c.zone for c in cases} == set(ZONES)
    assert len(turned) >= 11
    assert len(nights) > CASES / 20
    assert max(c.working for c in cases) > timedelta(hours=30)
    assert min(c.working for c in cases) == timedelta(minutes=1)


def _offset(case, at):
    return at.astimezone(ZoneInfo(case.zone)).utcoffset()
