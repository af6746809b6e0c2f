"""The rows of one taken-in request, by hand-written SQL: what a whole ticket costs at least."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import make_url

from domain.search import remembered
from tests.bench.desk import OWNERS, TEAM, TRIAGE, requester
from tests.bench.gestures import PURPOSE

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

STATEMENTS = {
    "handled": "INSERT INTO handled (team, key, handled_at) VALUES (?, ?, ?)",
    "ticket": "INSERT INTO ticket (team, id, area, request_type, summary, urgency, requester, "
    "owner, status, opened_at, version) VALUES (?, ?, ?, 'page', ?, 'soon', ?, ?, 'open', ?, 1)",
    "brief": "INSERT INTO brief (team, ticket_id, purpose, details) VALUES (?, ?, ?, '')",
    "ticket_words": "INSERT INTO ticket_words (team, ticket_id, summary, terms) "
    "VALUES (?, ?, ?, ?)",
    "history": "INSERT INTO history (team, ticket_id, event, by, at, status, waits_on, words, "
    "owner, area) VALUES (?, ?, ?, ?, ?, 'open', 'it', ?, ?, ?)",
    "post": 'INSERT INTO post (team, name, subject, "to", copies) VALUES (?, ?, ?, ?, 0)',
    "outbox": 'INSERT INTO outbox (team, key, "to", card, state, attempts, generation) '
    "VALUES (?, ?, ?, ?, 'new', 0, 0)",
}
WHY = "as no rule fitted;"
COUNTER = "UPDATE counter SET last = last + 1 WHERE team = ? RETURNING last"

SEQUENCE = f"ticket_number_{TEAM}"
NEXT = f"SELECT nextval('\"{SEQUENCE}\"')"

Rows = list[tuple[str, tuple[Any, ...]]]


def rows_of(ticket: int, n: int) -> Rows:
    """What `take_in` writes for a request that needs no approval, statement by statement."""
    channel, owner, person = TRIAGE[n % 60], OWNERS[n % 60], requester(n % 1000)
    reference = f"MT-{ticket}"
    in_triage, of_requester = f"{reference}:triage:{channel}", f"{reference}:requester"
    area, words = f"area{n % 60:02}", f"Page for campaign {n}"
    terms = " ".join(remembered(reference, [words, PURPOSE]))
    return [
        ("handled", (TEAM, f"form:V{n}:{n}.raw", NOW)),
        ("ticket", (TEAM, ticket, area, words, person, owner, NOW)),
        ("brief", (TEAM, ticket, PURPOSE)),
        ("ticket_words", (TEAM, ticket, words.lower(), terms)),
        ("history", (TEAM, ticket, "filed", person, NOW, "", owner, area)),
        ("history", (TEAM, ticket, "routed", None, NOW, f"{area}, {WHY} <@{owner}>", owner, area)),
        ("post", (TEAM, in_triage, reference, channel)),
        ("outbox", (TEAM, f"{reference}.v1:{in_triage}", channel, in_triage)),
        ("post", (TEAM, of_requester, reference, person)),
        ("outbox", (TEAM, f"{reference}.v1:{of_requester}", person, of_requester)),
    ]


def writer(url: str) -> tuple[Callable[[int], None], Callable[[], None]]:
    """A function that writes ticket number n whole, and one that closes its connection."""
    if url.startswith("sqlite"):
        return _sqlite(str(make_url(url).database))
    return _postgresql(make_url(url).set(drivername="postgresql").render_as_string(False))


def _sqlite(path: str) -> tuple[Callable[[int], None], Callable[[], None]]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")

    def write(n: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        [(ticket,)] = connection.execute(COUNTER, (TEAM,)).fetchall()
        for table, values in rows_of(ticket, n):
            connection.execute(STATEMENTS[table], _as_text(values))
        connection.execute("COMMIT")

    return write, connection.close


def _postgresql(url: str) -> tuple[Callable[[int], None], Callable[[], None]]:
    connection = psycopg.connect(url, prepare_threshold=1)
    statements = {name: words.replace("?", "%s") for name, words in STATEMENTS.items()}
    connection.execute(f'CREATE SEQUENCE IF NOT EXISTS "{SEQUENCE}"')
    connection.commit()

    def write(n: int) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            [ticket] = cursor.execute(NEXT).fetchone() or [0]
            for table, values in rows_of(ticket, n):
                cursor.execute(statements[table], values)

    return write, connection.close


def _as_text(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(f"{v:%Y-%m-%d %H:%M:%S.%f}" if isinstance(v, datetime) else v for v in values)
