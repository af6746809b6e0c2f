"""Connects a real Bolt app to a workspace by Socket Mode, and hangs up quickly."""

from slack_bolt.adapter.socket_mode import SocketModeHandler


def connect(app, workspace):
    """A handler whose socket is open when this returns."""
    before = workspace.connected(0, timeout=0)
    handler = SocketModeHandler(app, workspace.app_token)
    handler.connect()
    workspace.connected(before + 1)
    return handler


def hang_up(handlers, workspace):
    """Close the handlers without the seconds that their own waits would take."""
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.message_processor.event.set()
        handler.client.message_queue.put(None)
    workspace.drop_sockets()
    for handler in handlers:
        handler.close()
