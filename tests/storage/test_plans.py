"""How a database finds what people ask for: by an index, whatever the number of tickets."""

import re
import shutil
from contextlib import closing

import pytest
from sqlalchemy import event

from domain.home import Spot, Tab
from domain.people import Side
from storage import approvals, comments, posts, tickets
from storage.transaction import Database
from tests.bench import many_posts, many_tickets, many_words
from tests.bench.desk import a_big_catalogue
from tests.builders import T0, a_request
from workflows import catalogue, home, intake, lists, similar
from workflows.desk import Desk

HOW_MANY = 3000
OTHER = "T2"  # of the same database, where no number has been given yet
READER, OWNER, ASKER = "U0OWNER01", "U0OWNER1", "U0ASKER1"
GROWING = "ticket|ticket_words|brief|history|comment|watcher|post"
"""Tables with at least a row for every third ticket."""

ASKED = {
    "posts about a ticket": (posts.ABOUT.statement, "ix_post_subject (team=? AND subject=?)"),
    "where a card stands": (posts.STANDING, "(team=? AND name=?)"),
    "which post this message is": (posts.AT_PLACE, "ix_post_place (team=? AND channel=? AND ts=?)"),
    "which comment it is": (comments.AT_PLACE, "ix_comment_place (team=? AND channel=? AND ts=?)"),
    "what was said on a ticket": (comments.OF_TICKET, "ix_comment_ticket (team=? AND ticket_id=?)"),
    "a ticket with its words": (tickets.FILED, "SEARCH ticket USING INDEX"),
    "its latest approval": (approvals.LATEST.statement, "SEARCH approval USING INDEX"),
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


def asked(desk, question):
    """A question that few tickets answer, or none: its plan is the same."""
    with desk.reading() as tx:
        return ["asked", *question(tx)]


QUESTIONS = {
    "what comes back": lambda desk: asked(desk, lambda tx: tx.tickets.asleep(until=T0, limit=9)),
    "what waits for a word": lambda desk: asked(
        desk, lambda tx: tx.tickets.resolved(before=T0, limit=9)
    ),
    "what is linked": lambda desk: asked(desk, lambda tx: tx.tickets.linked(8)),
    "mine": lambda desk: lists.of_requester(desk, ASKER).rows,
    "backlog": lambda desk: lists.of_owner(desk, OWNER).rows,
    "waiting": lambda desk: lists.waiting_for(desk, ASKER).rows,
    "one ticket": lambda desk: [lists.ticket(desk, 8, viewer=READER)],
    "one that is asked about": lambda desk: [lists.ticket(desk, 20, viewer=READER)],
    "home: waiting": lambda desk: home.look(desk, ASKER, Spot(tab=Tab.WAITING)).rows,
    "home: mine": lambda desk: home.look(desk, ASKER, Spot(tab=Tab.MINE)).rows,
    "home: backlog": lambda desk: home.look(desk, OWNER, Spot(tab=Tab.BACKLOG)).rows,
    "home: queue": lambda desk: home.look(desk, READER, Spot(tab=Tab.QUEUE)).rows,
    "home: queue of one side": lambda desk: (
        home.look(desk, READER, Spot(tab=Tab.QUEUE, side=Side.IT)).rows
    ),
    "home of a lead": lambda desk: home.look(desk, "U0IRIS", Spot(tab=Tab.WAITING)).sides,
    "a rare word": lambda desk: lists.search(desk, many_words.RARE, viewer=READER).rows,
    "a common word": lambda desk: lists.search(desk, many_words.COMMON, viewer=READER).rows,
    "two words": lambda desk: lists.search(desk, many_words.TWO, viewer=READER).rows,
    "words of which one is missing": lambda desk: (
        lists.search(desk, f"{many_words.RARE} qqqq", viewer=READER).rows
    ),
    "a search from outside": lambda desk: lists.search(desk, many_words.COMMON, viewer=OWNER).rows,
    "similar": lambda desk: similar.similar(desk, many_words.ALIKE, READER),
    "taking in": lambda desk: [
        intake.take_in(desk.of(OTHER), a_request(request_type="page", area="area01"), key="form:1")
    ],
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def big_desk(request, tmp_path_factory):
    """A desk with thousands of tickets, whose database has looked at what it holds."""
    database = Database(_url(request, tmp_path_factory))
    with closing(database):
        desk = Desk(database=database, clock=lambda: T0, team="T1")
        many_tickets.write(database.engine, HOW_MANY)
        many_words.write(database.engine, HOW_MANY)
        many_posts.write(database.engine)
        for team in (desk, desk.of(OTHER)):
            catalogue.apply(team, a_big_catalogue(), by="U0NOOR")
        yield desk


def _url(request, tmp_path_factory):
    if request.param == "postgresql":
        return request.getfixturevalue("new_postgresql")()
    path = tmp_path_factory.mktemp("plans") / "desk.db"
    shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
    return f"sqlite:///{path}"


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_scans_what_grows_with_the_tickets(big_desk, question):
    plans = plans_of(big_desk, QUESTIONS[question])

    assert [scan for plan in plans for scan in scans_in(plan)] == []


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        ("SCAN ticket", 1),
        ("SCAN ticket USING INDEX ix_ticket_open_owner", 1),
        ("->  Seq Scan on ticket_words w  (cost=0.00..1.00)", 1),
        ("->  Seq Scan on approver", 0),
        ("SCAN ticket_found VIRTUAL TABLE INDEX 0:M1>", 0),
        ("SEARCH ticket USING INDEX ix (team=?)", 0),
        ("->  Index Scan using ticket_pkey on ticket", 0),
    ],
)
def test_a_scan_is_told_from_a_search(plan, found):
    assert len(scans_in(plan)) == found


def scans_in(plan):
    return re.findall(rf"(?:SCAN|Seq Scan on) (?:{GROWING})\b.*", plan)


def plans_of(desk, ask):
    """How the database goes about each statement that this question is asked by."""
    engine, asked = desk.database.engine, []

    def keep(connection, cursor, statement, parameters, context, is_many):
        if not statement.startswith("CREATE"):
            asked.append((statement, parameters[0] if is_many else parameters))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        answer = ask(desk)
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    assert answer, "a question without an answer shows no plan"
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        plans = [raw.execute(f"{explain} {words}", values) for words, values in asked]
        return ["\n".join(str(row[-1]) for row in plan) for plan in plans]
