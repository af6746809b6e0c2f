"""Finding tickets by their words: only what somebody may see, and the best of it first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, literal_column, or_, select

from domain import search as rules
from domain.search import Hit, Query
from domain.ticket import Ticket
from storage.full_text import looks
from storage.mapping import table_of
from storage.prepared import PreparedValues, among
from storage.rows.ticket import TicketRow
from storage.visible import visible_to

TICKET = table_of(TicketRow)
RANKED = 200
"""So many hits are ranked: the newest that may be shown."""

ALIVE = or_(TICKET.c.closed_at.is_(None), TICKET.c.closed_at >= bindparam("since"))
BY_IDS = PreparedValues(
    Ticket,
    select(TICKET).where(TICKET.c.team == bindparam("of_team"), among(TICKET.c.id, "ids")),
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads, and whether they are of marketing or of IT."""

    person: str
    is_on_a_side: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """The best of what was found. `how_many` counts no further than `RANKED`.

    `is_loose` says that no ticket had all of the words: these have all but one.
    """

    tickets: Sequence[Ticket] = ()
    how_many: int = 0
    is_loose: bool = False


class Search:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def find(self, words: str, reader: Reader, *, limit: int) -> Found:
        """The tickets with these words that this person may see, the best first."""
        query = rules.asked(words)
        if query is None:
            return Found()
        hits = self._hits(query, reader)
        looser = None if hits else rules.loosened(query)
        hits = self._hits(looser, reader) if looser else hits
        best = rules.ranked(hits, query)[:limit]
        return Found(tickets=self._tickets(best), how_many=len(hits), is_loose=looser is not None)

    def similar(
        self, words: str, reader: Reader, *, usual: Collection[str], since: datetime, limit: int
    ) -> Sequence[Ticket]:
        """What asks for much the same and has not ended before then, the likest first."""
        query = rules.resembling(words, usual=usual)
        if query is None:
            return ()
        hits = self._hits(query, reader, since=since)
        return self._tickets(rules.most_alike(hits, words, usual=usual, limit=limit))

    def _hits(self, query: Query, reader: Reader, *, since: datetime | None = None) -> list[Hit]:
        shown = _shown(is_on_a_side=reader.is_on_a_side, is_alive=since is not None)
        given = {"viewer": reader.person} | ({"since": since} if since else {})
        hits: list[Hit] = []
        for rows in looks(self._connection, self._team, query, shown=shown, given=given):
            hits += [Hit(ticket_id=number, summary=words) for number, words, may, _ in rows if may]
            if len(hits) >= RANKED:
                break
        return hits[:RANKED]

    def _tickets(self, hits: Sequence[Hit]) -> Sequence[Ticket]:
        """Whole, and in this order."""
        if not hits:
            return ()
        which = {"of_team": self._team, "ids": [hit.ticket_id for hit in hits]}
        found = {ticket.id: ticket for ticket in BY_IDS.values(self._connection, which)}
        return [found[hit.ticket_id] for hit in hits]


@cache
def _shown(*, is_on_a_side: bool, is_alive: bool) -> Select[Any]:
    """Finds something where a ticket may be shown to the reader.

    By its WHERE, as SQLite answers all the questions that it is to give the value of.
    """
    something: Select[Any] = select(literal_column("1"))
    something = something.where(visible_to(is_on_a_side=is_on_a_side))
    return something.where(ALIVE) if is_alive else something
