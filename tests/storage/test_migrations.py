"""Migrations bring any database to the newest revision and lose nothing on the way."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, time

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from domain.approval import Answer, Verdict
from domain.policy import Quorum
from domain.recurrence import Rule
from domain.ticket import Brief, Status, Waiting
from storage import migrate
from storage.engine import open_engine
from storage.search import Reader
from storage.transaction import Database
from tests.bars import sized
from tests.builders import (
    ANNA,
    MAYA,
    T0,
    TOM,
    a_catalogue,
    a_press,
    a_request,
    a_ticket,
    an_approval,
    saved,
)
from workflows import approval, catalogue, intake
from workflows.desk import Desk

NEXT = '''
"""A change for which SQLite copies the table."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"
branch_labels = depends_on = None


def changing():
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table("ticket", recreate="always" if is_sqlite else "never")


def upgrade():
    with changing() as table:
        table.add_column(sa.Column("colour", sa.String()))


def downgrade():
    with changing() as table:
        table.drop_column("colour")
'''
FULL_TEXT = ("ticket_found",)
"""Tables that no row belongs to: SQLite keeps its full text in them."""

LOSING = '''
"""A change that takes away what others belong to."""

from alembic import op

revision = "losing"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade():
    op.execute("DELETE FROM ticket")
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """A database without tables."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_empty_postgresql")()
    return f"sqlite:///{tmp_path}/empty.db"


@pytest.fixture
def url(empty_url):
    """A database with something in every table of a request's life."""
    migrate.upgrade(empty_url)
    database = Database(empty_url)
    desk = Desk(database=database, clock=lambda: T0, team="T1")
    catalogue.apply(desk, a_catalogue(), by="U0NOOR")
    catalogue.remember_workspace(desk, url="https://acme.slack.com/", bot="UBOT")
    intake.take_in(desk, a_request(request_type="access"), key="form:1")
    approval.decide(desk, a_press(by=MAYA, ticket_id=1))
    database.close()
    return empty_url


def looked_at(url, look):
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return look(connection)
    finally:
        engine.dispose()


def tables(url):
    found = looked_at(url, lambda c: inspect(c).get_table_names())
    return {name for name in found if not name.startswith(FULL_TEXT)} - {"alembic_version"}


def rows(url):
    """Everything in the database, by table."""

    def look(connection):
        found = {}
        for table in sorted(tables(url)):
            result = connection.execute(text(f'SELECT * FROM "{table}"')).mappings()
            found[table] = sorted(repr(sorted(row.items())) for row in result)
        return found

    return looked_at(url, look)


