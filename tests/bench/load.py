"""Loads: envelopes sent to an app, by users who wait for each ack or at a steady rate."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.bench.wire import frame

Send = Callable[[bytes], None]
Payload = dict[str, Any]

LONGEST_WAIT = 6.0
"""Twice what Slack waits for an ack: later than that is as good as never."""

NUMBERS = count()


@dataclass(frozen=True, kw_only=True)
class Load:
    """`payloads` go out in order as envelopes of this kind.

    With `rate`, so many a second, whatever becomes of them. Else by so many `users`, each of whom
    sends the next one when the last one is acked.
    """

    kind: str
    payloads: list[Payload]
    users: int = 16
    rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one envelope; times are `monotonic`, seconds."""

    payload: Payload
    sent_at: float
    acked_at: float | None
    answer: dict[str, Any] | None

    @property
    def seconds(self) -> float:
        return float("inf") if self.acked_at is None else self.acked_at - self.sent_at


class Run:
    """A load under way."""

    def __init__(self, load: Load, send: Send) -> None:
        self._load = load
        self._send = send
        self._names = [str(next(NUMBERS)) for _ in load.payloads]
        self._frames = [
            _envelope(name, load.kind, payload)
            for name, payload in zip(self._names, load.payloads, strict=True)
        ]
        self._next_one = 0
        self._sent: dict[str, float] = {}
        self._acks: dict[str, tuple[float, dict[str, Any] | None]] = {}
        self._is_done = asyncio.Event()

    async def outcomes(self) -> list[Outcome]:
        if self._load.rate:
            await self._send_steadily(self._load.rate)
        else:
            for _ in range(min(self._load.users, len(self._frames))):
                self._send_next(time.monotonic())
        await self._wait_for_acks()
        return [self._outcome(n, p) for n, p in zip(self._names, self._load.payloads, strict=True)]

    def acked(self, ack: dict[str, Any], now: float) -> None:
        name = ack["envelope_id"]
        if name not in self._sent or name in self._acks:
            return
        self._acks[name] = (now, ack.get("payload"))
        if len(self._acks) == len(self._frames):
            self._is_done.set()
        if not self._load.rate and self._next_one < len(self._frames):
            self._send_next(time.monotonic())

    async def _send_steadily(self, rate: float) -> None:
        """Each counts from when it was due, so that a late sender flatters nobody."""
        start = time.monotonic() + 0.01
        for n in range(len(self._frames)):
            due = start + n / rate
            if (wait := due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self._send_next(due)

    async def _wait_for_acks(self) -> None:
        """Until all are there, or none has come for very long."""
        seen = -1
        while not self._is_done.is_set() and len(self._acks) > seen:
            seen = len(self._acks)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_done.wait(), LONGEST_WAIT)

    def _send_next(self, at: float) -> None:
        self._sent[self._names[self._next_one]] = at
        self._send(self._frames[self._next_one])
        self._next_one += 1

    def _outcome(self, name: str, payload: Payload) -> Outcome:
        acked_at, answer = self._acks.get(name, (None, None))
        sent_at = self._sent.get(name, float("inf"))
        return Outcome(payload=payload, sent_at=sent_at, acked_at=acked_at, answer=answer)


def _envelope(name: str, kind: str, payload: Payload) -> bytes:
    envelope = {
        "envelope_id": name,
        "type": kind,
        "accepts_response_payload": True,
        "payload": payload,
    }
    return frame(json.dumps(envelope).encode())
