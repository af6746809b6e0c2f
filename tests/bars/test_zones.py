"""R37: in every zone, from 2024 to 2030, a weekly time comes once a week and on its own date.

On Mondays, Thursdays, Fridays and Sundays, at 00:00, 00:30, 02:30 and 09:00. Judged by a walk from
minute to minute around each change of clocks, and by plain stepping elsewhere, both on what the
zones' files say. Each of these was planted in domain/recurrence.py, seen red here, and taken back:
- `instants`: what APScheduler's `CronTrigger` says;
- `instants`: seven times 24 hours after the one before.
"""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product, takewhile

from domain.recurrence import Rule, instants
from domain.weekday import Weekday
from tests.bars import SEED, sized
from tests.bars.tzfile import DAY, HOUR, names, pinned, zone  # noqa: F401

STEP = sized(10, 1)
DAYS = (Weekday.MONDAY, Weekday.THURSDAY, Weekday.FRIDAY, Weekday.SUNDAY)
TIMES = (time(0, 0), time(0, 30), time(2, 30), time(9, 0))
FROM, TO = date(2024, 1, 1), date(2030, 12, 31)
EPOCH = date(1970, 1, 1).toordinal()
SINCE, UNTIL = ((day.toordinal() - EPOCH) * DAY for day in (FROM, TO))
MINUTE, WALK = 60, 26 * 60
ENOUGH = 2 * 53 * 7
"""Firings of a slot; it has half as many, but one fault is to repeat without end."""


def firings(name, starts, at):
    """Each firing of the product: its date, counted from 1970, and its second."""
    after = datetime(FROM.year, 1, 1, tzinfo=UTC) - timedelta(days=3)
    found = instants(Rule(starts=starts), at, name, after=after)
    for day, moment in takewhile(lambda firing: firing[0] <= TO, islice(found, ENOUGH)):
        yield day.toordinal() - EPOCH, int(moment.timestamp())


def walked(where):
    """What walls show around each change, minute by minute: which UTC minute it is at first.

    What is left out comes as long after the change as it is left out after the last minute shown.
    """
    found = {}
    for change in where.between(SINCE - 2 * DAY, UNTIL + 2 * DAY):
        before = None
        for minute in range(change.at // MINUTE - WALK, change.at // MINUTE + WALK):
            offset = change.before if minute * MINUTE < change.at else change.after
            shown = minute + offset // MINUTE
            for late, left_out in enumerate(range((before or shown) + 1, shown)):
                found.setdefault(left_out, minute + late)
            found.setdefault(shown, minute)
            before = shown
    return found


def faults(name):
    """How often a slot of this zone is missed, doubled, on a wrong date, or at a wrong time."""
    where, found = zone(name), Counter()
    near = walked(where)
    for weekday, at in product(DAYS, TIMES):
        starts = FROM + timedelta(days=(weekday - FROM.weekday()) % 7)
        days = range(starts.toordinal() - EPOCH, TO.toordinal() - EPOCH + 1, 7)
        fired = defaultdict(list)
        for day, second in firings(name, starts, at):
            fired[day].append(second)
            found["on a wrong date"] += (second + where.offset_at(second)) // DAY != day
        found["slots"] += len(days)
        found["missed"] += len(set(days) - set(fired))
        found["doubled"] += sum(map(len, fired.values())) - len(fired)
        for day in days:
            shown = day * DAY + at.hour * HOUR + at.minute * MINUTE
            minute = near.get(shown // MINUTE)
            second = shown - where.offset_at(shown) if minute is None else minute * MINUTE
            found["at a wrong time"] += day in fired and second not in fired[day]
    return found


def test_in_every_zone_each_week_has_its_firing(seed):
    found, red = Counter(), []
    for name in names()[seed % STEP :: STEP]:
        of_zone = faults(name)
        found += of_zone
        red += [name] if set(+of_zone) > {"slots"} else []

    print(f"TANDEM_SEED={SEED} make bars ARGS='-k every_zone'; {dict(found)}")  # noqa: T201
    assert found["slots"] >= 59 * 5800
    assert red == []
    assert set(found) == {"slots"}
