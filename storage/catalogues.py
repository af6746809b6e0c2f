"""The catalogue in force, and the workspace it is for."""

import threading
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.catalogue import Catalogue
from domain.errors import NoCatalogue
from domain.message import Place
from storage.mapping import table_of
from storage.rows.catalogue import CatalogueRow, WorkspaceRow

CATALOGUE, WORKSPACE = table_of(CatalogueRow), table_of(WorkspaceRow)
DOCUMENT = TypeAdapter(Catalogue)
NEWEST = (
    select(CATALOGUE.c.version)
    .where(CATALOGUE.c.team == bindparam("of_team"))
    .order_by(CATALOGUE.c.version.desc())
    .limit(1)
)
ADDRESS = select(WORKSPACE.c.url).where(WORKSPACE.c.team == bindparam("of_team"))


class CatalogueCache:
    """The last catalogue read for each team, with its version: documents are read once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[int, Catalogue]] = {}

    def known(self, team: str) -> tuple[int, Catalogue] | None:
        with self._lock:
            return self._known.get(team)

    def keep(self, team: str, version: int, catalogue: Catalogue) -> None:
        with self._lock:
            self._known[team] = (version, catalogue)


class Catalogues:
    def __init__(self, connection: Connection, team: str, cache: CatalogueCache) -> None:
        self._connection = connection
        self._team = team
        self._cache = cache

    def current(self) -> Catalogue:
        """The catalogue in force. Raises NoCatalogue before the first one was applied."""
        version = self.version()
        known = self._cache.known(self._team)
        if known and known[0] == version:
            return known[1]
        if version == 0:
            raise NoCatalogue
        query = select(CATALOGUE.c.document).where(
            CATALOGUE.c.team == self._team, CATALOGUE.c.version == version
        )
        catalogue = DOCUMENT.validate_json(self._connection.execute(query).scalar_one())
        self._cache.keep(self._team, version, catalogue)
        return catalogue

    def known(self) -> Catalogue:
        """The catalogue as last read, at no cost: ticks keep it fresh. Raises NoCatalogue."""
        known = self._cache.known(self._team)
        return known[1] if known else self.current()

    def version(self) -> int:
        """The number of the version in force; 0 if there is none."""
        return self._connection.execute(NEWEST, {"of_team": self._team}).scalar() or 0

    def apply(self, catalogue: Catalogue, *, by: str, now: datetime) -> int:
        """Put this catalogue in force and return its version."""
        version = self.version() + 1
        self._connection.execute(
            insert(CATALOGUE).values(
                team=self._team,
                version=version,
                document=DOCUMENT.dump_json(catalogue).decode(),
                applied_by=by,
                applied_at=now,
            )
        )
        return version


class Workspaces:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def remember(self, *, url: str, bot: str) -> None:
        self._connection.execute(delete(WORKSPACE).where(WORKSPACE.c.team == self._team))
        values = {"team": self._team, "url": url, "bot": bot}
        self._connection.execute(insert(WORKSPACE).values(values))

    def permalink(self, place: Place) -> str | None:
        """The address of a post, once Slack has told us where the workspace lives."""
        url = self.url()
        return self.address(url, place) if url else None

    @staticmethod
    def address(url: str, place: Place) -> str:
        return f"{url}archives/{place.channel}/p{place.ts.replace('.', '')}"

    def bot(self) -> str | None:
        """Who we are there, once Slack has told it."""
        query = select(WORKSPACE.c.bot).where(WORKSPACE.c.team == self._team)
        return self._connection.execute(query).scalar()

    def url(self) -> str | None:
        """The workspace's address, with a slash at its end, once Slack has told it."""
        return self._connection.execute(ADDRESS, {"of_team": self._team}).scalar()
