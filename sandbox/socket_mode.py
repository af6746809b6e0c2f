"""The Socket Mode end: hello, envelopes out, acks in (contract 8.2)."""

import json
from secrets import token_hex
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery import MAX_CONNECTIONS, Connection, Delivery
from sandbox.hub import Hub
from sandbox.model import Json, Workspace

LIFE_SECONDS = 3600


async def link(socket: WebSocket) -> None:
    """One connection of an app, from hello to its end."""
    workspace = _admitted(socket.app.state.hub, socket.query_params.get("ticket", ""))
    await socket.accept() if workspace else await socket.close()
    if workspace is None:
        return
    delivery = workspace.delivery
    if len(delivery.connections) >= MAX_CONNECTIONS:
        await _refuse(socket)
        return
    connection = _connection(socket)
    delivery.joined(connection)
    try:
        await connection.send(_hello(delivery))
        await _listen(socket, connection)
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        delivery.left(connection)


def _admitted(hub: Hub, ticket: str) -> Workspace | None:
    """The workspace of a ticket, which counts once (contract 8.2)."""
    workspace = hub.workspaces.get(ticket.partition("-")[0])
    if workspace is None or ticket not in workspace.delivery.tickets:
        return None
    workspace.delivery.tickets.remove(ticket)
    return workspace


def _connection(socket: WebSocket) -> Connection:
    async def send(envelope: Json) -> None:
        await socket.send_text(json.dumps(envelope))

    def drop() -> None:
        socket.scope["transport"].close()

    return Connection(send, drop)


async def _listen(socket: WebSocket, connection: Connection) -> None:
    while True:
        answer = _object(await socket.receive_text())
        if envelope_id := answer.get("envelope_id"):
            connection.acked(envelope_id, answer.get("payload") or {})


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


async def _refuse(socket: WebSocket) -> None:
    await socket.send_text(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
    await socket.close()


def _hello(delivery: Delivery) -> Json:
    return {
        "type": "hello",
        "connection_info": {"app_id": delivery.app_id},
        "num_connections": len(delivery.connections),
        "debug_info": {
            "host": f"sandbox-{token_hex(4)}",
            "build_number": 1,
            "approximate_connection_time": LIFE_SECONDS,
        },
    }
