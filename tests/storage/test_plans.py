"""How SQLite finds what every press asks for: by an index, whatever the number of tickets."""

import pytest

from storage import approvals, comments, posts, tickets

ASKED = {
    "posts about a ticket": (posts.ABOUT, "ix_post_subject (team=? AND subject=?)"),
    "where a card stands": (posts.STANDING, "(team=? AND name=?)"),
    "which post this message is": (posts.AT_PLACE, "ix_post_place (team=? AND channel=? AND ts=?)"),
    "which comment it is": (comments.AT_PLACE, "ix_comment_place (team=? AND channel=? AND ts=?)"),
    "what was said on a ticket": (comments.OF_TICKET, "ix_comment_ticket (team=? AND ticket_id=?)"),
    "a ticket with its words": (tickets.FILED_BY_ID, "SEARCH ticket USING INDEX"),
    "its latest approval": (approvals.LATEST, "(team=? AND ticket_id=? AND round=?)"),
}


@pytest.mark.parametrize("question", ASKED)
def test_an_index_finds_it(desk, question):
    statement, way = ASKED[question]

    steps = plan(desk, statement)

    assert any(way in step for step in steps), steps
    assert not any(step.startswith("SCAN") and "CONSTANT" not in step for step in steps), steps


def plan(desk, statement):
    engine = desk.database.engine
    open_values = [name for name, value in statement.compile().params.items() if value is None]
    statement = statement.params(dict.fromkeys(open_values, "x"))
    asked = str(statement.compile(engine, compile_kwargs={"render_postcompile": True}))
    values = ("x",) * asked.count("?")
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {asked}", values)]
