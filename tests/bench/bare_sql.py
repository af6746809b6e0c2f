"""What the questions to very many tickets cost at least: by hand, straight on the driver.

As somebody would write them for these answers alone, who knows both databases and the tables:
plain tuples, nothing converted, nothing ranked, nothing drawn.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import make_url

from domain.search import Query
from storage.full_text import POSTGRESQL, SQLITE, expression
from tests.bench.desk import TEAM

Rows = list[tuple[Any, ...]]

PAGE_OF_HOME, PAGE_OF_LIST, HITS, FEW = 10, 20, 200, 3
OPEN = "FROM ticket WHERE team = ? AND closed_at IS NULL"
MINE = f"{OPEN} AND requester = ?"
OWNED = f"{OPEN} AND owner = ? AND snoozed_until IS NULL"
VISIBLE = """(
    t.visibility = 'both_sides' OR t.requester = ? OR t.owner = ? OR t.filed_by = ?
    OR EXISTS (SELECT 1 FROM watcher w
               WHERE w.team = t.team AND w.ticket_id = t.id AND w.person = ?)
    OR EXISTS (SELECT 1 FROM approver a
               WHERE a.team = t.team AND a.ticket_id = t.id AND a.person = ?
               AND a.round = (SELECT max(round) FROM approval p
                              WHERE p.team = t.team AND p.ticket_id = t.id)))
"""
OF_AREA = f"FROM ticket t WHERE t.team = ? AND t.area = ? AND t.closed_at IS NULL \
AND t.snoozed_until IS NULL AND {VISIBLE}"
TO_DECIDE = """FROM approver a JOIN ticket t ON t.team = a.team AND t.id = a.ticket_id
    WHERE a.team = ? AND a.person = ? AND a.is_asked {is_true} AND t.closed_at IS NULL"""

COUNTS = f"""
SELECT (SELECT count(*) FROM (SELECT 1 {TO_DECIDE} LIMIT 100) AS n),
       (SELECT count(*) FROM (SELECT 1 {MINE} AND waits_on = 'marketing' LIMIT 100) AS n),
       (SELECT count(*) FROM (SELECT 1 {MINE} LIMIT 100) AS n),
       (SELECT count(*) FROM (SELECT 1 {OWNED} LIMIT 100) AS n),
       (SELECT count(*) FROM (SELECT 1 {OF_AREA} LIMIT 100) AS n)
"""
QUEUE = f"SELECT t.* {OF_AREA} AND t.status {{}} ('new', 'open') ORDER BY t.due_on, t.id LIMIT ?"
WISHES = """
SELECT p.zone, w.kind, w.place, q.begins, q.ends FROM (SELECT ? AS team, ? AS id) AS who
LEFT JOIN person p ON p.team = who.team AND p.id = who.id
LEFT JOIN preference w ON w.team = who.team AND w.person = who.id
LEFT JOIN quiet_hours q ON q.team = who.team AND q.person = who.id
"""
BACKLOG = f"SELECT * {OWNED} ORDER BY due_on, id LIMIT ?"
HOW_MANY = f"SELECT count(*) {OWNED}"
LINKS = """
SELECT p.name, w.url, p.channel, p.ts FROM post p JOIN workspace w ON w.team = p.team
WHERE p.team = ? AND p.ts IS NOT NULL AND p.subject IN ({})
"""
BY_IDS = "SELECT * FROM ticket WHERE team = ? AND id IN ({})"

FOUND_BY_SQLITE = f"""
SELECT t.id, w.summary FROM ticket_found f JOIN ticket_words w ON w.id = f.rowid
JOIN ticket t ON t.team = w.team AND t.id = w.ticket_id
WHERE ticket_found MATCH ? AND {VISIBLE} {{}} ORDER BY f.rowid DESC LIMIT ?
"""
FOUND_BY_POSTGRESQL = f"""
WITH found AS MATERIALIZED (
    SELECT ticket_id, summary FROM ticket_words WHERE array_to_tsvector(string_to_array(
        '#' || team || '/' || (ticket_id / 1024)::text
        || ' ' || team || '/' || replace(terms, ' ', ' ' || team || '/'), ' '
    )) @@ ?::tsquery),
