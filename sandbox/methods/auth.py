"""auth.test and apps.connections.open."""

from secrets import token_hex

from sandbox.calls import Call, method
from sandbox.model import Json
from sandbox.rules import rule

NO_SOCKETS = rule("socket_mode.off", "forbidden", contract="8.2")


@method("auth.test")
def test(call: Call) -> Json:
    workspace, app = call.workspace, call.workspace.app
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": app.name,
        "team_id": workspace.team,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", token="app", tier=1)
def open_connection(call: Call) -> Json:
    workspace = call.workspace
    NO_SOCKETS.refuse_if(not _socket_mode(workspace.app.manifest))
    ticket = f"{workspace.team}-{token_hex(8)}"
    workspace.delivery.tickets.add(ticket)
    address = workspace.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={ticket}"}


def _socket_mode(manifest: Json) -> bool:
    settings = manifest.get("settings", {})
    return bool(settings.get("socket_mode_enabled", True))
