"""Rate limits: one message per second and channel with a small burst, and the tiers per method."""

import math
from dataclasses import dataclass, field

from sandbox.clock import real_seconds

BURST = 5
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}


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
    """`channels`: 1 message per second; `tiers`: the per-minute tiers too (contract 9)."""

    channels: bool = True
    tiers: bool = False
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def message(self, channel: str) -> int:
        """Whole seconds to wait before another message to `channel`, 0 for now."""
        return self._wait(f"#{channel}", BURST, 1.0) if self.channels else 0

    def method(self, name: str, tier: int | None) -> int:
        """Whole seconds to wait before another call of `name`, 0 for now."""
        if not self.tiers or tier is None:
            return 0
        return self._wait(name, TIERS[tier], TIERS[tier] / 60)

    def _wait(self, key: str, size: int, rate: float) -> int:
        now = real_seconds()
        bucket = self._buckets.setdefault(key, Bucket(size, rate, size, now))
        return math.ceil(bucket.take(now))
