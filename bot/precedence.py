"""Acks go first: what is in no hurry waits for a moment in which nobody waits for one."""

import threading
from types import TracebackType


class Acks:
    """How many envelopes are in hand and wait for their ack; enter and leave with each."""

    def __init__(self) -> None:
        self._in_hand = 0
        self._change = threading.Condition()

    def __enter__(self) -> None:
        with self._change:
            self._in_hand += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._change:
            self._in_hand -= 1
            if not self._in_hand:
                self._change.notify_all()

    def wait_for_none(self, seconds: float) -> bool:
        """Whether such a moment came within so long."""
        with self._change:
            return self._change.wait_for(lambda: not self._in_hand, seconds)
