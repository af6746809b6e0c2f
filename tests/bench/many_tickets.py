"""Very many tickets at once, written by the database itself: one in twenty is open."""

from sqlalchemy import Engine, text

OWNERS = 20
END = 1_772_442_000
"""The second, since 1970, in which the last of them was filed; they reach back two years."""

SPAN = 730 * 86400
APPROVER = f"('U0OWNER' || (i / 20 % {OWNERS}))"

TICKETS = """
INSERT INTO ticket (team, id, area, request_type, summary, urgency, requester, owner, status,
                    waits_on, due_on, opened_at, resolved_at, closed_at, version)
SELECT 'T1', i, 'area0' || (i / 20 % 10), 'page', 'Page for campaign ' || i, 'soon',
       'U0ASKER' || (i / 20 % {owners}), 'U0OWNER' || (i / 20 % {owners}),
       CASE WHEN i % 20 > 0 THEN 'closed' WHEN i / 400 % 4 = 0 THEN 'awaiting_approval'
            WHEN i / 400 % 4 = 1 THEN 'open' WHEN i / 400 % 4 = 2 THEN 'in_progress'
            ELSE 'resolved' END,
       CASE WHEN i % 20 > 0 THEN NULL WHEN i / 400 % 4 = 3 THEN 'marketing' ELSE 'it' END,
       CASE WHEN i % 40 = 0 THEN {due} ELSE {never} END,
       {filed}, CASE WHEN i % 20 > 0 THEN {resolved} END, CASE WHEN i % 20 > 0 THEN {resolved} END,
       1
FROM {numbers}
"""
FILED = """
INSERT INTO history (team, ticket_id, event, by, at, status, waits_on, words)
SELECT 'T1', i, 'filed', 'U0ASKER', {filed}, 'open', 'it', '' FROM {numbers}
"""
RESOLVED = """
INSERT INTO history (team, ticket_id, event, by, at, status, waits_on, words)
SELECT 'T1', i, 'resolved', 'U0OWNER', {resolved}, 'resolved', 'marketing', ''
FROM {numbers} WHERE i % 20 > 0
"""
ASKED = """
INSERT INTO approval (team, ticket_id, round, asked_at, is_pending, document)
SELECT 'T1', i, 1, {filed}, {true},
       '{{"ticket_id":' || i || ',"asked_at":' || {filed_iso} || ',"asked":["' || {approver} ||
       '"],"steps":[{{"asked_at":' || {filed_iso} || ',"answers":[{{"approver":"' || {approver} ||
       '"}}]}}]}}'
FROM {numbers} WHERE i % 20 = 0 AND i / 400 % 4 = 0
"""
"""The document as `storage.approvals` reads it."""

TO_ANSWER = """
INSERT INTO approver (team, ticket_id, round, person, turn, is_asked)
SELECT 'T1', i, 1, {approver}, '1.0', {true}
FROM {numbers} WHERE i % 20 = 0 AND i / 400 % 4 = 0
"""


def write(engine: Engine, how_many: int) -> None:
    """Add so many tickets with their history to a database that has none."""
    words = _sqlite(how_many) if engine.dialect.name == "sqlite" else _postgresql(how_many)
    with engine.begin() as connection:
        for statement in (TICKETS, FILED, RESOLVED, ASKED, TO_ANSWER):
            connection.execute(text(statement.format(owners=OWNERS, approver=APPROVER, **words)))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _seconds(how_many: int) -> tuple[str, str]:
    filed = f"{END} - ({how_many} - i) * {SPAN / how_many:.6f}"
    return filed, f"{filed} + 90000"


def _sqlite(how_many: int) -> dict[str, str]:
    filed, resolved = _seconds(how_many)
    format_ = "strftime('%Y-%m-%d %H\\:%M\\:%S.000000', {}, 'unixepoch')"
    numbers = (
        "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        f"WHERE i < {how_many}) SELECT i FROM n)"
    )
    return {
        "filed": format_.format(filed),
        "filed_iso": f"strftime('\"%Y-%m-%dT%H\\:%M\\:%SZ\"', {filed}, 'unixepoch')",
        "resolved": format_.format(resolved),
        "numbers": numbers,
        "due": "'2026-03-' || (10 + i / 40 % 20)",
        "never": "'9999-12-31'",
        "true": "1",
    }


def _postgresql(how_many: int) -> dict[str, str]:
    filed, resolved = _seconds(how_many)
    return {
        "filed": f"to_timestamp({filed})",
        "filed_iso": f"CAST(to_json(to_timestamp({filed})) AS TEXT)",
        "resolved": f"to_timestamp({resolved})",
        "numbers": f"generate_series(1, {how_many}) AS g(i)",
        "due": "DATE '2026-03-10' + i / 40 % 20",
        "never": "DATE '9999-12-31'",
        "true": "true",
    }
