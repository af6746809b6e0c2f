"""Rate limits: one message per second and channel with a small burst, and the tiers per method.

Slack promises no burst at all; `harsh` takes it at its word and allows none.
"""

import math
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

    def take(self, now: float) -> float:
        """Seconds to wait; 0.0 when the call may pass, which then counts."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level < 1:
            return (1 - self.level) / self.rate
        self.level -= 1
        return 0.0


@dataclass(slots=True)
class RateLimits:
    """`is_on` for all of contract 9; `is_harsh` without any burst."""

    is_on: bool = True
    is_harsh: bool = False
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    @classmethod
    def chosen(cls, option: bool | str) -> "RateLimits":
        """From the option of a workspace: True, False or "harsh"; ValueError for other words."""
        if option not in (True, False, "harsh"):
            raise ValueError(f"rate_limits is true, false or harsh, not {option}")
        return cls(is_on=bool(option), is_harsh=option == "harsh")

    def message(self, channel: str) -> int:
        """Whole seconds to wait before another message to `channel`, 0 for now."""
        wait = self._wait(f"#{channel}", BURST, 1.0)
        everywhere = self._wait("#", WORKSPACE_PER_MINUTE, WORKSPACE_PER_MINUTE / 60)
        return max(wait, everywhere if self.is_harsh else 0)

    def method(self, name: str, tier: int | None) -> int:
        """Whole seconds to wait before another call of `name`, 0 for now."""
        return self._wait(name, BURSTS[tier], PER_MINUTE[tier] / 60) if tier else 0

    def _wait(self, key: str, burst: int, rate: float) -> int:
        if not self.is_on:
            return 0
        size = 1 if self.is_harsh else burst
        now = real_seconds()
        bucket = self._buckets.setdefault(key, Bucket(size, rate, size, now))
        return math.ceil(bucket.take(now))
