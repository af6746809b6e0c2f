"""Working time by walking from minute to minute, with `zoneinfo` and nothing of ours."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
IN_A_DAY = 24 * 60


class Walk:
    """`spans` are minutes of the day, by weekday: from, to; where to is not later, it is tomorrow.

    `free` are dates on which no span begins.
    """

    def __init__(self, zone, spans, free):
        self._zone, self._spans, self._free = ZoneInfo(zone), spans, free
        self._open = {}

    def until(self, start, working):
        """The first moment by which so much was worked."""
        for begins, ends in self._worked(start):
            if working <= ends - begins:
                return begins + working
            working -= ends - begins

    def between(self, start, end):
        worked = timedelta()
        for begins, ends in self._worked(start):
            if begins >= end:
                return worked
            worked += min(ends, end) - begins

    def _worked(self, start):
        """Minute by minute; the first one may have begun before."""
        at, zone, opened = start.astimezone(UTC), self._zone, self._open
        until = at.replace(second=0, microsecond=0) + MINUTE
        while True:
            shown = at.astimezone(zone)
            minutes = opened.get(shown.toordinal())
            if minutes is None:
                minutes = opened[shown.toordinal()] = self._minutes_of(shown.date())
            if minutes[shown.hour * 60 + shown.minute]:
                yield at, until
            at, until = until, until + MINUTE

    def _minutes_of(self, day):
        minutes = bytearray(IN_A_DAY)
        for begins, since in ((day, 0), (day - DAY, IN_A_DAY)):
            for opens, closes in self._spans.get(begins.weekday(), ()):
                closes_at = closes if closes > opens else closes + IN_A_DAY
                for minute in range(max(opens, since), min(closes_at, since + IN_A_DAY)):
                    minutes[minute - since] |= begins not in self._free
        return minutes
