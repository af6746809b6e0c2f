"""How connections are set up."""

import pytest

from storage.engine import open_engine


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 2000)],
)
def test_sqlite_is_safe_and_never_outwaits_an_ack(tmp_path, pragma, value):
    engine = open_engine(f"sqlite:///{tmp_path}/desk.db")

    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value

    engine.dispose()


def test_postgresql_never_outwaits_an_ack(new_empty_postgresql):
    engine = open_engine(new_empty_postgresql())

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "2s"

    engine.dispose()


def test_a_pool_that_is_empty_is_not_waited_for_beyond_an_ack(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/desk.db", pool_size=1)

    assert (engine.pool.size(), engine.pool.timeout()) == (1, 2)

    engine.dispose()
