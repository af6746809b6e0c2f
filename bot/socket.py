"""Hanging up: closing the socket to Slack for good, within a bounded time."""

import logging
import threading
import time

from slack_bolt.adapter.socket_mode import SocketModeHandler

SECONDS = 10
LOOK_SECONDS = 0.05

log = logging.getLogger(__name__)


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
