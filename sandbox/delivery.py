"""Carries payloads to the app: one envelope to one of its connections, the ack, and retries."""

import asyncio
import contextlib
import itertools
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from sandbox.faults import Fault, Faults

Json = dict[str, Any]

ACK_SECONDS = 3.0
RETRY_DELAYS = (1.0, 5.0, 10.0)
MAX_CONNECTIONS = 10
WITH_ANSWER = ("view_submission", "block_suggestion")


class Unanswered(Exception):
    """The app did not ack: `reason` is dispatch_failed (nobody there) or operation_timeout."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(eq=False)
class Connection:
    """One open socket of the app; `waiting` holds the acks still due on it."""

    send: Callable[[Json], Awaitable[None]]
    drop: Callable[[], None]
    leaving: bool = False
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    def acked(self, envelope_id: str, payload: Json) -> None:
        future = self.waiting.pop(envelope_id, None)
        if future and not future.done():
            future.set_result(payload)

    async def refresh(self) -> None:
        """Tell the app to open a new connection; nothing more is sent on this one."""
        self.leaving = True
        await self.send({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    def lost(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(Unanswered("operation_timeout"))
        self.waiting.clear()


class Delivery:
    """The connections of one app, used in turn."""

    def __init__(self, app_id: str, faults: Faults) -> None:
        self.app_id = app_id
        self.faults = faults
        self.connections: list[Connection] = []
        self.tickets: set[str] = set()
        self._turn = itertools.count()
        self._change = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, kind: str, payload: Json) -> Json:
        """Deliver a command or an interaction; the ack's payload, or Unanswered after 3 s."""
        accepts = kind == "slash_commands" or payload.get("type") in WITH_ANSWER
        return await self._send({**_envelope(kind, payload), "accepts_response_payload": accepts})

    def tell(self, payload: Json) -> None:
        """Deliver an event in the background, with up to three retries (contract 8.1)."""
        self._start(self._insist(payload))

    def joined(self, connection: Connection) -> None:
        """A new connection, which takes the place of those that were asked to go."""
        for old in [each for each in self.connections if each.leaving]:
            old.drop()
        self.connections.append(connection)
        self._changed()

    def left(self, connection: Connection) -> None:
        self.connections.remove(connection)
        connection.lost()
        self._changed()

    async def connected(self, wanted: int, *, seconds: float) -> None:
        """Come back when there are `wanted` connections, or when the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self.connections) < wanted:
                    await self._change.wait()

    def _changed(self) -> None:
        self._change.set()
        self._change = asyncio.Event()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for connection in list(self.connections):
            connection.drop()

    async def _insist(self, payload: Json) -> None:
        if (fault := self.faults.take("events_api")) and await self._misbehave(fault, payload):
            return
        for attempt, delay in enumerate((0.0, *RETRY_DELAYS)):
            await asyncio.sleep(delay)
            if await self._attempt(payload, attempt):
                return

    async def _attempt(self, payload: Json, attempt: int) -> bool:
        retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        envelope = {**_envelope("events_api", payload), "accepts_response_payload": False, **retry}
        try:
            await self._send(envelope)
        except Unanswered:
            return False
        return True

    async def _misbehave(self, fault: Fault, payload: Json) -> bool:
        """Whether the event needs no further delivery."""
        if fault.kind == "delay":
            await asyncio.sleep(float(fault.argument))
        if fault.kind == "repeat":
            again = {**payload, "event_id": f"{payload['event_id']}B"}
            self.tell(again if fault.argument == "new_id" else payload)
        return fault.kind == "lose"

    async def _send(self, envelope: Json) -> Json:
        connection = self._next_connection()
        if connection is None:
            raise Unanswered("dispatch_failed")
        fault = await self._struck(connection, envelope["type"])
        ack: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        name = "lost" if fault == "lose_ack" else envelope["envelope_id"]
        connection.waiting[name] = ack
        try:
            async with asyncio.timeout(ACK_SECONDS):
                if fault not in ("lose", "drop"):
                    await connection.send(envelope)
                return await ack
        except TimeoutError:
            raise Unanswered("operation_timeout") from None
        finally:
            connection.waiting.pop(name, None)

    async def _struck(self, connection: Connection, kind: str) -> str | None:
        """Play the fault planned for a command or an interaction; which one it was."""
        fault = None if kind == "events_api" else self.faults.take(kind)
        if fault is None:
            return None
        if fault.kind == "delay":
            await asyncio.sleep(float(fault.argument))
        if fault.kind == "drop":
            connection.drop()
        return fault.kind

    def _next_connection(self) -> Connection | None:
        ready = [each for each in self.connections if not each.leaving]
        return ready[next(self._turn) % len(ready)] if ready else None

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _envelope(kind: str, payload: Json) -> Json:
    return {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
