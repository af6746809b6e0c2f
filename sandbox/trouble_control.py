"""The control API's part for trouble: faults, fault plans, outages, and what becomes of sockets."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.fault_plan import FaultPlan
from sandbox.faults import Fault, UnknownFault
from sandbox.hub import workspace_of
from sandbox.model import Json, Workspace
from sandbox.socket_mode import REASONS, farewell

OUTAGES = ("drop", "http_500:503", "")


def routes(team: str) -> list[Route]:
    """Everything about trouble, under the address of one workspace."""
    return [
        Route(f"{team}/faults", plan_fault, methods=["POST"]),
        Route(f"{team}/faults", clear_faults, methods=["DELETE"]),
        Route(f"{team}/fault_plan", draw_faults, methods=["POST"]),
        Route(f"{team}/fault_plan", read_plan, methods=["GET"]),
        Route(f"{team}/fault_plan", end_plan, methods=["DELETE"]),
        Route(f"{team}/trouble", set_trouble, methods=["POST"]),
        Route(f"{team}/sockets", sockets, methods=["GET"]),
        Route(f"{team}/sockets", end_sockets, methods=["DELETE"]),
    ]


async def plan_fault(request: Request) -> Response:
    try:
        workspace_of(request).faults.add(Fault(**await request.json()))
    except (UnknownFault, TypeError) as wrong:
        return JSONResponse({"error": str(wrong)}, 400)
    return JSONResponse({})


async def clear_faults(request: Request) -> Response:
    workspace_of(request).faults.clear()
    return JSONResponse({})


async def draw_faults(request: Request) -> Response:
    """Begin a plan: `seed` (any text or number), `rate` (0…1), `only` (names of methods)."""
    body = await request.json()
    plan = FaultPlan(str(body["seed"]), float(body["rate"]), tuple(body.get("only") or ()))
    workspace_of(request).faults.drawn = plan
    return JSONResponse(plan.as_json())


async def read_plan(request: Request) -> Response:
    plan = workspace_of(request).faults.drawn
    return JSONResponse(plan.as_json() if plan else {"seed": None, "struck": []})


async def end_plan(request: Request) -> Response:
    workspace_of(request).faults.drawn = None
    return JSONResponse({})


async def set_trouble(request: Request) -> Response:
    """`down`, `history_lag` (s), `keeps_client_msg_ids`, `retry_delays` ([s, …]), …"""
    workspace = workspace_of(request)
    body = await request.json()
    if body.get("down", "") not in OUTAGES:
        return JSONResponse({"error": f"down is one of {', '.join(OUTAGES)}"}, 400)
    _set_switches(workspace, body)
    if body.get("down"):
        for connection in list(workspace.delivery.connections):
            connection.drop()
    return JSONResponse({})


def _set_switches(workspace: Workspace, body: Json) -> None:
    faults = workspace.faults
    faults.down = body.get("down", faults.down)
    faults.history_lag = float(body.get("history_lag", faults.history_lag))
    faults.keeps_client_msg_ids = body.get("keeps_client_msg_ids", faults.keeps_client_msg_ids)
    workspace.file_seconds = body.get("file_seconds", workspace.file_seconds)
    if delays := body.get("retry_delays"):
        workspace.delivery.retry_delays = tuple(float(each) for each in delays)


async def sockets(request: Request) -> Response:
    """How many connections the app has; waits `wait` seconds for `at_least` so many.

    With `settled` it waits so many seconds for the acks that are due.
    """
    delivery = workspace_of(request).delivery
    asked = request.query_params
    wanted = int(asked.get("at_least", 0))
    await delivery.connected(wanted, seconds=float(asked.get("wait", 0)))
    await delivery.settled(seconds=float(asked.get("settled", 0)))
    return JSONResponse({"connections": len(delivery.connections)})


async def end_sockets(request: Request) -> Response:
    """Make every connection end: `how` is drop, half_open, or the reason of a disconnect."""
    workspace = workspace_of(request)
    how = request.query_params.get("how", "drop")
    if how not in ("drop", "half_open", *REASONS):
        return JSONResponse({"error": f"how is drop, half_open, or {', '.join(REASONS)}"}, 400)
    for connection in list(workspace.delivery.connections):
        if how == "drop":
            connection.drop()
        elif how == "half_open":
            connection.go_half_open()
        else:
            await connection.leave(farewell(workspace, how))
    return JSONResponse({})
