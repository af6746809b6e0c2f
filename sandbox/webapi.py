"""The Web API's door: arguments, token, scopes, limits and faults around every method."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.arguments import arguments, charset_warning, token_of
from sandbox.calls import METHODS, Call, Method
from sandbox.clock import real_seconds
from sandbox.faults import Fault
from sandbox.hub import Hub
from sandbox.model import Json, Workspace
from sandbox.refusals import Logged
from sandbox.rules import Refused, rule

UNKNOWN = rule("method.unknown", "unknown_method", contract="16.17")
TOO_FAST = rule("rate.tier", "ratelimited", contract="16.9")
NOT_BUILT = "[ERROR] not built in this sandbox"
JSON_TYPE = "application/json; charset=utf-8"


async def answer(request: Request) -> Response:
    """One call of `/api/<method>`, which stands in the traffic of its workspace."""
    born = real_seconds()
    workspace, args, response = await _answered(request)
    if workspace:
        name, is_cut = request.path_params["method"], request.scope["transport"].is_closing()
        workspace.delivery.traffic.call(name, args, response, born=born, is_cut=is_cut)
    return response


async def _answered(request: Request) -> tuple[Workspace | None, Json, Response]:
    hub: Hub = request.app.state.hub
    name: str = request.path_params["method"]
    args: Json = {}
    workspace = hub.workspace_of(token_of(request, {}))
    try:
        method = UNKNOWN.need(METHODS.get(name), NOT_BUILT)
        args = await arguments(request)
        token = token_of(request, args)
        workspace = hub.workspace_of(token)
        call = Call(hub.authenticated(token, method.token), name, args)
        return workspace, args, await _run(request, method, call)
    except Refused as refused:
        return workspace, args, _refusal(workspace, name, refused)


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
    body = _remarked(request, call, {"ok": True, **method.run(call)})
    if fault := faults.take(method.name, "after"):
        struck = await strike(request, fault)
        if struck is not None:
            return struck
    return _json(body, headers=_headers(call.workspace, method))


def _remarked(request: Request, call: Call, body: Json) -> Json:
    """The answer with Slack's remark on the charset; arguments without effect go to the log."""
    for name in sorted(set(call.args) - call.read - {"token"}):
        call.workspace.refusals.remark(call.method, f"{name} is unknown here and had no effect")
    remark = charset_warning(request, has_body=bool(call.args))
    if not remark:
        return body
    metadata = body.get("response_metadata", {})
    warnings = [*metadata.get("warnings", []), remark]
    remarks = {"warning": ",".join(warnings)}
    return {**body, **remarks, "response_metadata": {**metadata, "warnings": warnings}}


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
        return _json({"ok": False, "error": fault.argument or "fatal_error"})
    if fault.kind == "ratelimited":
        return _too_many(int(fault.argument or 1), {})
    if fault.kind == "empty_429":
        return Response("", 429, headers={"retry-after": fault.argument or "1"})
    status = int(fault.argument or 500) if fault.kind == "http_500" else 200
    return Response("<html><body>Server Error</body></html>", status, media_type="text/html")


def _refusal(workspace: Workspace | None, method: str, refused: Refused) -> Response:
    headers = _headers(workspace, METHODS.get(method))
    if workspace:
        at = workspace.clock.now().isoformat()
        logged = Logged(at, method, refused.error, refused.rule.name, refused.details)
        workspace.refusals.write(logged)
    if refused.error == "ratelimited":
        return _too_many(int(refused.extra.get("retry_after", 1)), headers)
    body: dict[str, Any] = {"ok": False, "error": refused.error, **refused.extra}
    if refused.details:
        body["response_metadata"] = {"messages": refused.details}
    return _json(body, headers=headers)


def _too_many(seconds: int, headers: dict[str, str]) -> Response:
    body = {"ok": False, "error": "ratelimited"}
    return _json(body, status=429, headers={**headers, "retry-after": str(seconds)})


def _json(body: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(body, status, headers={**(headers or {}), "content-type": JSON_TYPE})


def _headers(workspace: Workspace | None, method: Method | None) -> dict[str, str]:
    """What Slack tells beside every answer (contract 2.1)."""
    serial = workspace.next_serial() if workspace else 0
    headers = {
        "x-slack-req-id": f"{serial:032x}",
        "x-slack-backend": "r",
        "cache-control": "private, no-cache, no-store, must-revalidate",
        "access-control-expose-headers": "x-slack-req-id, retry-after",
    }
    if workspace and method:
        accepted = method.scopes + method.any_of
        headers |= {
            "x-oauth-scopes": ",".join(workspace.app.scopes),
            "x-accepted-oauth-scopes": ",".join(accepted),
        }
    return headers
