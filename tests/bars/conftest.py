"""The seed of every bar, and the bot at work in a workspace of the sandbox for those who ask."""

import random

import pytest

from tests.bars import IS_WHOLE, SEED
from tests.scenarios.conftest import bot, company, sandbox, settings  # noqa: F401


def pytest_collection_modifyitems(items):
    """At full size, a bar may take its time."""
    for item in items:
        if IS_WHOLE and "tests/bars/" in item.path.as_posix():
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture(autouse=True)
def seed():
    """Printed, so that a failure shows where its chances began."""
    print(f"seed {SEED}, {'whole' if IS_WHOLE else 'a tenth'}")  # noqa: T201
    return SEED


@pytest.fixture
def chance(seed):
    return random.Random(seed)
