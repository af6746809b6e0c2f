"""Marks that tests of several files share."""

import pytest

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""Run the test on SQLite and on PostgreSQL."""

at_slacks_pace = pytest.mark.at_slacks_pace
"""The company has Slack's limits, and the bot keeps to them."""


def add_mark(config):
    config.addinivalue_line("markers", "at_slacks_pace: Slack's limits are on in this test")
