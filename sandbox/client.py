"""Drives a sandbox from Python: make workspaces, act as people, read what they saw.

sandbox = Sandbox.in_thread()
ws = sandbox.workspace(seed=seed, manifest=manifest)
anna = ws.person("anna")
anna.command("/request", "new page", channel="marketing")
anna.submit({"summary": "A new page"}, view=anna.view(title="New request"))
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any

from sandbox.channel_desk import Channel
from sandbox.clock import Clock
from sandbox.desk import Person
from sandbox.group_desk import Group
from sandbox.hub import Hub
from sandbox.outcomes import Outcome, SubmitOutcome
from sandbox.server import Running
from sandbox.trouble_client import FaultPlan, Trouble
from sandbox.wiring import Denied, Json, Wire

__all__ = [
    "Channel",
    "Denied",
    "FaultPlan",
    "Group",
    "Outcome",
    "Person",
    "Sandbox",
    "SubmitOutcome",
    "Workspace",
]


class Sandbox:
    """One sandbox server; stop it when done (or use `with`)."""

    def __init__(
        self,
        base_url: str,
        *,
        on_stop: Callable[[], None] = lambda: None,
        first: Json | None = None,
        hub: Hub | None = None,
    ) -> None:
        self.base_url = base_url
        self.wire = Wire(base_url)
        self._on_stop = on_stop
        self._first = first
        self._hub = hub

    @classmethod
    def in_thread(cls) -> "Sandbox":
        """A server in a thread of this process."""
        running = Running().start()
        return cls(running.base_url, on_stop=running.stop, hub=running.hub)

    @classmethod
    def at(cls, base_url: str) -> "Sandbox":
        """A server that is running already."""
        return cls(base_url)

    @classmethod
    def in_process(cls, *arguments: str) -> "Sandbox":
        """A server in a process of its own, which outlives the death of others."""
        command = [sys.executable, "-m", "sandbox", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        first = json.loads(process.stdout.readline())

        def stop() -> None:
            process.terminate()
            process.communicate()

        return cls(first["url"], on_stop=stop, first=first)

    @property
    def first(self) -> "Workspace":
        """The workspace that a process was started with (`--seed`)."""
        assert self._first, "only a sandbox of in_process(…, '--seed', …) has a first workspace"
        return Workspace(self.wire, self._first)

    def existing(self, team: str = "T0001") -> "Workspace":
        """A workspace that is there already, such as the one of `tandem sandbox`."""
        return Workspace(self.wire, self.wire.get(f"/control/{team}"))

    def workspace(
        self,
        *,
        seed: Json | None = None,
        manifest: Json | None = None,
        rate_limits: bool | str = True,
    ) -> "Workspace":
        """A new workspace; `rate_limits` may be "harsh" to allow no bursts at all."""
        body = {"seed": seed, "manifest": manifest, "options": {"rate_limits": rate_limits}}
        described = self.wire.post("/control/workspaces", body)
        here = self._hub.workspaces[described["team"]] if self._hub else None
        return Workspace(self.wire, described, clock=here.clock if here else None)

    def stop(self) -> None:
        self.wire.close()
        self._on_stop()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class Workspace(Trouble):
    """One workspace: its tokens, its people, its clock, its journal, and trouble on purpose.

    `clock` is given where the server is in this process: an app asks for the time very often.
    """

    def __init__(self, wire: Wire, described: Json, *, clock: Clock | None = None) -> None:
        super().__init__(wire, f"/control/{described['team']}")
        self._clock = clock
        self.team: str = described["team"]
        self.bot_token: str = described["bot_token"]
        self.app_token: str = described["app_token"]
        self.bot_user: str = described["bot_user"]
        self.api_url: str = described["api_url"]
        self.page: str = described["page"]
        self.clock_url: str = described["clock"]
        self.people: dict[str, str] = described["people"]
        self.channels: dict[str, str] = described["channels"]

    def person(self, name: str) -> Person:
        """Someone of this name or id, to act as."""
        known = self.people.get(name, name)
        return Person(self.wire, self._path, name, user_id=known, bot_user=self.bot_user)

    def channel(self, name: str) -> Channel:
        bare = name.removeprefix("#")
        return Channel(self.wire, self._path, bare, channel_id=self.channels.get(bare, bare))

    def group(self, name: str) -> Group:
        """A user group, by its handle or id."""
        return Group(self.wire, self._path, name)

    def delete_message(self, message: Json) -> None:
        """Take a message away, whosever it is."""
        path = f"{self._path}/channels/{message['channel']}/delete_message"
        self.wire.post(path, {"ts": message["ts"]})

    def journal(self, *, after: int = 0) -> list[Json]:
        """Everything accepted from the app so far, oldest first."""
        return list(self.wire.get(f"{self._path}/journal?after={after}")["entries"])

    def wait_for(self, seen: Callable[[list[Json]], Any], *, timeout: float = 5.0) -> Any:
        """The first truthy `seen(entries)`; AssertionError when it does not come in time."""
        deadline = time.monotonic() + timeout
        entries = self.journal()
        while not (found := seen(entries)):
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"did not come within {timeout} s; {_told(entries)}")
            path = f"{self._path}/journal?after={len(entries)}&wait={left:.3f}"
            entries += self.wire.get(path)["entries"]
        return found

    def refusals(self) -> list[Json]:
        """What the sandbox refused: at, method, error, rule, details."""
        return list(self.wire.get(f"{self._path}/refusals")["refusals"])

    def remarks(self) -> list[Json]:
        """What was taken but had no effect, such as unknown arguments: method, words."""
        return list(self.wire.get(f"{self._path}/refusals")["remarks"])

    def connected(self, at_least: int = 1, *, timeout: float = 5.0) -> int:
        """Wait until the app has this many sockets open; how many it has."""
        path = f"{self._path}/sockets?at_least={at_least}&wait={timeout}"
        return int(self.wire.get(path)["connections"])

    def now(self) -> datetime:
        if self._clock:
            return self._clock.now()
        return datetime.fromisoformat(self.wire.get(f"{self._path}/clock")["now"])

    def clock_to(self, at: str | datetime) -> datetime:
        """Move the clock; a time without a zone is UTC."""
        when = at if isinstance(at, str) else at.isoformat()
        moved = self.wire.post(f"{self._path}/clock", {"at": when})
        return datetime.fromisoformat(moved["now"])

    def advance(self, seconds: float) -> datetime:
        moved = self.wire.post(f"{self._path}/clock", {"advance_seconds": seconds})
        return datetime.fromisoformat(moved["now"])

    def age(self, seconds: float) -> None:
        """Make trigger ids, response URLs and waiting retries older, instead of waiting."""
        self.wire.post(f"{self._path}/age", {"seconds": seconds})

    def close(self) -> None:
        """Forget this workspace."""
        self.wire.ask("DELETE", self._path)


def _told(entries: list[Json]) -> str:
    lines = [f"{e['method']} {e['channel_name'] or e['user']}: {e['text']}" for e in entries]
    return "the journal holds: " + ("; ".join(lines) or "nothing")
