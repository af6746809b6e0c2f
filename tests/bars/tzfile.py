"""Zones as their files say it: a reader of TZif (RFC 9636) that asks nothing of `zoneinfo`."""

import re
import struct
import zoneinfo
from bisect import bisect_right
from calendar import monthrange, timegm, weekday
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

import pytest

HOUR, DAY = 3600, 86400
FARTHEST = 15 * HOUR
"""No zone is farther from UTC."""

FIRST_YEAR, LAST_YEAR = 1970, 2045
HEADER = struct.Struct(">4sc15x6l")
NAME, CLOCK = r"(?:[A-Za-z]+|<[^>]+>)", r"[-+]?[\d:]+"
FOOTER = re.compile(rf"{NAME}({CLOCK})(?:{NAME}({CLOCK})?,([^,]+),([^,]+))?")


@dataclass(frozen=True)
class Change:
    """From the second `at` on, clocks are `after` seconds ahead of UTC, no longer `before`."""

    at: int
    before: int
    after: int

    @property
    def shown(self):
        """What walls show at that second by the old offset and by the new one, the less first."""
        return sorted((self.at + self.before, self.at + self.after))


@dataclass(frozen=True)
class Zone:
    """Seconds are counted from 1970: in UTC, or where they are `shown`, on the zone's walls."""

    name: str
    first: int
    changes: tuple[Change, ...]

    def offset_at(self, second):
        return self._offsets[bisect_right(self._turns, second)]

    def between(self, start, end):
        """The changes from the one second up to but not including the other."""
        return [change for change in self.changes if start <= change.at < end]

    def when(self, shown):
        """The seconds at which walls show this: one, two in a fold, none in a gap."""
        return sorted(shown - o for o in self._near(shown) if self.offset_at(shown - o) == o)

    def meant(self, shown):
        """The first such second; where there is none, one as much later as is left out."""
        return next(iter(self.when(shown)), shown - min(self._near(shown)))

    @cached_property
    def _turns(self):
        return [change.at for change in self.changes]

    @cached_property
    def _offsets(self):
        return [self.first, *(change.after for change in self.changes)]

    def _near(self, shown):
        return {self.offset_at(shown - FARTHEST), self.offset_at(shown + FARTHEST)}


@pytest.fixture(autouse=True, scope="module")
def pinned():
    """`zoneinfo` reads the files that are read here, as it does wherever the bot runs."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(before)


def names():
    return (files("tzdata") / "zones").read_text().split()


@cache
def zone(name):
    content = (files("tzdata") / "zoneinfo").joinpath(*name.split("/")).read_bytes()
    offsets, footer = _read(content)
    offsets += _by_rule(footer, since=offsets[-1][0])
    changes = [
        Change(at, before, after)
        for (_, before), (at, after) in pairwise(offsets)
        if before != after
    ]
    return Zone(name, offsets[0][1], tuple(changes))


def _read(content):
    """From which second on which offset holds, for all times at first; and the rule for later."""
    skipped = HEADER.size + _size(content, 0, wide=4)
    _, _, _, _, _, times, types, _ = HEADER.unpack_from(content, skipped)
    body = skipped + HEADER.size
    at = struct.unpack_from(f">{times}q", content, body)
    kinds = content[body + 8 * times : body + 9 * times]
    offsets = [struct.unpack_from(">l", content, body + 9 * times + 6 * n)[0] for n in range(types)]
    footer = content[body + _size(content, skipped, wide=8) :].decode().strip()
    changes = [(second, offsets[kind]) for second, kind in zip(at, kinds, strict=True)]
    return [(-(2**63), offsets[0]), *changes], footer


def _size(content, start, *, wide):
    """Of what follows this header, whose times are so many bytes wide."""
    magic, version, ut, standard, leaps, times, types, letters = HEADER.unpack_from(content, start)
    assert (magic, version >= b"2", leaps) == (b"TZif", True, 0)
    return times * (wide + 1) + types * 6 + letters + standard + ut


def _by_rule(footer, *, since):
    """The changes that come after all those listed: "CET-1CEST,M3.5.0,M10.5.0/3"."""
    usual, summer, begins, ends = FOOTER.fullmatch(footer).groups()
    if begins is None:
        return []
    usual = -_seconds(usual)
    summer = -_seconds(summer) if summer else usual + HOUR
    found = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        found.append((_second(year, begins) - usual, summer))
        found.append((_second(year, ends) - summer, usual))
    return [(at, offset) for at, offset in sorted(found) if at > since]


def _second(year, rule):
    """What walls show then: "M10.5.0/3" is at three on the last (fifth) Sunday of October."""
    day, _, at = rule.partition("/")
    month, nth, wanted = (int(number) for number in day.removeprefix("M").split("."))
    first = 1 + (wanted - (weekday(year, month, 1) + 1)) % 7
    found = first + 7 * (nth - 1)
    while found > monthrange(year, month)[1]:
        found -= 7
    return timegm((year, month, found, 0, 0, 0)) + (_seconds(at) if at else 2 * HOUR)


def _seconds(clock):
    """Of "-3:30"; the sign is that of all parts."""
    parts = [int(part) for part in clock.lstrip("+-").split(":")]
    total = sum(part * unit for part, unit in zip(parts, (HOUR, 60, 1), strict=False))
    return -total if clock.startswith("-") else total