newest AS MATERIALIZED (SELECT * FROM found ORDER BY ticket_id DESC LIMIT 2000)
SELECT t.id, n.summary FROM newest n JOIN ticket t ON t.team = 'T1' AND t.id = n.ticket_id
WHERE {VISIBLE} {{}} ORDER BY t.id DESC LIMIT ?
"""
ALIVE = "AND (t.closed_at IS NULL OR t.closed_at >= ?)"


@cache
def _of_psycopg(words: str) -> str:
    return words.replace("?", "%s")


class Driver:
    """Runs statements that are written with `?`, whichever the database."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self._connection: Any = (
            sqlite3.connect(str(address.database), isolation_level=None)
            if self.is_sqlite
            else psycopg.connect(
                address.set(drivername="postgresql").render_as_string(hide_password=False),
                autocommit=True,
                prepare_threshold=1,
            )
        )
        self.close = self._connection.close

    def rows(self, words: str, *values: Any) -> Rows:
        words = words if self.is_sqlite else _of_psycopg(words)
        found: Rows = self._connection.execute(words, values).fetchall()
        return found

    def at_one_moment(self, ask: Callable[["Driver"], Rows]) -> Rows:
        self._connection.execute("BEGIN")
        found = ask(self)
        self._connection.execute("COMMIT")
        return found


Ask = Callable[[Driver], Rows]
"""A question by hand. What it gives begins with the numbers of the tickets that may be shown."""


def home(person: str, area: str) -> Ask:
    """What waits, what is theirs, and the first page of their area's queue."""
    reader = (person,) * 5

    def ask(driver: Driver) -> Rows:
        is_true = "= 1" if driver.is_sqlite else ""
        mine, queue = (TEAM, person), (TEAM, area, *reader)
        driver.rows(COUNTS.format(is_true=is_true), *mine, *mine, *mine, *mine, *queue)
        rows = driver.rows(QUEUE.format("IN"), *queue, PAGE_OF_HOME + 1)
        if len(rows) <= PAGE_OF_HOME:
            rows += driver.rows(QUEUE.format("NOT IN"), *queue, PAGE_OF_HOME + 1 - len(rows))
        _links(driver, rows[:PAGE_OF_HOME])
        driver.rows(WISHES, *mine)
        return [row[1:] for row in rows]

    return ask


def backlog(person: str) -> Ask:
    def ask(driver: Driver) -> Rows:
        rows = driver.rows(BACKLOG, TEAM, person, PAGE_OF_LIST)
        driver.rows(HOW_MANY, TEAM, person)
        _links(driver, rows)
        return [row[1:] for row in rows]

    return ask


def search(query: Query, person: str, *, newest: Sequence[int] = ()) -> Ask:
    """`newest` are the thousands of tickets that have enough of these words, where many do."""

    def ask(driver: Driver) -> Rows:
        hits = _hits(driver, query, person, newest)
        _whole(driver, hits[:PAGE_OF_LIST])
        return hits

    return ask


def similar(query: Query, person: str, since: Any) -> Ask:
    def ask(driver: Driver) -> Rows:
        at = f"{since:%Y-%m-%d %H:%M:%S.%f}" if driver.is_sqlite else since
        hits = _hits(driver, query, person, (), ALIVE, at)
        _whole(driver, hits[:FEW])
        return hits

    return ask


def _hits(
    driver: Driver, query: Query, person: str, newest: Sequence[int], more: str = "", *values: Any
) -> Rows:
    asked = expression(query, TEAM, SQLITE if driver.is_sqlite else POSTGRESQL)
    if newest and not driver.is_sqlite:
        marks = " | ".join(f"'#{TEAM}/{n}'" for n in newest)
        asked = f"{asked} & ({marks})"
    found = FOUND_BY_SQLITE if driver.is_sqlite else FOUND_BY_POSTGRESQL
    return driver.rows(found.format(more), asked, *(person,) * 5, *values, HITS)


def _whole(driver: Driver, hits: Rows) -> None:
    numbers = [number for number, *_ in hits]
    _links(driver, driver.rows(BY_IDS.format(_marks(numbers)), TEAM, *numbers))


def _links(driver: Driver, tickets: Rows) -> None:
    subjects = [f"MT-{number}" for _, number, *_ in tickets]
    driver.rows(LINKS.format(_marks(subjects)), TEAM, *subjects)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
