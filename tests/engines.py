"""Statements are compiled once for all tests of a process, not once for each database."""

from functools import partial

import pytest

from storage import engine as opening

MANY = 5_000
"""Statements to be remembered."""


@pytest.fixture(scope="session", autouse=True)
def engines_alike():
    """Every engine that opens shares what SQLAlchemy has learned about its kind of database."""
    first = {}
    create = opening.create_engine
    opening.create_engine = partial(_alike, first, create)
    yield
    opening.create_engine = create


def _alike(first, create, url, **options):
    kind = str(url).partition(":")[0]
    known = first.get(kind)
    if known is None or known.dialect.server_version_info is None:
        engine = first[kind] = create(url, **options, query_cache_size=MANY)
        return engine
    engine = create(url, **options, _initialize=False)
    engine.dialect = known.dialect
    engine._compiled_cache = known._compiled_cache
    return engine
