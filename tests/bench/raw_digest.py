"""The numbers of a digest by hand-written SQL, straight on the driver."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import make_url

from domain.digest import Weeks
from tests.bench.many_tickets import END

WEEK = timedelta(days=7)

MOVED = """
SELECT at >= ?, event, count(DISTINCT ticket_id) FROM history
WHERE team = 'T1' AND event IN ('filed', 'approved', 'resolved') AND at >= ? AND at < ?
  AND (event <> 'approved' OR status <> 'awaiting_approval')
GROUP BY 1, 2
"""
BACKLOG = """
SELECT count(*) FILTER (WHERE status IN ('awaiting_approval', 'open', 'in_progress')),
       count(*) FILTER (WHERE status IN ('changes_requested', 'expired', 'resolved'))
FROM ticket WHERE team = 'T1' AND closed_at IS NULL
"""
OLDEST = """
SELECT id, summary, area, owner, requester, opened_at FROM ticket
WHERE team = 'T1' AND closed_at IS NULL AND status IN ({}) ORDER BY opened_at, id LIMIT 3
"""
OLDEST_OF = [
    OLDEST.format("'awaiting_approval', 'open', 'in_progress'"),
    OLDEST.format("'changes_requested', 'expired', 'resolved'"),
]
APPROVALS = "SELECT count(*), min(asked_at) FROM approval WHERE team = 'T1' AND is_pending"


def weeks() -> Weeks:
    """The last two weeks in which tickets were filed."""
    end = datetime.fromtimestamp(END, UTC)
    return Weeks(earlier=end - 2 * WEEK, start=end - WEEK, end=end, zone="UTC")


def asker(url: str) -> Callable[[int], tuple[int, ...]]:
    """A function that asks for the numbers, over one connection that is kept."""
    told = weeks()
    moments: list[Any] = [told.start, told.earlier, told.end]
    if url.startswith("sqlite"):
        texts = [f"{m:%Y-%m-%d %H:%M:%S.%f}" for m in moments]
        ask = sqlite3.connect(str(make_url(url).database)).execute
        return lambda _: _numbers(ask, MOVED, texts)
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(address, autocommit=True)
    return lambda _: _numbers(connection.execute, MOVED.replace("?", "%s"), moments)


def _numbers(ask: Callable[..., Any], moved: str, moments: list[Any]) -> tuple[int, ...]:
    rows = ask(moved, moments).fetchall()
    count = {(bool(is_told), event): n for is_told, event, n in rows}
    [backlog] = ask(BACKLOG).fetchall()
    for question in OLDEST_OF:
        ask(question).fetchall()
    [(waiting, _since)] = ask(APPROVALS).fetchall()
    events = ("filed", "approved", "resolved")
    return (
        *(count.get((True, e), 0) for e in events),
        *(count.get((False, e), 0) for e in events),
        *backlog,
        waiting,
    )
