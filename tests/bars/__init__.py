"""Bars: what has to hold at any size. A tenth of it in every run, all of it in `make bars`."""

import os

import pytest

IS_WHOLE = bool(os.environ.get("TANDEM_BARS"))

SEED = int(os.environ.get("TANDEM_SEED", "2026"))
"""Where every chance in here begins; printed with each test, and set to see one again."""


def sized(tenth, full):
    """How many, or how long: a tenth of it, or all of it with TANDEM_BARS=1."""
    return full if IS_WHOLE else tenth


on_each = pytest.mark.parametrize(
    "database_url", ["sqlite", "postgresql"] if IS_WHOLE else ["sqlite"], indirect=True
)
"""On SQLite, and at full size on PostgreSQL, too."""
