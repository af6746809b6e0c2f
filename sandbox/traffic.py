"""The last calls and envelopes of a workspace, both ways, for whoever looks at the wire."""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from sandbox.clock import real_seconds

KEPT = 200
LONGEST = 20_000

Json = dict[str, Any]


@dataclass(slots=True)
class Exchange:
    """One call of the app (`way` "in") or one envelope to it ("out").

    `verdict` is waiting, ok, refused (Slack says no) or failed (no usable answer); `error` says
    which. `turn` grows with every change, so that a reader can ask for what is new.
    """

    id: int
    turn: int
    way: str
    name: str
    sent: str
    born: float
    verdict: str = "waiting"
    error: str = ""
    status: int | None = None
    answer: str = ""
    took_ms: int | None = None

    def as_json(self) -> Json:
        shown = ("id", "way", "name", "sent", "verdict", "error", "status", "answer", "took_ms")
        age_ms = round((real_seconds() - self.born) * 1000)
        return {name: getattr(self, name) for name in shown} | {"age_ms": age_ms}


class Traffic:
    """A bounded log; the oldest exchange goes when there are more than KEPT."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Exchange] = OrderedDict()
        self._turn = 0
        self._change = asyncio.Event()

    def begin(self, way: str, name: str, sent: Any, *, born: float | None = None) -> Exchange:
        """An exchange that waits for its answer; `sent` is kept as it is now."""
        self._turn += 1
        began = real_seconds() if born is None else born
        exchange = Exchange(self._turn, self._turn, way, name, as_text(sent), began)
        self._kept[exchange.id] = exchange
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._changed()
        return exchange

    def end(
        self,
        exchange: Exchange,
        *,
        verdict: str,
        answer: Any = "",
        error: str = "",
        status: int | None = None,
    ) -> None:
        """What came back."""
        self._turn += 1
        exchange.turn, exchange.verdict, exchange.error = self._turn, verdict, error
        exchange.answer, exchange.status = as_text(answer), status
        exchange.took_ms = round((real_seconds() - exchange.born) * 1000)
        self._changed()

    def call(self, name: str, args: Json, response: Response, *, born: float, is_cut: bool) -> None:
        """A call of the app and its answer, which never arrived where the line `is_cut`."""
        asked = {key: value for key, value in args.items() if key != "token"}
        exchange = self.begin("in", name, asked, born=born)
        verdict, error = ("failed", "connection dropped") if is_cut else judged(response)
        status = None if is_cut else response.status_code
        answer = "" if is_cut else bytes(response.body)
        self.end(exchange, verdict=verdict, error=error, answer=answer, status=status)

    def touch(self) -> None:
        """Something else about the wire has changed: a socket came or went."""
        self._turn += 1
        self._changed()

    def after(self, turn: int) -> tuple[list[Json], int]:
        """What is new or changed since `turn`, oldest first, and the turn to ask from next."""
        fresh = [each.as_json() for each in self._kept.values() if each.turn > turn]
        return fresh, self._turn

    async def newer(self, turn: int) -> int:
        """Come back when something is newer than `turn`, with the newest turn."""
        while self._turn <= turn:
            await self._change.wait()
        return self._turn

    def _changed(self) -> None:
        self._change.set()
        self._change = asyncio.Event()


def judged(response: Response) -> tuple[str, str]:
    """Whether an answer of the Web API says yes, says no, or says nothing usable."""
    try:
        body = json.loads(bytes(response.body))
    except ValueError:
        return "failed", f"HTTP {response.status_code}, no JSON"
    return ("ok", "") if body.get("ok") else ("refused", str(body.get("error", "")))


def as_text(raw: Any) -> str:
    """JSON on one line, or the words themselves; cut where it is longer than LONGEST."""
    if isinstance(raw, bytes):
        raw = raw.decode(errors="replace")
    text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text):,} characters)"
