"""Marks that tests of several files share."""

import pytest

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""Run the test on SQLite and on PostgreSQL."""