def with_one_more(tmp_path, url, script):
    """The same migrations with another one on top, for this database."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder)
    head = looked_at(url, lambda c: MigrationContext.configure(c).get_current_revision())
    (folder / "versions" / "9999_next.py").write_text(script.format(head=head))
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["url"] = url
    return config


def is_of_a_row(name, kind, parents):
    """All but full text, which only migrations know."""
    return not str(name).startswith((*FULL_TEXT, "ix_ticket_words_found"))


def test_a_new_database_gets_every_table(empty_url):
    assert not migrate.is_current(empty_url)

    migrate.upgrade(empty_url)

    assert migrate.is_current(empty_url)
    assert tables(empty_url) == set(SQLModel.metadata.tables)


def test_migrations_and_rows_do_not_differ(empty_url):
    migrate.upgrade(empty_url)

    def differences(connection):
        opts = {"compare_type": True, "include_name": is_of_a_row}
        context = MigrationContext.configure(connection, opts=opts)
        return compare_metadata(context, SQLModel.metadata)

    assert looked_at(empty_url, differences) == []


def test_upgrading_again_changes_nothing(url):
    before = rows(url)

    migrate.upgrade(url)

    assert rows(url) == before
    filled = {"ticket", "brief", "approval", "approver", "history", "outbox", "post"}
    assert all(before[table] for table in filled | {"handled", "catalogue", "workspace"})


def test_down_to_the_base_leaves_no_table_and_up_works_again(url):
    migrate.downgrade(url, "base")
    assert tables(url) == set()

    migrate.upgrade(url)

    assert tables(url) == set(SQLModel.metadata.tables)


def test_up_down_up_keeps_every_row(tmp_path, url):
    before = rows(url)
    config = with_one_more(tmp_path, url, NEXT)

    for _ in range(2):
        command.upgrade(config, "head")
        assert "colour" in rows(url)["ticket"][0]
        command.downgrade(config, "-1")

    assert rows(url) == before


def test_a_migration_that_would_lose_what_rows_belong_to_is_undone(tmp_path, url):
    before = rows(url)
    config = with_one_more(tmp_path, url, LOSING)

    with pytest.raises(Exception, match=r"rows would have lost|violates foreign key"):
        command.upgrade(config, "head")

    assert rows(url) == before
    assert migrate.is_current(url)


OLD_STATUSES = {
    "awaiting_approval": "it",
    "changes_requested": "marketing",
    "open": "it",
    "in_progress": "it",
    "resolved": "marketing",
    "closed": None,
    "declined": None,
    "cancelled": None,
}


@pytest.fixture
def old_url(empty_url):
    """A database of before tickets had a life: one in each status, every other one with a date."""
    migrate.upgrade(empty_url, "0001")
    at = "2026-03-02 09:00:00" + (".000000" if empty_url.startswith("sqlite") else "+00")
    ticket = (
        "INSERT INTO ticket (team, id, area, request_type, summary, urgency, needed_by, requester,"
        " owner, status, opened_at, closed_at, version) VALUES ('T1', :id, 'website',"
        " 'landing_page', :summary, 'soon', :needed_by, 'U0ANNA', 'U0IVO', :status, :at,"
        " :closed_at, 1)"
    )
    brief = "INSERT INTO brief (team, ticket_id, purpose, details) VALUES ('T1', :id, 'Why', :more)"

    def fill(connection):
        for number, (status, side) in enumerate(OLD_STATUSES.items(), start=1):
            values = {"id": number, "summary": f"Page {number}", "status": status, "at": at}
            values["needed_by"] = "2026-04-01" if number % 2 else None
            values["closed_at"] = None if side else at
            connection.execute(text(ticket), values)
            connection.execute(text(brief), {"id": number, "more": f"More {number}"})
        connection.commit()

    looked_at(empty_url, fill)
    return empty_url


def test_old_tickets_get_a_life_and_go_back_to_what_they_were(old_url):
    before = rows(old_url)

    migrate.upgrade(old_url)

    for number, (status, side) in enumerate(OLD_STATUSES.items(), start=1):
        needed_by = date(2026, 4, 1) if number % 2 else None
        anew = known(old_url, number)
        assert anew.ticket == a_ticket(
            id=number,
            summary=f"Page {number}",
            status=Status(status),
            needed_by=needed_by,
            closed_at=None if side else T0,
        )
        assert anew.brief == Brief(ticket_id=number, purpose="Why", details=f"More {number}")
        assert derived(old_url, number) == (side, str(needed_by or date.max))
        assert found_by(old_url, number) == (f"page {number}", f"mt{number} page {number} why more")
        assert found(old_url, f"more {number}") == [number]

    migrate.downgrade(old_url, "0001")
    assert rows(old_url) == before


def test_what_the_old_tables_do_not_know_goes_back_to_the_nearest_they_do(old_url):
    migrate.upgrade(old_url)
    anew = {1: (Status.NEW, None), 3: (Status.WAITING, Waiting.REQUESTER)}
    desk = opened(old_url)
    with desk.transaction() as tx:
        for number, (status, waiting_for) in anew.items():
            ticket = tx.tickets.get(number)
            tx.tickets.save(replace(ticket, status=status, waiting_for=waiting_for))
    desk.database.close()

    migrate.downgrade(old_url, "0001")

    query = text("SELECT status FROM ticket WHERE id IN (1, 3) ORDER BY id")
    found = looked_at(old_url, lambda c: c.execute(query).scalars().all())
    assert found == ["open", "in_progress"]


@pytest.fixture
def asked_url(old_url):
    """A database of before there were steps: one asking taken back, one half answered."""
    migrate.upgrade(old_url, "0003")
    at = "2026-03-02 09:00:00" + (".000000" if old_url.startswith("sqlite") else "+00")
    approval = (
        "INSERT INTO approval (team, ticket_id, round, needs, asked_at, is_pending, is_cancelled)"
        " VALUES ('T1', 1, :round, 'all', :at, :is_pending, :is_cancelled)"
    )
    answer = (
        "INSERT INTO approval_answer (team, ticket_id, round, approver, place, verdict, comment,"
        " decided_at, is_asked) VALUES ('T1', 1, :round, :approver, :place, :verdict, :comment,"
        " :decided_at, :is_asked)"
    )
    silent = {"verdict": None, "comment": "", "decided_at": None, "is_asked": False}
    said = silent | {"verdict": "approved", "comment": "Fine", "decided_at": at}

    def fill(connection):
        for round, is_pending in ((1, False), (2, True)):
            values = {"is_pending": is_pending, "is_cancelled": not is_pending}
            connection.execute(text(approval), values | {"round": round, "at": at})
        for values in (
            silent | {"round": 1, "approver": MAYA, "place": 0},
            said | {"round": 2, "approver": TOM, "place": 0},
            silent | {"round": 2, "approver": MAYA, "place": 1, "is_asked": True},
        ):
            connection.execute(text(answer), values)
        connection.commit()

    looked_at(old_url, fill)
    return old_url


def test_an_asking_becomes_one_step_and_goes_back_to_what_it_was(asked_url):
    before = rows(asked_url)

    migrate.upgrade(asked_url)

    yes = Answer(approver=TOM, verdict=Verdict.APPROVED, comment="Fine", decided_at=T0)
    assert known(asked_url, 1).approval == an_approval(
        ticket_id=1, round=2, needs=Quorum.ALL, answers=(yes, Answer(approver=MAYA))
    )
    query = text("SELECT round, person, turn, is_asked FROM approver ORDER BY round, person")
    found = looked_at(asked_url, lambda c: c.execute(query).all())
    assert [tuple(row) for row in found] == [
        (1, MAYA, "1.0", False),
        (2, MAYA, "2.0", True),
        (2, TOM, "2.0", False),
    ]
    query = text("SELECT outcome FROM approval ORDER BY round")
    assert looked_at(asked_url, lambda c: c.execute(query).scalars().all()) == ["cancelled", None]

    migrate.downgrade(asked_url, "0003")
    assert rows(asked_url) == before


def test_an_asking_from_before_there_were_steps_can_be_decided(asked_url):
    migrate.upgrade(asked_url)
    desk = opened(asked_url)
    catalogue.apply(desk, a_catalogue(), by="U0NOOR")

    approval.decide(desk, a_press(ticket_id=1, turn="2"))

    after = saved(desk, 1)
    desk.database.close()
    assert (after.ticket.status, after.approval.outcome) == (Status.OPEN, Verdict.APPROVED)


@pytest.fixture
def weekly_url(empty_url):
    """A database of before there were rules: a series on Thursdays, made on a Monday."""
    migrate.upgrade(empty_url, "0004")
    is_sqlite = empty_url.startswith("sqlite")
    series = (
        "INSERT INTO checkin_series (team, id, name, channel, weekday, at, zone, ask_hours_before,"
        " made_by, made_at) VALUES ('T1', 1, 'Website', 'C0SHARED', 3, :at, 'Europe/Berlin', 4,"
        " 'U0ANNA', :made_at)"
    )
    values = {
        "at": "14:00:00.000000" if is_sqlite else "14:00",
        "made_at": "2026-03-02 09:00:00" + (".000000" if is_sqlite else "+00"),
    }

    def fill(connection):
        connection.execute(text(series), values)
        connection.commit()

    looked_at(empty_url, fill)
    return empty_url


def test_a_weekly_series_starts_on_its_first_day_and_goes_back_to_what_it_was(weekly_url):
    before = rows(weekly_url)

    migrate.upgrade(weekly_url)

    desk = opened(weekly_url)
    with desk.reading() as tx:
        series = tx.checkins.get(1)
    desk.database.close()
    assert series.rule == Rule(starts=date(2026, 3, 5))
    assert (series.at, series.zone, series.made_at) == (time(14), "Europe/Berlin", T0)

    migrate.downgrade(weekly_url, "0004")
    assert rows(weekly_url) == before


def opened(url):
    return Desk(database=Database(url), clock=lambda: T0, team="T1")


def known(url, number):
    """The ticket as the new code reads it."""
    desk = opened(url)
    try:
        return saved(desk, number)
    finally:
        desk.database.close()


def derived(url, number):
    query = text("SELECT waits_on, due_on FROM ticket WHERE id = :id")
    waits_on, due_on = looked_at(url, lambda c: c.execute(query, {"id": number}).one())
    return waits_on, str(due_on)


def found_by(url, number):
    query = text("SELECT summary, terms FROM ticket_words WHERE ticket_id = :id")
    return tuple(looked_at(url, lambda c: c.execute(query, {"id": number}).one()))


def found(url, words):
    """The numbers of the tickets that a search finds."""
    desk = opened(url)
    try:
        with desk.reading() as tx:
            reader = Reader(person=ANNA, is_on_a_side=False)
            return [ticket.id for ticket in tx.search.find(words, reader, limit=9).tickets]
    finally:
        desk.database.close()


def test_foreign_keys_work_again_after_a_migration(url):
    def orphan(connection):
        connection.execute(text("DELETE FROM ticket"))

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        looked_at(url, orphan)


def test_replicas_that_start_together_migrate_once(empty_url):
    upgrade = "import sys; from storage import migrate; migrate.upgrade(sys.argv[1])"
    replicas = [
        subprocess.Popen([sys.executable, "-c", upgrade, empty_url]) for _ in range(sized(2, 3))
    ]

    assert [replica.wait(timeout=60) for replica in replicas] == [0] * len(replicas)

    assert migrate.is_current(empty_url)
