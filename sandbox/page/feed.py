"""The page's feed of events: what changed, and that something went over the wire."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from sandbox.changes import Change
from sandbox.model import Workspace
from sandbox.traffic import Traffic

HEARTBEAT = 15.0
HELLO = "retry: 500\n\nevent: hello\ndata: {}\n\n"


async def feed(workspace: Workspace) -> AsyncIterator[str]:
    """One line per change or burst on the wire; a comment now and then keeps it open."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    with workspace.changes.watched() as changes:
        tasks = [
            asyncio.ensure_future(_follow_changes(changes, lines)),
            asyncio.ensure_future(_follow_wire(workspace.delivery.traffic, lines)),
        ]
        try:
            yield HELLO
            while (line := await _next(lines)) is not None:
                yield line
        finally:
            for task in tasks:
                task.cancel()


async def _follow_changes(changes: AsyncIterator[Change], lines: "asyncio.Queue[Any]") -> None:
    async for change in changes:
        lines.put_nowait(f"data: {json.dumps(change)}\n\n")
    lines.put_nowait(None)


async def _follow_wire(traffic: Traffic, lines: "asyncio.Queue[Any]") -> None:
    turn = 0
    while True:
        turn = await traffic.newer(turn)
        lines.put_nowait(f"event: traffic\ndata: {turn}\n\n")


async def _next(lines: "asyncio.Queue[str | None]") -> str | None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(HEARTBEAT):
            return await lines.get()
    return ": still here\n\n"
