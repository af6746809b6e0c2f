"""Connects a real Bolt app to a workspace by Socket Mode, and hangs up quickly."""

import time

from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.socket import hang_up as close


def connect(app, workspace, *, ping_interval=10):
    """A handler whose socket is open when this returns; it looks after it every interval (s)."""
    before = workspace.connected(0, timeout=0)
    handler = SocketModeHandler(app, workspace.app_token, ping_interval=ping_interval)
    handler.connect()
    workspace.connected(before + 1)
    return handler


def hang_up(handlers, workspace):
    """Close the handlers without the seconds that their own waits would take.

    Acks on their way are let through: a line cut under them is reset, and its thread says so.
    """
    workspace.settle()
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.message_processor.event.set()
        handler.client.message_queue.put(None)
    workspace.drop_sockets()
    for handler in handlers:
        close(handler)


def eventually(seen, *, seconds=5.0):
    """The first truthy `seen()`, asked again and again; AssertionError when it never is."""
    deadline = time.monotonic() + seconds
    while not (found := seen()):
        assert time.monotonic() < deadline, f"did not happen within {seconds} s"
        time.sleep(0.005)
    return found
