"""Where the cards of very many tickets stand: one in triage, one with the requester."""

from sqlalchemy import Engine

WORKSPACE = "INSERT INTO workspace (team, url, bot) VALUES ('T1', 'https://a.slack.com/', 'U0BOT')"
POSTS = """
INSERT INTO post (team, name, subject, "to", channel, ts, copies)
SELECT team, 'MT-' || id || {name}, 'MT-' || id, {place}, {place}, '1772442000.' || (100000 + id), 0
FROM ticket
"""
CHANNEL = "'C0TRIAGE' || substr(area, 5)"
REQUESTER = "'D' || substr(requester, 2)"


def write(engine: Engine) -> None:
    """Post the cards of all tickets that there are."""
    with engine.begin() as connection:
        connection.exec_driver_sql(WORKSPACE)
        in_triage = POSTS.format(name=f"':triage:' || {CHANNEL}", place=CHANNEL)
        connection.exec_driver_sql(in_triage)
        connection.exec_driver_sql(POSTS.format(name="':requester'", place=REQUESTER))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
