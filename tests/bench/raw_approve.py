"""One yes by hand-written SQL, straight on the driver: what Approve's transaction costs at least.

As somebody would write it who knows the tables and this one press: what has to be known is read in
three questions, what has to be remembered is written, nothing is reckoned or drawn.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import make_url

from tests.bench.desk import TEAM

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

HANDLED = "INSERT INTO handled (team, key, handled_at) VALUES (?, ?, ?)"
ASKED = """
SELECT t.area, t.owner, t.requester, t.filed_by, t.status, t.visibility, t.version, a.round,
       a.document
FROM ticket t JOIN approval a ON a.team = t.team AND a.ticket_id = t.id
WHERE t.team = ? AND t.id = ? ORDER BY a.round DESC LIMIT 1 {lock}
"""
STANDING = 'SELECT name, "to", thread FROM post WHERE team = ? AND subject = ?'
WISHES = """
SELECT s.channel, q.begins, q.ends, w.kind, w.place
FROM (SELECT ? AS team, ? AS person) AS who
LEFT JOIN silent_channel s ON s.team = who.team
LEFT JOIN quiet_hours q ON q.team = who.team AND q.person = who.person
LEFT JOIN preference w ON w.team = who.team AND w.person = who.person
"""
OPENED = """
UPDATE ticket SET status = 'open', waits_on = 'it', version = version + 1
WHERE team = ? AND id = ? AND version = ?
"""
APPROVED = """
UPDATE approval SET is_pending = {false}, outcome = 'approved', due_at = NULL, document = ?
WHERE team = ? AND ticket_id = ? AND round = ?
"""
ASKED_NO_MORE = "UPDATE approver SET is_asked = {false} WHERE team = ? AND ticket_id = ?"
HAPPENED = """
INSERT INTO history (team, ticket_id, event, by, at, status, waits_on, words, owner, area)
VALUES (?, ?, 'approved', ?, ?, 'open', 'it', '', ?, ?)
"""
CARD = """
INSERT INTO outbox (team, key, "to", card, state, attempts, generation)
VALUES (?, ?, ?, ?, 'new', 0, 0)
"""
NOTICE = """
INSERT INTO outbox (team, key, "to", text, why, news, thread, state, attempts, generation)
VALUES (?, ?, ?, ?, ?, ?, ?, 'new', 0, 0)
"""

Ask = Callable[[str, tuple[Any, ...]], Any]


def decider(url: str) -> tuple[Callable[[int, str], None], Callable[[], None]]:
    """A function by which this person approves this ticket, and one that hangs up."""
    if url.startswith("sqlite"):
        return _sqlite(str(make_url(url).database))
    return _postgresql(make_url(url).set(drivername="postgresql").render_as_string(False))


def _sqlite(path: str) -> tuple[Callable[[int, str], None], Callable[[], None]]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")

    def ask(words: str, values: tuple[Any, ...]) -> Any:
        return connection.execute(words.format(lock="", false="0"), values)

    def decide(ticket: int, person: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        _approve(ask, ticket, person, at=f"{NOW:%Y-%m-%d %H:%M:%S.%f}")
        connection.execute("COMMIT")

    return decide, connection.close


def _postgresql(url: str) -> tuple[Callable[[int, str], None], Callable[[], None]]:
    connection = psycopg.connect(url, prepare_threshold=1)

    def ask(words: str, values: tuple[Any, ...]) -> Any:
        spelled = words.format(lock="FOR UPDATE OF t", false="false").replace("?", "%s")
        return connection.execute(spelled, values)

    def decide(ticket: int, person: str) -> None:
        with connection.transaction():
            _approve(ask, ticket, person, at=NOW)

    return decide, connection.close


def _approve(ask: Ask, ticket: int, person: str, *, at: object) -> None:
    """Statement by statement what `approval.decide` leaves behind."""
    reference = f"MT-{ticket}"
    ask(HANDLED, (TEAM, f"press:{ticket}.raw", at))
    [found] = ask(ASKED, (TEAM, ticket)).fetchall()
    area, owner, requester, _, _, _, version, round, document = found
    cards = ask(STANDING, (TEAM, reference)).fetchall()
    ask(WISHES, (TEAM, requester)).fetchall()
    ask(OPENED, (TEAM, ticket, version))
    said = f'"approver":"{person}","verdict":"approved","decided_at":"{NOW.isoformat()}"'
    answered = document.replace(f'"approver":"{person}"', said)
    ask(APPROVED, (answered, TEAM, ticket, round))
    ask(ASKED_NO_MORE, (TEAM, ticket))
    ask(HAPPENED, (TEAM, ticket, person, at, owner, area))
    event = f"{reference}.v{version + 1}"
    for name, to, _ in cards:
        ask(CARD, (TEAM, f"{event}:{name}", to, name))
    told = f"<@{person}> approved {reference}. <@{owner}> takes it from here."
    thread, why = f"{reference}:requester", "You asked for it."
    ask(NOTICE, (TEAM, f"{event}:requester", requester, told, why, "progress", thread))
    channel = next(to for name, to, _ in cards if ":triage:" in name)
    told = f"<@{owner}> {reference} is approved: it is yours to take."
    thread, why = f"{reference}:triage:{channel}", "You own it."
    ask(NOTICE, (TEAM, f"{event}:owner", channel, told, why, "needs_you", thread))
