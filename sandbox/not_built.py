"""Says clearly what this sandbox does not do: HTTP mode, OAuth, rotation of tokens."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.model import Json
from sandbox.rules import rule

HTTP_MODE = rule("manifest.http_mode", "not_built", contract="16.11")
ROTATION = rule("manifest.token_rotation", "not_built", contract="16.15")

NO_HTTP = "HTTP mode is not built in this sandbox: turn settings.socket_mode_enabled on."
NO_ROTATION = "Token rotation is not built in this sandbox: turn token_rotation_enabled off."
NO_OAUTH = "OAuth is not built in this sandbox: a workspace comes with its app installed.\n"


def need_built(manifest: Json) -> None:
    """Refuse an app that needs what is not here. Raises Refused with words for its author."""
    settings = manifest.get("settings") or {}
    by_http = _has_address(manifest) and not settings.get("socket_mode_enabled")
    HTTP_MODE.refuse_if(by_http, NO_HTTP)
    ROTATION.refuse_if(bool(settings.get("token_rotation_enabled")), NO_ROTATION)


def routes() -> list[Route]:
    """Where an app would send people to be installed."""
    return [Route("/oauth/{rest:path}", _no_oauth), Route("/openid/{rest:path}", _no_oauth)]


async def _no_oauth(_: Request) -> Response:
    return PlainTextResponse(NO_OAUTH, 501)


def _has_address(manifest: Json) -> bool:
    """Whether Slack is to call the app at an address of its own."""
    settings, features = manifest.get("settings") or {}, manifest.get("features") or {}
    called = [settings.get("event_subscriptions") or {}, settings.get("interactivity") or {}]
    keys = ("request_url", "message_menu_options_url")
    commands = features.get("slash_commands") or []
    return any(each.get(key) for each in called for key in keys) or any(
        each.get("url") for each in commands
    )
