"""The control API: make workspaces, act as people, move the clock, plan faults, read journals."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import acts, groups, households, statuses, trouble_control
from sandbox.hub import Hub, workspace_of
from sandbox.limits import RateLimits
from sandbox.model import Json, Workspace
from sandbox.not_built import need_built
from sandbox.outcomes import Impossible
from sandbox.rules import Refused
from sandbox.seed import build

LONGEST_WAIT = 60.0

Deed = Callable[[Workspace, Json], Awaitable[Any]]


def routes() -> list[Route]:
    """Everything under /control."""
    team = "/control/{team}"
    return [
        Route("/control/workspaces", make, methods=["POST"]),
        Route(team, describe, methods=["GET"]),
        Route(team, remove, methods=["DELETE"]),
        Route(f"{team}/journal", journal),
        Route(f"{team}/refusals", refusals),
        Route(f"{team}/clock", read_clock, methods=["GET"]),
        Route(f"{team}/clock", move_clock, methods=["POST"]),
        Route(f"{team}/age", age, methods=["POST"]),
        *trouble_control.routes(team),
        Route(f"{team}/channels/{{name}}/{{deed}}", channel_deed, methods=["POST"]),
        Route(f"{team}/people/{{name}}/{{deed}}", person_deed, methods=["POST"]),
        Route(f"{team}/groups/{{name}}/{{deed}}", group_deed, methods=["POST"]),
        Route(f"{team}/act", act, methods=["POST"]),
        Route(f"{team}/see", see, methods=["POST"]),
    ]


async def make(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    body = await request.json()
    options = body.get("options") or {}
    seed = body.get("seed") or {}
    try:
        need_built(body.get("manifest") or {})
        limits = RateLimits.chosen(options.get("rate_limits", True))
    except Refused as refused:
        return JSONResponse({"error": " ".join(refused.details)}, 400)
    except ValueError as wrong:
        return JSONResponse({"error": str(wrong)}, 400)
    hub.made += 1
    team = seed.get("team", {}).get("id") or f"T{hub.made:04d}"
    workspace = build(
        seed=seed,
        manifest=body.get("manifest") or {},
        team=team if team not in hub.workspaces else f"{team}X{hub.made}",
        base_url=hub.base_url,
        limits=limits,
    )
    hub.add(workspace)
    return JSONResponse(described(workspace))


def described(workspace: Workspace) -> Json:
    """What an app and a person need to use a workspace."""
    base, app = workspace.base_url, workspace.app
    return {
        "team": workspace.team,
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "bot_user": app.bot_user,
        "api_url": f"{base}/api/",
        "page": f"{base}/w/{workspace.team}/",
        "clock": f"{base}/control/{workspace.team}/clock",
        "people": {each.name: each.id for each in workspace.people.values()},
        "channels": {each.name: each.id for each in workspace.channels.values() if each.name},
    }


async def describe(request: Request) -> Response:
    return JSONResponse(described(workspace_of(request)))


async def remove(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    await hub.remove(request.path_params["team"])
    return JSONResponse({})


async def journal(request: Request) -> Response:
    """Entries after `after`; with `wait` (seconds) not before there is one."""
    workspace = workspace_of(request)
    after = int(request.query_params.get("after", 0))
    wait = min(float(request.query_params.get("wait", 0)), LONGEST_WAIT)
    if wait:
        await workspace.changes.until(lambda: workspace.journal.after(after) or None, seconds=wait)
    return JSONResponse({"entries": workspace.journal.after(after)})


async def refusals(request: Request) -> Response:
    log = workspace_of(request).refusals
    return JSONResponse({"refusals": log.as_json(), "remarks": log.remarks})


async def read_clock(request: Request) -> Response:
    return JSONResponse(_clock(workspace_of(request)))


async def move_clock(request: Request) -> Response:
    workspace = workspace_of(request)
    body = await request.json()
    if "at" in body:
        workspace.clock.move_to(datetime.fromisoformat(body["at"]))
    else:
        workspace.clock.advance(float(body["advance_seconds"]))
    statuses.end_due(workspace)
    workspace.changes.publish("clock")
    return JSONResponse(_clock(workspace))


def _clock(workspace: Workspace) -> Json:
    clock = workspace.clock
    return {"now": clock.now().isoformat(), "offset_seconds": clock.offset.total_seconds()}


async def age(request: Request) -> Response:
    """Make trigger ids, response URLs and waiting retries older, instead of waiting `seconds`."""
    workspace = workspace_of(request)
    seconds = float((await request.json())["seconds"])
    for trigger in workspace.triggers.values():
        trigger.born -= seconds
    for answer in workspace.response_urls.values():
        answer.born -= seconds
    workspace.delivery.hasten(seconds)
    return JSONResponse({})


async def channel_deed(request: Request) -> Response:
    return await _do(request, households.CHANNEL_DEEDS)


async def person_deed(request: Request) -> Response:
    return await _do(request, households.PERSON_DEEDS)


async def group_deed(request: Request) -> Response:
    return await _do(request, groups.GROUP_DEEDS)


async def act(request: Request) -> Response:
    """`{"as": "anna", "do": "press", …}`: one gesture of a person."""
    body = await request.json()
    return await _named(request, acts.ACTS, body.pop("do", ""), body)


async def see(request: Request) -> Response:
    """`{"as": "anna", "what": "messages", …}`: what a person has on the screen."""
    body = await request.json()
    return await _named(request, acts.SIGHTS, body.pop("what", ""), body)


async def _do(request: Request, deeds: Mapping[str, Deed]) -> Response:
    body = await request.json() if await request.body() else {}
    named = {"name": request.path_params["name"], **body}
    return await _named(request, deeds, request.path_params["deed"], named)


async def _named(request: Request, deeds: Mapping[str, Deed], name: str, body: Json) -> Response:
    if name not in deeds:
        return JSONResponse({"error": f"{name} is none of {', '.join(deeds)}"}, 404)
    return await _answered(deeds[name], workspace_of(request), body)


async def _answered(deed: Deed, workspace: Workspace, body: Json) -> Response:
    try:
        result = await deed(workspace, body)
    except Impossible as impossible:
        return JSONResponse({"error": str(impossible)}, 400)
    except KeyError as missing:
        return JSONResponse({"error": f"not there: {missing.args[0]}"}, 400)
    return JSONResponse({"result": _plain(result)})


def _plain(result: Any) -> Any:
    if isinstance(result, list):
        return [_plain(each) for each in result]
    if is_dataclass(result) and not isinstance(result, type):
        return asdict(result)
    return result
