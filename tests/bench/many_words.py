"""What very many tickets say, who follows them, what was said on them, which of them are private.

A few words stand in most tickets and most words in a few, as in any language (Zipf's law).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from random import Random

from sqlalchemy import Connection, Engine, text

from domain.search import remembered, words_of
from tests.bench.many_tickets import OWNERS

_USUAL = """
page form campaign newsletter tracking landing report access banner event email list button spring
launch product website image link webinar lead video customer partner price
"""
USUAL = _USUAL.split()
VOCABULARY = 6000
AT_ONCE = 2000

RARE, COMMON, TWO = "zanzibar", USUAL[0], f"{USUAL[2]} {USUAL[9]}"
"""What the bench looks for. The rare word stands in twenty tickets, however many there are."""

ALIKE = f"webinar tracking {RARE}"
IN_TICKETS = 20
INDEXED_BY = {True: "ticket_words_added", False: "ix_ticket_words_found"}
HOW_SQLITE = f"SELECT sql FROM sqlite_master WHERE name = '{INDEXED_BY[True]}'"
HOW_POSTGRESQL = f"SELECT indexdef FROM pg_indexes WHERE indexname = '{INDEXED_BY[False]}'"
INDEX_ALL = """
INSERT INTO ticket_found (rowid, terms)
SELECT id, team || '/' || replace(terms, ' ', ' ' || team || '/') FROM ticket_words ORDER BY id
"""

WORDS = (
    "INSERT INTO ticket_words (team, ticket_id, summary, terms) VALUES ('T1', :id, :words, :terms)"
)
SUMMARY = (
    "UPDATE ticket SET summary = :summary, visibility = :visibility WHERE team = 'T1' AND id = :id"
)
BRIEF = (
    "INSERT INTO brief (team, ticket_id, purpose, details) VALUES ('T1', :id, :purpose, :details)"
)
COMMENT = (
    "INSERT INTO comment (team, ticket_id, by, at, words, audience, kind, attached) "
    "VALUES ('T1', :id, 'U0ASKER', '2026-02-01 09:00:00', :said, 'everybody', 'remark', '[]')"
)
WATCHER = "INSERT INTO watcher (team, ticket_id, person) VALUES ('T1', :id, :watcher)"


def write(engine: Engine, how_many: int) -> None:
    """Give words to so many tickets that there are already; each run writes the same."""
    with engine.begin() as connection, _indexed_at_the_end(connection):
        for first in range(1, how_many + 1, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, how_many + 1))
            _write(connection, [_told(n, how_many) for n in numbers])
    with engine.connect() as connection:
        by_itself = connection.execution_options(isolation_level="AUTOCOMMIT")
        by_itself.execute(text("ANALYZE"))


@contextmanager
def _indexed_at_the_end(connection: Connection) -> Iterator[None]:
    """Both make their index in a tenth of the time once all the words are there."""
    is_sqlite = connection.dialect.name == "sqlite"
    made = connection.execute(text(HOW_SQLITE if is_sqlite else HOW_POSTGRESQL)).scalar_one()
    connection.execute(text(f"DROP {'TRIGGER' if is_sqlite else 'INDEX'} {INDEXED_BY[is_sqlite]}"))
    yield
    if is_sqlite:
        connection.execute(text(INDEX_ALL))
    connection.exec_driver_sql(str(made))


def _write(connection: Connection, told: list[dict[str, object]]) -> None:
    for statement in (WORDS, SUMMARY, BRIEF):
        connection.execute(text(statement), told)
    connection.execute(text(COMMENT), [one for one in told if one["said"]])
    connection.execute(text(WATCHER), [one for one in told if one["watcher"]])


def _told(n: int, how_many: int) -> dict[str, object]:
    """What ticket `n` says: one in seven is private, one in three was talked about or followed."""
    draw = Random(n)
    every = how_many // IN_TICKETS
    is_rare = n % every == every - 1
    words = ALIKE.split() if is_rare else _drawn(draw, draw.randint(3, 7))
    summary = " ".join(words)
    purpose, details = " ".join(_drawn(draw, 12)), " ".join(_drawn(draw, draw.randint(0, 30)))
    return {
        "id": n,
        "summary": summary,
        "visibility": "private" if n % 7 == 0 else "both_sides",
        "words": " ".join(words_of(summary)),
        "terms": " ".join(remembered(f"MT-{n}", [summary, purpose, details])),
        "purpose": purpose,
        "details": details,
        "said": " ".join(_drawn(draw, 8)) if n % 3 == 0 else "",
        "watcher": f"U0ASKER{n % OWNERS}" if n % 3 == 1 else "",
    }


def _drawn(draw: Random, how_many: int) -> list[str]:
    return draw.choices(LANGUAGE, cum_weights=WEIGHTS, k=how_many)


def _language() -> Iterator[str]:
    """The usual words, then made-up ones."""
    yield from USUAL
    draw = Random("language")
    for _ in range(VOCABULARY - len(USUAL)):
        syllables = draw.randint(2, 4)
        yield "".join(
            draw.choice("bdfghklmnprstvw") + draw.choice("aeiou") for _ in range(syllables)
        )


LANGUAGE = list(_language())
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
