"""The page's addresses: the page itself, its changes as they happen, and what people do on it."""

from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.directory import open_dm
from sandbox.hub import Hub
from sandbox.model import Channel, Json, Person, Workspace
from sandbox.page import troubles
from sandbox.page.deeds import DEEDS
from sandbox.page.emoji import GLYPHS
from sandbox.page.feed import feed
from sandbox.page.screen import AT_FIRST, STATIC, Place, page
from sandbox.page.sidebar import may_see, people

_FRESH = {"Cache-Control": "no-cache"}
_HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}


def routes(hub: Hub) -> list[BaseRoute]:
    """Everything under /w/, and the page's style and script."""
    static = StaticFiles(directory=Path(__file__).parent / "static")
    return [Mount(STATIC.rstrip("/"), app=static), *_looked_at(hub), _done(hub)]


def _looked_at(hub: Hub) -> list[BaseRoute]:
    async def show(request: Request) -> Response:
        workspace = _workspace(hub, request)
        person = _person(workspace, request)
        place = _place(workspace, person, request)
        return HTMLResponse(page(workspace, person, place), headers={"Cache-Control": "no-store"})

    async def changes(request: Request) -> Response:
        lines = feed(_workspace(hub, request))
        return StreamingResponse(lines, media_type="text/event-stream", headers=_FRESH)

    async def traffic(request: Request) -> Response:
        after = int(request.query_params.get("after", 0))
        return JSONResponse(_wire(_workspace(hub, request), after))

    async def file(request: Request) -> Response:
        workspace = _workspace(hub, request)
        person = _person(workspace, request)
        return _file(workspace, person, request.path_params["file"])

    return [
        Route("/w/{team}/", show),
        Route("/w/{team}/changes", changes),
        Route("/w/{team}/traffic", traffic),
        Route("/w/{team}/emoji", _emoji),
        Route("/w/{team}/files/{file}", file),
    ]


def _done(hub: Hub) -> BaseRoute:
    async def do(request: Request) -> Response:
        workspace = _workspace(hub, request)
        deed = DEEDS.get(request.path_params["deed"])
        if deed is None:
            raise HTTPException(404)
        person = _person(workspace, request)
        return JSONResponse(await deed(workspace, person.id, await request.json()))

    return Route("/w/{team}/do/{deed}", do, methods=["POST"])


async def _emoji(_: Request) -> Response:
    return JSONResponse(GLYPHS, headers={"Cache-Control": "max-age=3600"})


def _workspace(hub: Hub, request: Request) -> Workspace:
    team = request.path_params["team"]
    if team not in hub.workspaces:
        raise HTTPException(404, f"This sandbox has no workspace {team}.")
    return hub.workspaces[team]


def _person(workspace: Workspace, request: Request) -> Person:
    """Who the address says I am; the first person where it says nothing."""
    crowd = people(workspace)
    name = request.query_params.get("as")
    found = [p for p in crowd if name in (None, p.name, p.id)]
    if not found:
        raise HTTPException(404, f"Nobody is called {name} in this workspace.")
    return found[0]


def _place(workspace: Workspace, person: Person, request: Request) -> Place:
    asked = request.query_params
    channel = _channel(workspace, person, asked.get("channel", ""))
    is_app = channel.is_im and workspace.app.bot_user in channel.members
    has_home = is_app and workspace.app.home.get("home_tab_enabled")
    named = {"thread", "message"} & set(asked)
    tab = asked.get("tab", "messages" if named or not has_home else "home") if is_app else ""
    show = asked.get("show", "")
    return Place(
        channel=channel,
        thread=asked.get("thread", ""),
        message=asked.get("message", ""),
        tab=tab,
        count=int(show) if show.isdecimal() else AT_FIRST,
    )


def _channel(workspace: Workspace, person: Person, asked: str) -> Channel:
    """The channel by id or name, a person's direct messages by their id, or the first channel."""
    if asked in workspace.people:
        return open_dm(workspace, person.id, asked)
    seen = [c for c in workspace.channels.values() if may_see(c, person.id)]
    found = [c for c in seen if asked and asked in (c.id, c.name)]
    rooms = (c for c in seen if c.kind in ("channel", "group") and not c.is_archived)
    joined = [c for c in rooms if person.id in c.members]
    first = sorted(joined, key=lambda c: c.name)
    return next(iter([*found, *first, *seen]))


def _wire(workspace: Workspace, after: int) -> Json:
    """What the drawer shows: what is new on the wire, what will go wrong, how many sockets."""
    exchanges, turn = workspace.delivery.traffic.after(after)
    return {
        "exchanges": exchanges,
        "turn": turn,
        "planned": troubles.planned(workspace),
        "sockets": len(workspace.delivery.connections),
        "down": workspace.faults.down,
    }


def _file(workspace: Workspace, person: Person, file_id: str) -> Response:
    """The bytes of a file this person can see; only pictures are shown, the rest is downloaded."""
    file = workspace.files.get(file_id)
    places = [workspace.channels[channel] for channel, _ in file.shares] if file else []
    is_hidden = places and not any(may_see(place, person.id) for place in places)
    if file is None or file.content is None or is_hidden:
        raise HTTPException(404, "There is no such file.")
    if file.is_image:
        return Response(file.content, media_type=file.mime_type, headers=_HARMLESS)
    way = f"attachment; filename*=UTF-8''{quote(file.name)}"
    headers = {**_HARMLESS, "Content-Disposition": way}
    return Response(file.content, media_type="application/octet-stream", headers=headers)
