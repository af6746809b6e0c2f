"""The sandbox's one clock: real time plus an offset that a person can move."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A workspace's time; `ts` strings come from here, each later than the one before."""

    def __init__(self, at: datetime | None = None) -> None:
        self.offset = timedelta(0)
        self._last_stamp = 0
        if at:
            self.move_to(at)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def move_to(self, at: datetime) -> None:
        """Go to `at`; a time without a zone is taken as UTC."""
        aware = at if at.tzinfo else at.replace(tzinfo=UTC)
        self.offset = aware - datetime.now(UTC)

    def advance(self, seconds: float) -> None:
        self.offset += timedelta(seconds=seconds)

    def stamp(self, at: datetime | None = None) -> str:
        """A message ts such as "1503435956.000247", unique and increasing (contract 1.18)."""
        micros = int((at or self.now()).timestamp() * 1_000_000)
        self._last_stamp = max(micros, self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def unix(self) -> int:
        return int(self.now().timestamp())


def real_seconds() -> float:
    """Time that nobody can move: for triggers, rate limits and the life of response URLs."""
    return time.monotonic()
