"""Rate limits: one message per second and channel with a small burst, and the tiers per method.

Slack promises no burst at all; `harsh` takes it at its word and allows none.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.clock import real_seconds

BURST = 5
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
# ten sockets may be open at once (contract 8.2), so ten openings in a row must pass
BURSTS = {1: 10, 2: 20, 3: 50, 4: 100}
# "several hundred per minute" for a whole workspace (contract 9)
WORKSPACE_PER_MINUTE = 300


@dataclass(slots=True)
class Bucket:
    """Holds at most `size` calls and gains `rate` of them per second."""

    size: float
    rate: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until the next call may pass."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)


@dataclass(slots=True)
class RateLimits:
    """`is_on` for all of contract 9; `is_harsh` without any burst."""

    is_on: bool = True
    is_harsh: bool = False
    seconds: Callable[[], float] = real_seconds
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    @classmethod
    def chosen(cls, option: bool | str) -> "RateLimits":
        """From the option of a workspace: True, False or "harsh"; ValueError for other words."""
        if option not in (True, False, "harsh"):
            raise ValueError(f"rate_limits is true, false or harsh, not {option}")
        return cls(is_on=bool(option), is_harsh=option == "harsh")

    def message(self, channel: str) -> int:
        """Whole seconds to wait before another message to `channel`, 0 for now."""
        here = self._bucket(f"#{channel}", BURST, 1.0)
        everywhere = self._bucket("#", WORKSPACE_PER_MINUTE, WORKSPACE_PER_MINUTE / 60)
        return self._wait([here, everywhere] if self.is_harsh else [here])

    def method(self, name: str, tier: int | None) -> int:
        """Whole seconds to wait before another call of `name`, 0 for now."""
        if not tier:
            return 0
        return self._wait([self._bucket(name, BURSTS[tier], PER_MINUTE[tier] / 60)])

    def _bucket(self, key: str, burst: int, rate: float) -> Bucket:
        size = 1 if self.is_harsh else burst
        return self._buckets.setdefault(key, Bucket(size, rate, size, self.seconds()))

    def _wait(self, buckets: list[Bucket]) -> int:
        """Whole seconds until every bucket lets a call pass; one that passes counts in each."""
        if not self.is_on:
            return 0
        now = self.seconds()
        longest = max(bucket.wait(now) for bucket in buckets)
        if longest > 0:
            return math.ceil(longest)
        for bucket in buckets:
            bucket.level -= 1
        return 0
