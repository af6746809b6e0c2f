"""The Web API's door: arguments, token, scopes, limits and faults around every method."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.arguments import arguments, token_of
from sandbox.calls import METHODS, Call, Method
from sandbox.faults import Fault
from sandbox.hub import Hub
from sandbox.model import Workspace
from sandbox.refusals import Logged
from sandbox.rules import Refused, rule

UNKNOWN = rule("method.unknown", "unknown_method", contract="16.17")
TOO_FAST = rule("rate.tier", "ratelimited", contract="9")
NOT_BUILT = "[ERROR] not built in this sandbox"


async def answer(request: Request) -> Response:
    """One call of `/api/<method>`."""
    hub: Hub = request.app.state.hub
    name = request.path_params["method"]
    workspace: Workspace | None = None
    try:
        method = UNKNOWN.need(METHODS.get(name), NOT_BUILT)
        args = await arguments(request)
        workspace = hub.authenticated(token_of(request, args), method.token)
        return await _run(request, method, Call(workspace, name, args))
    except Refused as refused:
        return _refusal(workspace, name, refused)


async def _run(request: Request, method: Method, call: Call) -> Response:
    faults = call.workspace.faults
    if fault := faults.take(method.name, "before"):
        struck = await strike(request, fault)
        if struck is not None:
            return struck
    wait = call.workspace.limits.method(method.name, method.tier)
    TOO_FAST.refuse_if(wait > 0, retry_after=wait)
    for scope in method.scopes:
        call.need_scope(scope)
    body = {"ok": True, **method.run(call)}
    if fault := faults.take(method.name, "after"):
        struck = await strike(request, fault)
        if struck is not None:
            return struck
    return JSONResponse(body, headers=_headers(call.workspace, method))


async def strike(request: Request, fault: Fault) -> Response | None:
    """Play a fault; the answer it makes, or None when the call goes on after a delay."""
    if fault.kind == "delay":
        await asyncio.sleep(float(fault.argument))
        return None
    if fault.kind == "drop":
        request.scope["transport"].close()
        await asyncio.sleep(0.01)
    return _broken(fault)


def _broken(fault: Fault) -> Response:
    if fault.kind == "error":
        return JSONResponse({"ok": False, "error": fault.argument or "fatal_error"})
    if fault.kind == "ratelimited":
        return _too_many(int(fault.argument or 1))
    if fault.kind == "empty_429":
        return Response("", 429, headers={"retry-after": fault.argument or "1"})
    status = 500 if fault.kind == "http_500" else 200
    return Response("<html><body>Server Error</body></html>", status, media_type="text/html")


def _refusal(workspace: Workspace | None, method: str, refused: Refused) -> Response:
    if workspace:
        at = workspace.clock.now().isoformat()
        logged = Logged(at, method, refused.error, refused.rule.name, refused.details)
        workspace.refusals.write(logged)
    if refused.error == "ratelimited":
        return _too_many(int(refused.extra.get("retry_after", 1)))
    body: dict[str, Any] = {"ok": False, "error": refused.error, **refused.extra}
    if refused.details:
        body["response_metadata"] = {"messages": refused.details}
    return JSONResponse(body, headers=_headers(workspace, METHODS.get(method)))


def _too_many(seconds: int) -> Response:
    body = {"ok": False, "error": "ratelimited"}
    return JSONResponse(body, 429, headers={"retry-after": str(seconds)})


def _headers(workspace: Workspace | None, method: Method | None) -> dict[str, str]:
    if workspace is None or method is None:
        return {}
    return {
        "x-oauth-scopes": ",".join(workspace.app.scopes),
        "x-accepted-oauth-scopes": ",".join(method.scopes),
        "x-slack-req-id": f"{workspace.next_serial():032x}",
    }
