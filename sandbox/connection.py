"""One open socket of the app, and the acks still due on it (contract 8.2)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocketDisconnect

Json = dict[str, Any]

GONE = (WebSocketDisconnect, RuntimeError, OSError)


class Unanswered(Exception):
    """The app did not ack: `reason` is dispatch_failed (nobody there) or operation_timeout."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(eq=False)
class Connection:
    """`send` writes an object, `drop` cuts the line, `deafen` leaves all that comes unread."""

    send: Callable[[Json], Awaitable[None]]
    drop: Callable[[], None]
    deafen: Callable[[], None] = lambda: None
    leaving: bool = False
    half_open: bool = False
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    async def carry(self, envelope: Json) -> None:
        """Write it, unless the line is half-open or gone: then nobody notices."""
        if self.half_open:
            return
        with contextlib.suppress(*GONE):
            await self.send(envelope)

    def acked(self, envelope_id: str, payload: Json) -> None:
        future = self.waiting.pop(envelope_id, None)
        if future and not future.done():
            future.set_result(payload)

    async def leave(self, farewell: Json) -> None:
        """Tell the app to come again; after anything but a warning nothing more is sent here."""
        self.leaving = farewell["reason"] != "warning"
        await self.carry(farewell)

    def go_half_open(self) -> None:
        """Stay open, but let nothing through in either direction, pings included."""
        self.half_open = True
        self.deafen()

    def lost(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(Unanswered("operation_timeout"))
        self.waiting.clear()
