"""The posts that cards stand in: which there are to be, and where in Slack they are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select, update

from domain.message import Card, Place
from storage.mapping import table_of
from storage.once import insert_once
from storage.rows.message import PostRow

POST = table_of(PostRow)


class Posts:
    """A post is planned when its card is first put, and standing once Slack has taken it."""

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def plan(self, card: Card) -> None:
        """There is to be such a post; planning it twice is harmless."""
        row = {"team": self._team, "name": card.name, "subject": card.subject, "to": card.to}
        insert_once(self._connection, POST, row | {"copies": 0}, by=("team", "name"))

    def about(self, subject: str) -> Sequence[tuple[str, str]]:
        """Name and addressee of every post about this subject, planned or standing."""
        query = (
            select(POST.c.name, POST.c.to)
            .where(POST.c.team == self._team, POST.c.subject == subject)
            .order_by(POST.c.name)
        )
        return [(name, to) for name, to in self._connection.execute(query)]

    def place_of(self, name: str) -> Place | None:
        query = select(POST.c.channel, POST.c.ts).where(self._is(name), POST.c.ts.is_not(None))
        row = self._connection.execute(query).one_or_none()
        return Place(channel=row.channel, ts=row.ts) if row else None

    def copies_of(self, name: str) -> int:
        return self._connection.execute(select(POST.c.copies).where(self._is(name))).scalar() or 0

    def stands(self, name: str, place: Place) -> None:
        """Slack shows the post there."""
        values = {"channel": place.channel, "ts": place.ts}
        self._connection.execute(update(POST).where(self._is(name)).values(values))

    def is_gone(self, name: str, place: Place) -> None:
        """Somebody deleted it: the next card with this name is posted anew."""
        there = self._is(name) & (POST.c.ts == place.ts)
        values = {"ts": None, "copies": POST.c.copies + 1}
        self._connection.execute(update(POST).where(there).values(values))

    def _is(self, name: str) -> ColumnElement[bool]:
        return (POST.c.team == self._team) & (POST.c.name == name)
