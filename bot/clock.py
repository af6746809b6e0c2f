"""The only place that reads the time."""

import json
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

READ_AGAIN_SECONDS = 0.5


def utc_now() -> datetime:
    """Real time: for leases and signatures, whatever the desk's clock says."""
    return datetime.now(UTC)


class OffsetClock:
    """Real time plus an offset read from an address: the demo's movable clock.

    The address answers `{"offset_seconds": 0.0}`. While it cannot be read, the last offset holds.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._offset = timedelta()
        self._read_at = float("-inf")

    def __call__(self) -> datetime:
        if time.monotonic() - self._read_at > READ_AGAIN_SECONDS:
            self._read_at = time.monotonic()
            self._offset = self._read()
        return utc_now() + self._offset

    def _read(self) -> timedelta:
        try:
            with urllib.request.urlopen(self._url, timeout=1) as answer:
                return timedelta(seconds=json.load(answer)["offset_seconds"])
        except OSError:
            return self._offset


def clock_from(offset_url: str | None) -> Clock:
    return OffsetClock(offset_url) if offset_url else utc_now
