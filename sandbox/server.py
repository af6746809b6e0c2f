"""The sandbox's server: one Starlette app, run in this thread or in one of its own."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.wsproto_impl import WSProtocol

from sandbox import control, media, methods, not_built, page, socket_mode, webapi
from sandbox.answers import UNKNOWN_URL, log_refusal, take_response
from sandbox.hub import Hub
from sandbox.rules import Refused

KEEP_ALIVE_SECONDS = 3600
HOST = "127.0.0.1"


def create_app(hub: Hub) -> Starlette:
    """Everything at one address: /api, /link, /respond, /control and the page."""
    assert methods.__all__
    api = [
        Route("/api/{method}", webapi.answer, methods=["GET", "POST"]),
        Route("/respond/{team}/{kind}/{key}", respond, methods=["POST"]),
        WebSocketRoute("/link/", socket_mode.link),
        Route("/", _alive),
    ]
    app = Starlette(
        routes=[*api, *control.routes(), *media.routes(), *not_built.routes(), *page.routes(hub)]
    )
    app.state.hub = hub
    return app


async def respond(request: Request) -> Response:
    """A message posted to a response URL."""
    hub: Hub = request.app.state.hub
    workspace = hub.workspaces.get(request.path_params["team"])
    if workspace is None:
        return PlainTextResponse(UNKNOWN_URL.error, 404)
    if fault := workspace.faults.take("response_url"):
        struck = await webapi.strike(request, fault)
        if struck is not None:
            return struck
    try:
        take_response(workspace, request.path_params["key"], json.loads(await request.body()))
    except Refused as refused:
        log_refusal(workspace, "response_url", refused)
        return PlainTextResponse(refused.error, 404)
    return PlainTextResponse("ok")


async def _alive(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    return JSONResponse({"sandbox": True, "workspaces": sorted(hub.workspaces)})


class _Droppable:
    """Lets handlers reach the transport, so that a fault can cut the connection."""

    app: Any
    transport: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:
            await inner({**scope, "transport": self.transport}, receive, send)

        self.app = app


class _Http(_Droppable, H11Protocol):
    pass


class _Sockets(_Droppable, WSProtocol):
    """`deaf` makes it half-open: the line stands, and nothing that comes is read."""

    deaf = False

    def data_received(self, data: bytes) -> None:
        if not self.deaf:
            super().data_received(data)


class Running:
    """A server with its own event loop in its own thread."""

    def __init__(self, *, port: int = 0) -> None:
        self.socket = socket.create_server((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.base_url = f"http://{HOST}:{self.socket.getsockname()[1]}"
        self.hub = Hub(self.base_url)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self.run, name="sandbox", daemon=True)

    def start(self) -> "Running":
        self._thread.start()
        self._ready.wait()
        return self

    def run(self) -> None:
        """Serve in this thread until stopped."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        if self._loop and self._stop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread.is_alive():
            self._thread.join()

    def call(self, work: Callable[[], None]) -> None:
        """Run `work` in the server's loop once it is up."""
        assert self._loop
        self._loop.call_soon_threadsafe(work)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = _uvicorn(create_app(self.hub))
        await server.startup(sockets=[self.socket])
        self._ready.set()
        try:
            await self._stop.wait()
        finally:
            await self.hub.close()
            await _shut(server)


def _uvicorn(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        http=_Http,
        ws=_Sockets,
        ws_ping_interval=None,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    return server


async def _shut(server: uvicorn.Server) -> None:
    """Close everything at once; nobody is waited for."""
    for listener in server.servers:
        listener.close()
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    for task in list(server.server_state.tasks):
        task.cancel()
    await asyncio.gather(*server.server_state.tasks, return_exceptions=True)
    for listener in server.servers:
        await listener.wait_closed()
    await asyncio.sleep(0)
