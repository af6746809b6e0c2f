"""The addresses of cards, for lists that lead to them."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, select

from domain.message import Place
from storage.catalogues import Workspaces
from storage.mapping import table_of
from storage.rows.message import PostRow

POST = table_of(PostRow)
STANDING = (
    select(POST.c.name, POST.c.channel, POST.c.ts)
    .where(POST.c.team == bindparam("of_team"), POST.c.ts.is_not(None))
    .where(POST.c.name.in_(bindparam("names", expanding=True)))
)


class CardLinks:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self._workspaces = Workspaces(connection, team)

    def of(self, names: Collection[str]) -> Mapping[str, str]:
        """By name, the addresses of those of these cards that stand in Slack."""
        url = self._workspaces.url() if names else None
        if url is None:
            return {}
        rows = self._connection.execute(STANDING, {"of_team": self._team, "names": list(names)})
        return {
            row.name: Workspaces.address(url, Place(channel=row.channel, ts=row.ts)) for row in rows
        }
