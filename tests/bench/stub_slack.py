"""A Slack in a process of its own: Web API and Socket Mode, cheap, with a latency one can set.

It is the load's source as well, so that sending and being acked are timed by one clock.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.bench.load import Load, Outcome, Run
from tests.bench.wire import Answer, Wire, frame

TEAM, BOT = "T1", "U0BOT"
GAP_SECONDS = 1.0
"""What the limits allow: a post each second and channel."""

AT_ONCE = ("auth.test", "apps.connections.open")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the Web API. `answered` is when Slack has taken it; times are `monotonic`."""

    app: str
    method: str
    channel: str
    key: str
    came: float
    answered: float
    is_refused: bool


@dataclass
class Slack:
    """What is behind the port; `app` everywhere is the part of its token after `xoxb-`."""

    port: int = 0
    latency: float = 0.08
    has_limits: bool = False
    calls: list[Call] = field(default_factory=list)
    in_hand: int = 0
    links: dict[str, Wire] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    last_post: dict[tuple[str, str], float] = field(default_factory=dict)

    def called(self, path: str, token: str, body: bytes, answer: Answer) -> None:
        method = path.rpartition("/")[2]
        app = token.partition("-")[2]
        came = time.monotonic()
        if method in AT_ONCE:
            answer(200, self._about(method, app))
            return
        told = _arguments(body)
        is_post = method == "chat.postMessage"
        is_refused = is_post and not self._may_post(app, str(told["channel"]), came)
        self.in_hand += 1
        asyncio.get_running_loop().call_later(
            self.latency, self._answer, app, method, told, came, is_refused, answer
        )

    def joined(self, path: str, wire: Wire) -> None:
        app = parse_qs(urlsplit(path).query)["app"][0]
        self.links[app] = wire
        wire.send(_hello())

    def left(self, wire: Wire) -> None:
        self.links = {app: link for app, link in self.links.items() if link is not wire}

    def heard(self, wire: Wire, text: bytes) -> None:
        now = time.monotonic()
        app = next(app for app, link in self.links.items() if link is wire)
        if run := self.runs.get(app):
            run.acked(json.loads(text), now)

    async def run(self, app: str, load: Load) -> list[Outcome]:
        """Send this load to the app and give back what became of each envelope."""
        self.runs[app] = run = Run(load, self.links[app].send)
        try:
            return await run.outcomes()
        finally:
            del self.runs[app]

    def _answer(
        self, app: str, method: str, told: dict, came: float, is_refused: bool, answer: Answer
    ) -> None:
        now = time.monotonic()
        self.in_hand -= 1
        channel, key = (
            str(told.get("channel") or told.get("users") or told.get("user") or ""),
            _key(told),
        )
        self.calls.append(
            Call(
                app=app,
                method=method,
                channel=channel,
                key=key or str(told.get("trigger_id", "")),
                came=came,
                answered=now,
                is_refused=is_refused,
            )
        )
        if is_refused:
            answer(429, {"ok": False, "error": "ratelimited", "retry_after": 1})
            return
        ts = told.get("ts") or f"{time.time():.6f}"
        is_direct = channel.startswith("U") and method != "users.info"
        place = channel.replace("U", "D", 1) if is_direct else channel
        answer(200, _taken(method, place, ts))

    def _may_post(self, app: str, channel: str, now: float) -> bool:
        if not self.has_limits:
            return True
        if now - self.last_post.get((app, channel), float("-inf")) < GAP_SECONDS:
            return False
        self.last_post[app, channel] = now
        return True

    def _about(self, method: str, app: str) -> dict[str, Any]:
        if method == "apps.connections.open":
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?app={app}"}
        return {
            "ok": True,
            "url": "https://bench.slack.com/",
            "team_id": TEAM,
            "user_id": BOT,
            "bot_id": "B0BOT",
            "team": "Bench",
            "user": "tandem",
        }


def serve(pipe: Connection) -> None:
    """Serve until the pipe's other end closes; every order that comes through it is answered."""
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    slack = Slack()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(slack), "127.0.0.1", 0, backlog=1024)
    slack.port = server.sockets[0].getsockname()[1]
    pipe.send(slack.port)
    while order := await loop.run_in_executor(None, _received, pipe):
        pipe.send(await _obeyed(slack, order))
    server.close()


def _received(pipe: Connection) -> Any:
    try:
        return pipe.recv()
    except EOFError:
        return None


async def _obeyed(slack: Slack, order: dict[str, Any]) -> Any:
    match order:
        case {"do": "set", "latency": latency, "limits": limits}:
            slack.latency, slack.has_limits = latency, limits
        case {"do": "forget"}:
            slack.calls.clear()
            slack.last_post.clear()
        case {"do": "calls"}:
            return slack.calls
        case {"do": "linked"}:
            return sorted(slack.links)
        case {"do": "idle", "seconds": seconds, "limit": limit}:
            await _until_idle(slack, seconds, limit)
        case {"do": "load", "loads": loads}:
            running = [slack.run(app, load) for app, load in loads.items()]
            return dict(zip(loads, await asyncio.gather(*running), strict=True))
    return None


async def _until_idle(slack: Slack, seconds: float, limit: float) -> None:
    """Until nothing was asked for so long, or the limit is over."""
    end = time.monotonic() + limit
    quiet_since, seen = time.monotonic(), len(slack.calls)
    while time.monotonic() - quiet_since < seconds and time.monotonic() < end:
        await asyncio.sleep(0.02)
        if slack.in_hand or len(slack.calls) != seen:
            quiet_since, seen = time.monotonic(), len(slack.calls)


def _taken(method: str, place: str, ts: str) -> dict[str, Any]:
    match method:
        case "conversations.open":
            return {"ok": True, "channel": {"id": place}}
        case "conversations.history" | "conversations.replies":
            return {"ok": True, "messages": []}
        case "views.open":
            return {"ok": True, "view": {"id": "V1", "hash": "1.abc"}}
        case "users.info":
            return {"ok": True, "user": {"id": place, "name": place.lower(), "team_id": TEAM}}
    return {"ok": True, "channel": place, "ts": ts}


def _arguments(body: bytes) -> dict[str, Any]:
    if body.startswith(b"{"):
        told: dict[str, Any] = json.loads(body)
        return told
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def _key(told: dict[str, Any]) -> str:
    """What the post is about: our unseen identity, or the first words of the naive bot's."""
    metadata = told.get("metadata")
    if isinstance(metadata, str):
        metadata = json.loads(metadata)
    if metadata:
        return str(metadata["event_payload"]["key"])
    return str(told.get("text", ""))[:40]


def _hello() -> bytes:
    return frame(b'{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"}}')
