"""The addresses of cards, for lists that lead to them."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, select

from domain.message import Place
from storage.catalogues import WORKSPACE, Workspaces
from storage.mapping import table_of
from storage.prepared import Prepared, among
from storage.rows.message import PostRow

POST = table_of(PostRow)
STANDING = Prepared(
    select(POST.c.name, POST.c.channel, POST.c.ts, WORKSPACE.c.url)
    .join_from(POST, WORKSPACE, WORKSPACE.c.team == POST.c.team)
    .where(POST.c.team == bindparam("of_team"), POST.c.ts.is_not(None))
    .where(among(POST.c.subject, "subjects"))
)


class CardLinks:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def about(self, subjects: Collection[str]) -> Mapping[str, str]:
        """By name, the addresses of the cards about these subjects that stand in Slack.

        None before Slack has told where the workspace lives.
        """
        if not subjects:
            return {}
        which = {"of_team": self._team, "subjects": subjects}
        rows = STANDING.rows(self._connection, which)
        return {
            name: Workspaces.address(url, Place(channel=channel, ts=ts))
            for name, channel, ts, url in rows
        }
