"""Trouble on purpose, from Python: faults, fault plans, outages, sockets that die."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from secrets import randbelow
from typing import Any

from sandbox.planned import Fault
from sandbox.wiring import Json, Wire


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """A seeded plan at work."""

    wire: Wire
    path: str
    seed: str

    def struck(self) -> list[Json]:
        """The faults so far: method, do, when."""
        return list(self.wire.get(self.path)["struck"])

    def stop(self) -> None:
        """Let no more faults be drawn."""
        self.wire.ask("DELETE", self.path)


class Trouble:
    """What can go wrong in one workspace."""

    def __init__(self, wire: Wire, path: str) -> None:
        self.wire = wire
        self._path = path

    def settle(self, *, timeout: float = 0.3) -> None:
        """Wait until the app has acked everything, at most so many seconds."""
        self.wire.get(f"{self._path}/sockets?settled={timeout}")

    def drop_sockets(self) -> None:
        """Cut the app's connections without a word."""
        self.wire.ask("DELETE", f"{self._path}/sockets")

    def half_open_sockets(self) -> None:
        """Leave the app's connections open and dead: nothing comes, no pong either."""
        self.wire.ask("DELETE", f"{self._path}/sockets?how=half_open")

    def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask the app to come again; `reason` may be "warning" or "link_disabled" as well."""
        self.wire.ask("DELETE", f"{self._path}/sockets?how={reason}")

    def fault(self, method: str, do: str, *, when: str = "before", times: int = 1) -> None:
        """Plan a fault: `fault("chat.postMessage", "drop", when="after")`; see planned.py."""
        self.wire.post(f"{self._path}/faults", asdict(Fault(method, do, when, times)))

    def clear_faults(self) -> None:
        """Let everything be well again: no fault, no plan, no outage, no lag."""
        self.wire.ask("DELETE", f"{self._path}/faults")

    def fault_plan(
        self, seed: int | str | None = None, *, rate: float = 0.2, only: Sequence[str] = ()
    ) -> FaultPlan:
        """Let `rate` of the calls and envelopes go wrong, and print the seed that says which."""
        chosen = seed if seed is not None else randbelow(1_000_000)
        sys.stdout.write(f"fault plan: seed={chosen}\n")
        body = {"seed": chosen, "rate": rate, "only": list(only)}
        self.wire.post(f"{self._path}/fault_plan", body)
        return FaultPlan(self.wire, f"{self._path}/fault_plan", str(chosen))

    def go_down(self, how: str = "drop") -> None:
        """Slack is down, for calls, sockets and people, until `come_back`; or "http_500:503"."""
        self._trouble(down=how)

    def come_back(self) -> None:
        self._trouble(down="")

    def lag_history(self, seconds: float) -> None:
        """Let an accepted message show in the history only after `seconds` of the clock."""
        self._trouble(history_lag=seconds)

    def keep_client_msg_ids(self, kept: bool) -> None:
        """Whether a `client_msg_id` sent again finds the message it made, or makes another."""
        self._trouble(keeps_client_msg_ids=kept)

    def retry_events_after(self, *seconds: float) -> None:
        """How long Slack waits before each further try; Slack's own are about 1, 60, 300."""
        self._trouble(retry_delays=seconds)

    def process_files_after(self, seconds: float | None) -> None:
        """How long an uploaded file is unknown and unshared; None: for ever."""
        self._trouble(file_seconds=seconds)

    def _trouble(self, **switches: Any) -> None:
        self.wire.post(f"{self._path}/trouble", switches)
