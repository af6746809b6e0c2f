"""The change feed: what happened in a workspace, told to everyone who watches it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
Change = dict[str, Any]


class Changes:
    """A broadcast of small dicts such as `{"kind": "message", "channel": "C0ITDESK", "ts": "…"}`.

    Kinds: message, message_changed, message_deleted (channel, ts, thread_ts, only_for),
    view and home (person), warning (person, action_id, and channel and ts or view),
    read (person, channel), channel (channel), person (person), clock, journal (n), closed.
    Every method belongs to the server's event loop.
    """

    def __init__(self) -> None:
        self._watchers: list[asyncio.Queue[Change]] = []
        self.closed = False

    def publish(self, kind: str, **facts: Any) -> None:
        for watcher in self._watchers:
            watcher.put_nowait({"kind": kind, **facts})

    def close(self) -> None:
        """Let every watcher go; the server is stopping."""
        self.closed = True
        self.publish("closed")

    @contextmanager
    def watched(self) -> Iterator[AsyncIterator[Change]]:
        """Everything published from now on, until the feed closes."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._watchers.append(queue)
        try:
            yield self._each(queue)
        finally:
            self._watchers.remove(queue)

    async def until(self, seen: Callable[[], T | None], *, seconds: float) -> T | None:
        """The first value of `seen()` that is not None, asked anew after every change."""
        with self.watched() as changes:
            try:
                async with asyncio.timeout(seconds):
                    return await _first(seen, changes)
            except TimeoutError:
                return seen()

    async def _each(self, queue: asyncio.Queue[Change]) -> AsyncIterator[Change]:
        while not self.closed or not queue.empty():
            change = await queue.get()
            if change["kind"] == "closed":
                return
            yield change


async def _first(seen: Callable[[], T | None], changes: AsyncIterator[Change]) -> T | None:
    if (found := seen()) is not None:
        return found
    async for _ in changes:
        if (found := seen()) is not None:
            return found
    return None
