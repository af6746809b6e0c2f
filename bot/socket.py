"""The socket to Slack: acks that leave at once, and hanging up within a bounded time."""

import logging
import socket as sockets
import threading
import time
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.precedence import Acks

RECEIVED_AT_ONCE = 65_536
"""Bytes. Envelopes are handed on only where a read ends with one: a form is larger than the usual
1,024, so that under load one waits for the next."""

SECONDS = 10
LOOK_SECONDS = 0.05

log = logging.getLogger(__name__)


class PromptSocket(SocketModeHandler):
    """Bolt's socket, except that an ack never waits for the one before it to be received.

    The SDK asks the kernel for that (TCP_NODELAY) only behind a proxy; without it an ack may wait
    for forty milliseconds.
    """

    def __init__(self, app: App, app_token: str, *, concurrency: int, acks: Acks) -> None:
        super().__init__(
            app, app_token, concurrency=concurrency, receive_buffer_size=RECEIVED_AT_ONCE
        )
        self._acks = acks
        connect = self.client.connect

        def connect_promptly() -> None:
            connect()
            socket: Any = self.client.current_session.sock  # type: ignore[union-attr]
            socket.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)

        self.client.connect = connect_promptly  # type: ignore[method-assign]

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        with self._acks:
            super().handle(client, req)


def hang_up(socket: SocketModeHandler) -> None:
    """Close it. A session that only just began forgets that it was told to end: it is told again.

    A thread that does not end by then dies with the process.
    """
    closing = threading.Thread(target=socket.close, name="hang up", daemon=True)
    closing.start()
    until = time.monotonic() + SECONDS
    while closing.is_alive() and time.monotonic() < until:
        socket.client.current_session_state.terminated = True
        closing.join(LOOK_SECONDS)
    if closing.is_alive():
        log.warning("the socket did not close within %d seconds", SECONDS)
