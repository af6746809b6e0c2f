"""Carries payloads to the app: one envelope to one of its connections, the ack, and retries."""

import asyncio
import contextlib
import itertools
import uuid
from collections.abc import Coroutine
from typing import Any

from sandbox.clock import real_seconds
from sandbox.connection import Connection, Json, Unanswered
from sandbox.faults import Fault, Faults
from sandbox.traffic import Traffic

__all__ = ["Connection", "Delivery", "Unanswered"]

ACK_SECONDS = 3.0
RETRY_DELAYS = (1.0, 5.0, 10.0)
SWAP_SECONDS = 2.0
SETTLING = 0.005
WITH_ANSWER = ("view_submission", "block_suggestion")
NEVER_SENT = ("lose", "drop", "half_open")


class Delivery:
    """The connections of one app, used in turn.

    Slack retries an event almost at once, after a minute and after five (contract 8.1);
    `retry_delays` are these pauses made short, and `hasten` makes a pause go by.
    """

    def __init__(self, app_id: str, faults: Faults) -> None:
        self.app_id = app_id
        self.faults = faults
        self.traffic = Traffic()
        self.connections: list[Connection] = []
        self.tickets: set[str] = set()
        self.spent_tickets: set[str] = set()
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self._turn = itertools.count()
        self._ahead = 0.0
        self._change = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, kind: str, payload: Json) -> Json:
        """Deliver a command or an interaction; the ack's payload, or Unanswered after 3 s."""
        fault = self.faults.take(kind)
        accepts = kind == "slash_commands" or payload.get("type") in WITH_ANSWER
        if fault and fault.do == "repeat":
            self._start(self._again(kind, payload, accepts=accepts))
        return await self._send(_envelope(kind, payload, accepts=accepts), fault)

    def tell(self, payload: Json) -> None:
        """Deliver an event in the background, with up to three retries (contract 8.1)."""
        fault = self.faults.take("events_api")
        if fault and fault.kind == "lose":
            return
        if fault and fault.do in ("repeat", "repeat:new_id"):
            again = {**payload, "event_id": f"{payload['event_id']}B"}
            self._start(self._insist(again if fault.argument else payload, None))
        self._start(self._insist(payload, fault))

    def joined(self, connection: Connection) -> None:
        """A new connection, which takes the place of those that were asked to go."""
        for old in [each for each in self.connections if each.leaving]:
            old.drop()
        self.connections.append(connection)
        self.traffic.touch()
        self._changed()

    def left(self, connection: Connection) -> None:
        self.connections.remove(connection)
        connection.lost()
        self.traffic.touch()
        self._changed()

    async def connected(self, wanted: int, *, seconds: float) -> None:
        """Come back when there are `wanted` connections, or when the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self.connections) < wanted:
                    await self._change.wait()

    async def settled(self, *, seconds: float) -> None:
        """Come back when no ack is due any more, or when the time is over."""
        until = real_seconds() + seconds
        while any(each.waiting for each in self.connections) and real_seconds() < until:
            await asyncio.sleep(SETTLING)

    def hasten(self, seconds: float) -> None:
        """Let `seconds` of the pauses between retries go by at once."""
        self._ahead += seconds
        self._changed()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for connection in list(self.connections):
            connection.drop()

    async def _insist(self, payload: Json, fault: Fault | None) -> None:
        for attempt, delay in enumerate((0.0, *self.retry_delays)):
            await self._rest(delay)
            if await self._attempt(payload, attempt, fault if attempt == 0 else None):
                return

    async def _attempt(self, payload: Json, attempt: int, fault: Fault | None) -> bool:
        retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        envelope = {**_envelope("events_api", payload, accepts=False), **retry}
        try:
            await self._send(envelope, fault)
        except Unanswered:
            return False
        return True

    async def _again(self, kind: str, payload: Json, *, accepts: bool) -> None:
        with contextlib.suppress(Unanswered):
            await self._send(_envelope(kind, payload, accepts=accepts), None)

    async def _send(self, envelope: Json, fault: Fault | None) -> Json:
        """The ack's payload; what went out and what came of it stands in the traffic."""
        exchange = self.traffic.begin("out", _name(envelope), envelope)
        try:
            answer = await self._answered(envelope, fault)
        except Unanswered as silence:
            self.traffic.end(exchange, verdict="failed", error=silence.reason)
            raise
        self.traffic.end(exchange, verdict="ok", answer=answer)
        return answer

    async def _answered(self, envelope: Json, fault: Fault | None) -> Json:
        connection = self._next_connection()
        if connection is None:
            raise Unanswered("dispatch_failed")
        ack: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        name = str(envelope["envelope_id"])
        name = f"lost {name}" if fault and fault.kind == "lose_ack" else name
        connection.waiting[name] = ack
        try:
            async with asyncio.timeout(ACK_SECONDS):
                await self._hand_over(connection, envelope, fault)
                return await ack
        except TimeoutError:
            raise Unanswered("operation_timeout") from None
        finally:
            connection.waiting.pop(name, None)

    async def _hand_over(self, connection: Connection, envelope: Json, fault: Fault | None) -> None:
        """Carry it now; what a fault holds up is carried even after Slack has given up."""
        if fault is None:
            await connection.carry(envelope)
            self._changed()
            return
        self._start(self._misbehave(connection, envelope, fault))

    async def _misbehave(self, connection: Connection, envelope: Json, fault: Fault) -> None:
        if fault.kind == "delay":
            await asyncio.sleep(float(fault.argument))
        if fault.kind == "swap":
            await self._after_another()
        if fault.kind == "drop":
            connection.drop()
        if fault.kind == "half_open":
            connection.go_half_open()
        if fault.kind in NEVER_SENT:
            return
        for _ in range(2 if fault.argument == "same_envelope" else 1):
            await connection.carry(envelope)

    async def _after_another(self) -> None:
        """Wait until the next envelope has overtaken this one, if one comes soon."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SWAP_SECONDS):
                await self._change.wait()

    async def _rest(self, seconds: float) -> None:
        due = real_seconds() + self._ahead + seconds
        while (left := due - real_seconds() - self._ahead) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._change.wait()

    def _next_connection(self) -> Connection | None:
        ready = [each for each in self.connections if not each.leaving]
        return ready[next(self._turn) % len(ready)] if ready else None

    def _changed(self) -> None:
        self._change.set()
        self._change = asyncio.Event()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _name(envelope: Json) -> str:
    """What the envelope brings: an event, a kind of interaction, or a command by its name."""
    payload = envelope["payload"]
    inner = payload.get("event", payload).get("type") or payload.get("command")
    return f"{envelope['type']} {inner or ''}".strip()


def _envelope(kind: str, payload: Json, *, accepts: bool) -> Json:
    return {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "payload": payload,
        "accepts_response_payload": accepts,
    }
