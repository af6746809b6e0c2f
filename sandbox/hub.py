"""All workspaces of one server, found by team or by token."""

from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sandbox.model import Workspace
from sandbox.rules import rule

NO_TOKEN = rule("auth.none", "not_authed", contract="2.3")
NO_WORKSPACE = rule("auth.workspace", "invalid_auth", contract="2.3")
BAD_TOKEN = rule("auth.unknown", "invalid_auth", contract="2.3")
WRONG_KIND = rule("auth.kind", "not_allowed_token_type", contract="2.3")


@dataclass
class Hub:
    """`base_url` is where this server can be reached, such as "http://127.0.0.1:8790"."""

    base_url: str = ""
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    made: int = 0

    def add(self, workspace: Workspace) -> None:
        self.workspaces[workspace.team] = workspace

    def workspace_of(self, token: str) -> Workspace | None:
        """The workspace named in a token, whether or not the token is a good one."""
        return self.workspaces.get(token.partition("-")[2].partition("-")[0])

    def authenticated(self, token: str, kind: str) -> Workspace:
        """The workspace whose token this is; `kind` is bot or app."""
        NO_TOKEN.refuse_if(not token)
        prefix = token.partition("-")[0]
        workspace = NO_WORKSPACE.need(self.workspace_of(token))
        known = {"xoxb": workspace.app.bot_token, "xapp": workspace.app.app_token}
        BAD_TOKEN.refuse_if(known.get(prefix) != token or token in self.revoked)
        WRONG_KIND.refuse_if(prefix != {"bot": "xoxb", "app": "xapp"}[kind])
        return workspace

    async def remove(self, team: str) -> None:
        if workspace := self.workspaces.pop(team, None):
            workspace.changes.close()
            await workspace.delivery.close()

    async def close(self) -> None:
        for team in list(self.workspaces):
            await self.remove(team)


def workspace_of(request: Request) -> Workspace:
    """The workspace in the address; 404 where there is none."""
    hub: Hub = request.app.state.hub
    team = request.path_params["team"]
    if team not in hub.workspaces:
        raise HTTPException(404, f"there is no workspace {team}")
    return hub.workspaces[team]
