"""How fast we may talk to Slack: a message a second to each place, and when it wants a rest."""

import threading
import time
from collections.abc import Callable

SECONDS_PER_POST = 1.02
"""Slack allows about one message a second and channel; a little more keeps us clear of it."""


class Pace:
    """Which places are busy or resting. Monotonic seconds; safe for many threads."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._in_hand: set[str] = set()
        self._rests_until: dict[str, float] = {}
        self._method_waits_until: dict[str, float] = {}

    def busy(self) -> set[str]:
        """Places that nothing may be sent to right now."""
        now = self._monotonic()
        with self._lock:
            self._rests_until = {p: t for p, t in self._rests_until.items() if t > now}
            return self._in_hand | set(self._rests_until)

    def next_free(self) -> float | None:
        """Seconds until the first resting place is free; None if none rests."""
        with self._lock:
            ends = list(self._rests_until.values())
        return max(0.0, min(ends) - self._monotonic()) if ends else None

    def take(self, place: str) -> None:
        with self._lock:
            self._in_hand.add(place)

    def count_in_hand(self) -> int:
        with self._lock:
            return len(self._in_hand)

    def let_go(self, place: str) -> None:
        with self._lock:
            self._in_hand.discard(place)

    def rest(self, place: str, seconds: float = SECONDS_PER_POST) -> None:
        """Nothing goes to this place for so long."""
        with self._lock:
            until = self._monotonic() + seconds
            self._rests_until[place] = max(until, self._rests_until.get(place, 0))

    def hold(self, method: str, seconds: float) -> None:
        """Slack wants this method left alone for so long."""
        with self._lock:
            self._method_waits_until[method] = self._monotonic() + seconds

    def held_for(self, method: str) -> float:
        """Seconds for which this method has to wait still; 0 if it may be called."""
        with self._lock:
            until = self._method_waits_until.get(method, 0)
        return max(0.0, until - self._monotonic())
