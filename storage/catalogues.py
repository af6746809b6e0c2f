"""The catalogue in force, and the workspace it is for."""

import threading
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from domain.catalogue import Catalogue
from domain.errors import NoCatalogue
from domain.message import Place
from storage.mapping import table_of
from storage.rosters import VERSION, Rosters
from storage.rows.catalogue import CatalogueRow, WorkspaceRow

CATALOGUE, WORKSPACE = table_of(CatalogueRow), table_of(WorkspaceRow)
DOCUMENT = TypeAdapter(Catalogue)
NEWEST = select(
    select(func.max(CATALOGUE.c.version))
    .where(CATALOGUE.c.team == bindparam("of_team"))
    .scalar_subquery(),
    VERSION.scalar_subquery(),
)
ADDRESS = select(WORKSPACE.c.url).where(WORKSPACE.c.team == bindparam("of_team"))


Version = tuple[int, int]
"""Of the document, and of the roster."""


class CatalogueCache:
    """The last catalogue read for each team, with its roster and both versions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Version, Catalogue]] = {}

    def known(self, team: str) -> tuple[Version, Catalogue] | None:
        with self._lock:
            return self._known.get(team)

    def keep(self, team: str, version: Version, catalogue: Catalogue) -> None:
        """Whoever read earlier and comes later takes nothing back."""
        with self._lock:
            known = self._known.get(team)
            if known is None or known[0] <= version:
                self._known[team] = (version, catalogue)


class Catalogues:
    def __init__(self, connection: Connection, team: str, cache: CatalogueCache) -> None:
        self._connection = connection
        self._team = team
        self._cache = cache

    def current(self) -> Catalogue:
        """The catalogue in force, with the roster. Raises NoCatalogue before one was applied."""
        version = self._versions()
        known = self._cache.known(self._team)
        if known and known[0] == version:
            return known[1]
        if version[0] == 0:
            raise NoCatalogue
        is_same = known is not None and known[0][0] == version[0]
        document = known[1] if known and is_same else self._read(version[0])
        catalogue = document.with_roster(Rosters(self._connection, self._team).read())
        self._cache.keep(self._team, version, catalogue)
        return catalogue

    def _read(self, version: int) -> Catalogue:
        query = select(CATALOGUE.c.document).where(
            CATALOGUE.c.team == self._team, CATALOGUE.c.version == version
        )
        return DOCUMENT.validate_json(self._connection.execute(query).scalar_one())

    def known(self) -> Catalogue:
        """The catalogue as last read, at no cost: ticks keep it fresh. Raises NoCatalogue."""
        known = self._cache.known(self._team)
        return known[1] if known else self.current()

    def has_left(self, person: str) -> bool:
        """As last read, at no cost."""
        known = self._cache.known(self._team)
        return known is not None and person in known[1].roster.gone

    def version(self) -> int:
        """The number of the version in force; 0 if there is none."""
        return self._versions()[0]

    def _versions(self) -> Version:
        document, roster = self._connection.execute(NEWEST, {"of_team": self._team}).one()
        return document or 0, roster or 0

    def apply(self, catalogue: Catalogue, *, by: str, now: datetime) -> int:
        """Put this catalogue in force and return its version."""
        version = self.version() + 1
        self._connection.execute(
            insert(CATALOGUE).values(
                team=self._team,
                version=version,
                document=DOCUMENT.dump_json(catalogue, exclude={"roster"}).decode(),
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
