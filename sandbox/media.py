"""What is sent and fetched outside the Web API: bytes of uploads and of files, and avatars."""

from email import policy
from email.parser import BytesParser
from html import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.answers import log_refusal
from sandbox.filing import is_visible
from sandbox.hub import Hub
from sandbox.model import Workspace
from sandbox.rules import Refused, rule
from sandbox.stored import File
from sandbox.webapi import strike

NO_ADDRESS = rule("upload.address", "invalid_upload_url", contract="16.14")
WRONG_LENGTH = rule("upload.length", "length_mismatch", contract="16.14")

AVATAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" '
    'fill="#{color}"/><text x="32" y="43" font-size="32" font-family="sans-serif" fill="#fff" '
    'text-anchor="middle">{letter}</text></svg>'
)


def routes() -> list[Route]:
    return [
        Route("/upload/v1/{team}/{key}", upload, methods=["POST"]),
        Route("/files-pri/{where}/{name:path}", fetch),
        Route("/avatars/{team}/{person}.svg", avatar),
    ]


async def upload(request: Request) -> Response:
    """The bytes of a file, raw or as the one part of a form; no token (contract 2.2)."""
    workspace = _workspace(request, request.path_params["team"])
    if workspace is None:
        return PlainTextResponse(NO_ADDRESS.error, 404)
    if fault := workspace.faults.take("files.upload"):
        struck = await strike(request, fault)
        if struck is not None:
            return struck
    content = _content(await request.body(), request.headers.get("content-type", ""))
    try:
        return PlainTextResponse(_received(workspace, request.path_params["key"], content))
    except Refused as refused:
        log_refusal(workspace, "files.upload", refused)
        return PlainTextResponse(refused.error, 404 if refused.rule is NO_ADDRESS else 400)


async def fetch(request: Request) -> Response:
    """The bytes of a file that the app may see, for its token with files:read."""
    team, _, file_id = request.path_params["where"].partition("-")
    workspace = _workspace(request, team)
    file = workspace.files.get(file_id) if workspace else None
    if workspace is None or file is None or not file.is_there:
        return PlainTextResponse("file_not_found", 404)
    if not _may_fetch(request, workspace, file):
        return Response("<html><body>Sign in</body></html>", 403, media_type="text/html")
    return Response(file.content or b"", media_type=file.mime_type)


async def avatar(request: Request) -> Response:
    """A coloured square with the first letter of a name."""
    workspace = _workspace(request, request.path_params["team"])
    person = workspace.people.get(request.path_params["person"]) if workspace else None
    if person is None:
        return PlainTextResponse("nobody", 404)
    letter = escape(person.real_name[:1].upper())
    picture = AVATAR.format(color=escape(person.color.removeprefix("#")), letter=letter)
    return Response(picture, media_type="image/svg+xml")


def _received(workspace: Workspace, key: str, content: bytes) -> str:
    waiting = (each for each in workspace.files.values() if each.key == key)
    file = NO_ADDRESS.need(next((each for each in waiting if not each.is_completed), None))
    WRONG_LENGTH.refuse_if(len(content) != file.length)
    file.content = content
    return f"OK - {len(content)}"


def _content(body: bytes, content_type: str) -> bytes:
    if not content_type.startswith("multipart/form-data"):
        return body
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    parts = [part.get_payload(decode=True) for part in message.iter_parts()]
    return next((each for each in parts if isinstance(each, bytes)), b"")


def _may_fetch(request: Request, workspace: Workspace, file: File) -> bool:
    app = workspace.app
    mine = request.headers.get("authorization") == f"Bearer {app.bot_token}"
    return mine and "files:read" in app.scopes and is_visible(workspace, file)


def _workspace(request: Request, team: str) -> Workspace | None:
    hub: Hub = request.app.state.hub
    return hub.workspaces.get(team)
