"""R39: at the next five changes of clocks of every zone, what is left out comes late by the gap,
and what is shown twice comes once, the first time.

Every quarter of an hour on the walls, from three hours before a change until three hours after it;
changes are read from the zones' files. Each of these was planted in domain/recurrence.py, seen red
here, and taken back:
- `instant`: `fold=1`;
- `instants`, `dates_after`: begin on the day of the moment in UTC, and not before;
- `instants`: what comes at the moment asked from comes again.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

from domain.catalogue import Weekly
from domain.recurrence import Rule, dates_after, instant, instants
from domain.weekday import Weekday
from tests.bars import SEED, sized
from tests.bars.tzfile import HOUR, names, pinned, zone  # noqa: F401
from tests.builders import T0

STEP = sized(10, 1)
QUARTER, MOST = 15 * 60, 5
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - walls know no zone
WEEK = timedelta(weeks=1)


def walls(change):
    low, high = change.shown
    return range((low - 3 * HOUR) // QUARTER * QUARTER, high + 3 * HOUR + 1, QUARTER)


def wanted(change, shown):
    """Which kind of time it is, and the second at which it has to come."""
    at, before, after = change.at, change.before, change.after
    if at + before <= shown < at + after:
        shown_late = shown + (after - before)
        return "gap", shown_late - after
    if at + after <= shown < at + before:
        return "fold", shown - before
    return ("before", shown - before) if shown < at + before else ("after", shown - after)


def of_rule(name, day, at, since):
    """What comes next after this moment by a rule, and what comes next after that."""
    rule = Rule(starts=day - WEEK)
    first = next(instants(rule, at, name, after=since))
    return [first, next(instants(rule, at, name, after=first[1]))]


def of_week(name, day, at, since):
    """The same, as the digest asks."""
    when = Weekly(weekday=Weekday(day.weekday()), at=at, zone=name)
    first = next(dates_after(when, since))
    following = next(dates_after(when, instant(first, at, name)))
    return [(each, instant(each, at, name)) for each in (first, following)]


def test_a_gap_is_late_by_as_much_and_a_fold_comes_first(seed):
    print(f"TANDEM_SEED={SEED} make bars ARGS='-k a_gap'")  # noqa: T201
    met, changed = Counter(), 0
    for name in names()[seed % STEP :: STEP]:
        changes = zone(name).between(T0.timestamp(), 2**40)[:MOST]
        changed += bool(changes)
        for change in changes:
            met["changes"] += 1
            for shown in walls(change):
                local = EPOCH + timedelta(seconds=shown)
                kind, second = wanted(change, shown)
                met[kind] += 1
                for asked in (of_rule, of_week):
                    since = datetime.fromtimestamp(second - 1, UTC)
                    (day, moment), (later, _) = asked(name, local.date(), local.time(), since)
                    told = (name, str(local), kind, asked.__name__)
                    assert (day, moment.timestamp()) == (local.date(), second), told
                    assert later == day + WEEK, told

    print(changed, "zones", dict(met))  # noqa: T201
    assert changed > 150 / STEP
    assert met["changes"] > 700 / STEP
    assert min(met["gap"], met["fold"]) > 1000 / STEP
