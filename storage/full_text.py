"""The newest hits of a query, looked up in the full text index of SQLite or of PostgreSQL.

Only so many are looked at, however many there are, so that a word which half of all tickets have
costs no more than a rare one. SQLite's index gives the newest first. PostgreSQL's knows no order:
there each thousand of tickets has a mark of its own, and it is asked for the newest marks first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from domain.search import Query
from storage.mapping import table_of
from storage.prepared import Prepared, Rows
from storage.rows.ticket import TicketRow, WordsRow

TICKET, WORDS = table_of(TicketRow), table_of(WordsRow)
FOUND = table("ticket_found", column("rowid"), column("ticket_found"))

FIRST_LOOK, LOOKED_AT = 250, 2000
"""So many hits are looked at first, and so many in all."""

AT_ONCE = 50
"""So many SQLite looks at, before it is asked for more."""

THOUSAND, FIRST_MARKS, MOST_MARKS = 1024, 2, 256

INDEXED: ColumnElement[Any] = literal_column(
    f"array_to_tsvector(string_to_array('#' || team || '/' || (ticket_id / {THOUSAND})::text "
    "|| ' ' || team || '/' || replace(terms, ' ', ' ' || team || '/'), ' '))"
)
"""What the index of PostgreSQL is over, word for word as in migration 0003."""

NEWEST = Prepared(select(func.max(TICKET.c.id)).where(TICKET.c.team == bindparam("of_team")))

Given = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Syntax:
    """How an index wants to be asked."""

    both: str
    either: str
    quote: str


SQLITE = Syntax(both=" AND ", either=" OR ", quote='"')
POSTGRESQL = Syntax(both=" & ", either=" | ", quote="'")


def looks(
    connection: Connection, team: str, query: Query, *, shown: Select[Any], given: Given
) -> Iterator[Rows]:
    """The hits from the newest on, some at a time: number, summary, what `shown` says, place.

    `shown` asks of a `ticket` whether it is to be kept; `given` are its parameters.
    """
    by = _looks_of_sqlite if connection.dialect.name == "sqlite" else _looks_of_postgresql
    return by(connection, query, shown=shown, given={**given, "of_team": team})


def expression(query: Query, team: str, syntax: Syntax) -> str:
    """The query in the words of the index, where the team stands before each term."""
    terms = [f"{syntax.quote}{team}/{term}{syntax.quote}" for term in query.terms]
    return _at_least(query.at_least, terms, syntax)


def _at_least(needed: int, terms: Sequence[str], syntax: Syntax) -> str:
    if needed == 1:
        return f"({syntax.either.join(terms)})"
    if needed == len(terms):
        return f"({syntax.both.join(terms)})"
    with_first = f"({terms[0]}{syntax.both}{_at_least(needed - 1, terms[1:], syntax)})"
    return f"({with_first}{syntax.either}{_at_least(needed, terms[1:], syntax)})"


def _looks_of_sqlite(
    connection: Connection, query: Query, *, shown: Select[Any], given: Given
) -> Iterator[Rows]:
    asked = expression(query, given["of_team"], SQLITE)
    which = {**given, "asked": asked, "most": LOOKED_AT}
    return _of_sqlite(shown).in_turn(connection, which, at_once=AT_ONCE)


def _looks_of_postgresql(
    connection: Connection, query: Query, *, shown: Select[Any], given: Given
) -> Iterator[Rows]:
    team, looked_at = given["of_team"], 0
    newest = NEWEST.scalar(connection, {"of_team": team}) or 0
    marks = _Marks(newest=newest // THOUSAND, how_many=FIRST_MARKS)
    asked = expression(query, team, POSTGRESQL)
    before, most = newest + 1, FIRST_LOOK
    while before > 0 and looked_at < LOOKED_AT:
        which = {**given, "asked": marks.of(team, asked), "before": before, "most": most}
        rows = _of_postgresql(shown).rows(connection, which)
        yield rows
        looked_at += len(rows)
        if len(rows) == most:
            before = rows[-1][-1]
        else:
            before = marks.oldest * THOUSAND
            marks = marks.older(looked_at, of=newest // THOUSAND + 1 - marks.oldest)
        most = LOOKED_AT - looked_at


@dataclass(frozen=True, kw_only=True)
class _Marks:
    """A run of thousands of tickets; a very long one goes back to the first ticket."""

    newest: int
    how_many: int

    @property
    def oldest(self) -> int:
        return max(0, self.newest - self.how_many + 1) if self._are_few else 0

    def of(self, team: str, asked: str) -> str:
        """What is asked, among these marks alone."""
        if not self._are_few:
            return asked
        marks = " | ".join(f"'#{team}/{n}'" for n in range(self.oldest, self.newest + 1))
        return f"{asked} & ({marks})"

    def older(self, hits: int, *, of: int) -> "_Marks":
        """The run before, as long as it takes if hits are as frequent there as in these `of`."""
        enough = ceil(of * 2 * FIRST_LOOK / max(1, hits))
        return _Marks(newest=self.oldest - 1, how_many=enough)

    @property
    def _are_few(self) -> bool:
        return self.how_many <= MOST_MARKS


@cache
def _of_sqlite(shown: Select[Any]) -> Prepared:
    return Prepared(
        select(WORDS.c.ticket_id, WORDS.c.summary)
        .add_columns(_shown(shown, WORDS.c.ticket_id), FOUND.c.rowid.label("place"))
        .join_from(FOUND, WORDS, WORDS.c.id == FOUND.c.rowid)
        .where(FOUND.c.ticket_found.op("MATCH")(bindparam("asked")))
        .order_by(FOUND.c.rowid.desc())
        .limit(bindparam("most"))
    )


@cache
def _of_postgresql(shown: Select[Any]) -> Prepared:
    """In steps, of which the planner can spoil none: find, take the newest, look at each."""
    found = (
        select(WORDS.c.ticket_id, WORDS.c.summary)
        .where(INDEXED.op("@@")(cast(bindparam("asked"), TSQUERY)))
        .cte("found")
        .prefix_with("MATERIALIZED")
    )
    newest = (
        select(found)
        .where(found.c.ticket_id < bindparam("before"))
        .order_by(found.c.ticket_id.desc())
        .limit(bindparam("most"))
        .subquery("newest")
    )
    return Prepared(
        select(newest)
        .add_columns(_shown(shown, newest.c.ticket_id), newest.c.ticket_id.label("place"))
        .order_by(newest.c.ticket_id.desc())
    )


def _shown(shown: Select[Any], ticket_id: ColumnElement[int]) -> ColumnElement[Any]:
    this = shown.where(TICKET.c.team == bindparam("of_team"), TICKET.c.id == ticket_id)
    return this.correlate_except(TICKET).scalar_subquery().label("shown")
