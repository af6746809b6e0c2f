"""What every test may ask for: databases of both kinds, a desk, a browser."""

import gc
import os

import hypothesis
import pytest

from storage.transaction import Database
from tests import browsers, marks, nodes, refused
from tests.browsers import (  # noqa: F401
    browser,
    every_window,
    pytest_terminal_summary,
    windows,
)
from tests.builders import T0, a_catalogue
from tests.databases import (  # noqa: F401
    database_url,
    migrated_sqlite,
    new_empty_postgresql,
    new_postgresql,
    postgresql_server,
    quick_path,
    reused_postgresql,
)
from tests.engines import engines_alike  # noqa: F401
from workflows import catalogue
from workflows.desk import Desk

# nothing here speaks TLS, and every client of Slack reads all certificates that it is told of
os.environ["SSL_CERT_FILE"] = os.environ["SSL_CERT_DIR"] = os.devnull

# a loaded machine is no reason to fail: speed is measured by `make bench`
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def pytest_configure(config):
    marks.add_mark(config)
    refused.add_mark(config)


def pytest_collection_finish():
    """Thousands of tests and modules stay to the end: nobody need look at them for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_addoption(parser):
    browsers.add_option(parser)
    nodes.add_option(parser)


def pytest_ignore_collect(collection_path):
    """The bars run everywhere, at a tenth of their size."""
    return False if collection_path.name == "bars" else None


@pytest.fixture
def database(database_url):  # noqa: F811
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
