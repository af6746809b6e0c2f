"""A seeded plan of faults: the same seed makes the same calls and envelopes fail."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from sandbox.planned import SOCKET_KINDS, Fault

BEFORE = ("delay:0.2", "drop", "http_500", "html", "empty_429:1", "ratelimited:1")
AFTER = ("delay:0.2", "drop", "http_500", "error:fatal_error")
EVENTS = (
    *("delay:0.2", "delay:3.5", "drop", "half_open", "lose_ack", "swap"),
    *("repeat", "repeat:new_id", "repeat:same_envelope"),
)
GESTURES = ("delay:0.2", "delay:3.5", "drop", "lose", "lose_ack", "repeat", "swap")


@dataclass(slots=True)
class FaultPlan:
    """`rate` of the calls and envelopes go wrong, or only those of the methods in `only`.

    The n-th call of a method meets the same fault under the same seed, in whatever order the
    methods come.
    """

    seed: str
    rate: float = 0.2
    only: tuple[str, ...] = ()
    struck: list[Fault] = field(default_factory=list)
    _count: Counter[str] = field(default_factory=Counter)

    def draw(self, method: str, when: str) -> Fault | None:
        """The fault for the next call of `method`, or None."""
        if self.only and method not in self.only:
            return None
        kind = f"{method} {when}"
        self._count[kind] += 1
        dice = Random(f"{self.seed} {kind} {self._count[kind]}")
        if dice.random() >= self.rate:
            return None
        fault = Fault(method, dice.choice(_choices(method, when)), when)
        self.struck.append(fault)
        return fault

    def as_json(self) -> dict[str, Any]:
        return {"seed": self.seed, "struck": [asdict(each) for each in self.struck]}


def _choices(method: str, when: str) -> tuple[str, ...]:
    if method in SOCKET_KINDS:
        return EVENTS if method == "events_api" else GESTURES
    return BEFORE if when == "before" else AFTER
