"""The Socket Mode end: hello, envelopes out, acks in (contract 8.2)."""

import json
from secrets import token_hex
from typing import Any

from starlette.websockets import WebSocket

from sandbox.answers import log_refusal
from sandbox.connection import GONE, Connection
from sandbox.delivery import Delivery
from sandbox.hub import Hub
from sandbox.model import Json, Workspace
from sandbox.rules import Refused, rule

UNKNOWN_TICKET = rule("socket.ticket.unknown", "invalid_ticket", contract="16.10")
USED_TICKET = rule("socket.ticket.used", "invalid_ticket", contract="16.10")
TOO_MANY = rule("socket.connections.max", "too_many_websockets", contract="16.10")

LIFE_SECONDS = 3600
MAX_CONNECTIONS = 10
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")


async def link(socket: WebSocket) -> None:
    """One connection of an app, from hello to its end."""
    workspace = _admitted(socket.app.state.hub, socket.query_params.get("ticket", ""))
    await socket.accept() if workspace else await socket.close()
    if workspace is None:
        return
    connection = _connection(socket)
    try:
        TOO_MANY.refuse_if(len(workspace.delivery.connections) >= MAX_CONNECTIONS)
    except Refused as refused:
        log_refusal(workspace, "link", refused)
        await connection.carry(farewell(workspace, refused.error))
        await socket.close()
        return
    await _stay(socket, workspace, connection)


async def _stay(socket: WebSocket, workspace: Workspace, connection: Connection) -> None:
    workspace.delivery.joined(connection)
    try:
        await connection.carry(_hello(workspace))
        await _listen(socket, connection)
    except GONE:
        pass
    finally:
        workspace.delivery.left(connection)


def _admitted(hub: Hub, ticket: str) -> Workspace | None:
    """The workspace of a ticket, which counts once (contract 8.2)."""
    workspace = hub.workspaces.get(ticket.partition("-")[0])
    if workspace is None or workspace.faults.down:
        return None
    try:
        _spend(workspace.delivery, ticket)
    except Refused as refused:
        log_refusal(workspace, "link", refused)
        return None
    return workspace


def _spend(delivery: Delivery, ticket: str) -> None:
    USED_TICKET.refuse_if(ticket in delivery.spent_tickets)
    UNKNOWN_TICKET.refuse_if(ticket not in delivery.tickets | delivery.spent_tickets)
    delivery.tickets.discard(ticket)
    delivery.spent_tickets.add(ticket)


def _connection(socket: WebSocket) -> Connection:
    transport = socket.scope["transport"]

    async def send(envelope: Json) -> None:
        await socket.send_text(json.dumps(envelope))

    def deafen() -> None:
        transport.get_protocol().deaf = True

    return Connection(send, transport.close, deafen)


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


def farewell(workspace: Workspace, reason: str) -> Json:
    """What the app hears before a connection ends; `reason` is one of REASONS."""
    return {
        "type": "disconnect",
        "reason": reason,
        "num_connections": len(workspace.delivery.connections),
        "debug_info": {"host": _host()},
        "connection_info": {"app_id": workspace.app.id},
    }


def _hello(workspace: Workspace) -> Json:
    return {
        "type": "hello",
        "num_connections": len(workspace.delivery.connections),
        "debug_info": {
            "host": _host(),
            "started": workspace.clock.now().strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
            "build_number": 1,
            "approximate_connection_time": LIFE_SECONDS,
        },
        "connection_info": {"app_id": workspace.app.id},
    }


def _host() -> str:
    return f"sandbox-{token_hex(4)}"
