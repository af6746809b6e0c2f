"""The stub Slack as the bench holds it: started, told what to do, and stopped."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from tests.bench import stub_slack
from tests.bench.load import Load, Outcome
from tests.bench.stub_slack import Call

ONE_CALL = 0.08


class Slack:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.url = f"http://127.0.0.1:{pipe.recv()}/api/"

    def behaves(self, *, latency: float = ONE_CALL, limits: bool = False) -> None:
        self._ask(do="set", latency=latency, limits=limits)

    def send(self, app: str, load: Load) -> list[Outcome]:
        return self.send_all({app: load})[app]

    def send_all(self, loads: dict[str, Load]) -> dict[str, list[Outcome]]:
        """All of these at the same time."""
        answer: dict[str, list[Outcome]] = self._ask(do="load", loads=loads)
        return answer

    def calls(self, app: str, method: str) -> list[Call]:
        """What the app has called since `forget`, refused or not."""
        everything: list[Call] = self._ask(do="calls")
        return [c for c in everything if c.app == app and c.method == method]

    def forget(self) -> None:
        self._ask(do="forget")

    def wait_until_idle(self, *, seconds: float = 0.3, limit: float = 20.0) -> None:
        """Until nobody has called for so long."""
        self._ask(do="idle", seconds=seconds, limit=limit)

    def wait_for(self, app: str, *, limit: float = 20.0) -> None:
        """Until the app is connected."""
        end = time.monotonic() + limit
        while app not in self._ask(do="linked"):
            if time.monotonic() > end:
                raise TimeoutError(f"{app} did not connect")
            time.sleep(0.01)

    def wait_until_gone(self, app: str, *, limit: float = 20.0) -> None:
        """Until the app has gone, or the stub itself has."""
        end = time.monotonic() + limit
        with suppress(OSError, EOFError):
            while app in self._ask(do="linked") and time.monotonic() < end:
                time.sleep(0.01)

    def _ask(self, **order: Any) -> Any:
        self._pipe.send(order)
        return self._pipe.recv()


@contextmanager
def running() -> Iterator[Slack]:
    ours, its = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=stub_slack.serve, args=(its,))
    process.start()
    its.close()
    try:
        yield Slack(ours)
    finally:
        ours.close()
        process.join(5)
        if process.is_alive():
            process.terminate()
