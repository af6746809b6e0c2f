"""R40: after any time of silence, what is told late, and what never, is as the policy has it.

Check-ins up to two hours late, digests up to twelve, after a long silence one at most; whatever is
not told is on record with its reason. The bot is away for two seconds to five weeks, and comes back
at every phase of the week and around each limit; each time is a team of its own. Judged by the rows
and by what is left to be sent. Each of these was planted in the product, seen red here, and taken
back:
- domain/occurrence.py `GRACE`: two seconds;
- domain/occurrence.py `settle`: one is caught up, however late it is;
- domain/occurrence.py `settle`: what is late by just its grace is too late;
- workflows/checkin.py `_hold`, workflows/digest.py `_post`: what is skipped is not on record.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import create_engine, text

from domain.message import Card
from tests.bars import SEED, on_each, sized
from tests.bars.tzfile import pinned, zone  # noqa: F401
from tests.builders import NOOR, SHARED, a_catalogue
from tests.domain.test_checkin import a_series
from workflows import catalogue, checkin, delivery, digest
from workflows.desk import Desk

SECOND, MINUTE, HOUR, DAY, WEEK = (
    timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days", "weeks")
)
PHASES = sized(4, 60)
ROWS = text("SELECT slot, state, reason FROM occurrence WHERE team = :team")
LIMIT = {"checkin": 2 * HOUR, "digest": 12 * HOUR}
FIRST = {"checkin": datetime(2026, 3, 5, 14), "digest": datetime(2026, 3, 9, 9)}  # noqa: DTZ001 - on Berlin's walls
TICK = {"checkin": checkin.tick, "digest": digest.tick}
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - walls know no zone
AMONG = 12
"""The firing around which it comes back, long after the clocks have changed."""

IN_TIME = {(0, 0), (1, 0)}
POLICY = {
    # who was away how long: how many of those missed may be told late, and how many are skipped
    ("checkin", 2 * SECOND): IN_TIME,
    ("checkin", 10 * MINUTE): IN_TIME,
    ("checkin", 3 * HOUR): IN_TIME | {(0, 1)},
    ("checkin", 13 * HOUR): IN_TIME | {(0, 1)},
    ("checkin", 3 * DAY): IN_TIME | {(0, 1)},
    ("checkin", 5 * WEEK): {(1, 4), (0, 5)},
    ("digest", 2 * SECOND): IN_TIME,
    ("digest", 10 * MINUTE): IN_TIME,
    ("digest", 3 * HOUR): IN_TIME,
    ("digest", 13 * HOUR): IN_TIME | {(0, 1)},
    ("digest", 3 * DAY): IN_TIME | {(0, 1)},
    ("digest", 5 * WEEK): {(1, 4), (0, 5)},
}


@dataclass
class Case:
    """It begins at `born`, is there until `down`, with that very moment, and again from `up` on."""

    kind: str
    away: timedelta
    up: datetime

    @property
    def down(self):
        return self.up - self.away

    @property
    def born(self):
        return self.down - 8 * DAY

    @property
    def firings(self):
        return [(slot, due) for slot, due in firings(self.kind) if due > self.born]

    @property
    def missed(self):
        return [slot for slot, due in self.firings if self.down < due <= self.up]

    @property
    def ticks(self):
        """Those that matter: when something is due, when it goes, and twice when it is back."""
        live = [due for _, due in self.firings if due <= self.down]
        return [self.born, *live, self.down, self.up, self.up, self.up + 15 * SECOND]

    def wanted(self):
        """Each slot with its state in the end; the last one is still ahead."""
        last = self.ticks[-1]
        past = [(slot, due) for slot, due in self.firings if due <= last]
        states = {slot: "skipped" if slot in self.missed else "done" for slot, _ in past}
        latest, due = past[-1]
        if latest in self.missed and self.up - due <= LIMIT[self.kind]:
            states[latest] = "done"
        ahead, _ = self.firings[len(past)]
        return states | {ahead: "planned"}


@cache
def firings(kind):
    """Half a year of slots with their moments, on Berlin's walls."""
    return [_firing(kind, FIRST[kind] + n * WEEK) for n in range(26)]


def _firing(kind, shown):
    second = zone("Europe/Berlin").meant((shown - EPOCH) // SECOND)
    year, week, _ = (shown - 3 * DAY).isocalendar()
    slot = f"{year}-W{week:02}" if kind == "digest" else shown.date().isoformat()
    return slot, datetime.fromtimestamp(second, UTC)


def cases():
    for kind, away in POLICY:
        _, due = firings(kind)[AMONG]
        limit = LIMIT[kind]
        edges = [-SECOND, 0 * SECOND, SECOND, away, away - SECOND]
        edges += [limit - SECOND, limit, limit + SECOND]
        phases = [n * WEEK / PHASES for n in range(1, PHASES)]
        yield from (Case(kind, away, due + shift) for shift in sorted({*edges, *phases}))


def lived(database, case, team):
    """A team with its catalogue and its check-in goes through it."""
    desk = Desk(database=database, clock=lambda: case.born, team=team)
    catalogue.apply(desk, a_catalogue(), by=NOOR)
    if case.kind == "checkin":
        checkin.make(desk, a_series(id=0), key="form:V1:h1")
    for moment in case.ticks:
        TICK[case.kind](replace(desk, clock=lambda moment=moment: moment))
    return desk


@on_each
def test_what_is_told_late_and_what_never_is_as_the_policy_has_it(database, database_url):
    print(f"TANDEM_SEED={SEED} make bars ARGS='-k told_late'")  # noqa: T201
    plain, met = create_engine(database_url), defaultdict(Counter)
    for number, case in enumerate(cases()):
        desk = lived(database, case, f"T{number}")

        with plain.connect() as connection:
            rows = connection.execute(ROWS, {"team": desk.team}).all()
        states = {slot: state for slot, state, _ in rows}
        assert states == case.wanted(), (number, case)
        told = [m.name for m in delivery.waiting(desk) if isinstance(m, Card) and m.to == SHARED]
        done = sorted(slot for slot, state in states.items() if state == "done")
        assert sorted(name.rpartition(":")[2] for name in told) == done, (number, case)
        due = dict(firings(case.kind))
        for slot, state, reason in rows:
            wanted = f"{due[slot]:%Y-%m-%d %H:%M} UTC" if state == "skipped" else ""
            assert reason.endswith(wanted), (number, case)
            assert bool(reason) == (state == "skipped"), (number, case)
        of_missed = Counter(states[slot] for slot in case.missed)
        met[case.kind, case.away][of_missed["done"], of_missed["skipped"]] += 1
    plain.dispose()

    print(sum(map(Counter.total, met.values())), "times away")  # noqa: T201
    assert {each: set(pairs) for each, pairs in met.items()} == POLICY
