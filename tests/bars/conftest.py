"""The seed of every bar, and the bot at work in a workspace without limits, for those who ask."""

import random
import threading
from contextlib import closing
from functools import partial

import pytest

from bot.assembly import Identity, assemble
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.slack_client import KeptAliveClient
from storage.transaction import Database
from tests.acme import SEED as ACME
from tests.bars import IS_WHOLE, SEED
from tests.bars.ahead import Ahead
from tests.builders import T0, a_catalogue
from tests.handlers.conftest import app, executor, replies, said, settle, slack  # noqa: F401
from tests.races.bot_process import hasty_relay
from tests.refused import nothing_unexpected
from tests.scenarios.conftest import sandbox, settings_for, stop  # noqa: F401
from workflows import catalogue

LAZY, SECONDS = 4, 20


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


@pytest.fixture
def company(sandbox, request):  # noqa: F811
    """A workspace of its own, at nine on a Monday morning (UTC), without Slack's rate limits."""
    seed = {**ACME, "team": {"name": "Acme", "domain": "acme"}, "clock": T0.isoformat()}
    workspace = sandbox.workspace(seed=seed, manifest=manifest(SURFACE), rate_limits=False)
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def ahead():
    """The relay's clock."""
    return Ahead()


@pytest.fixture
def bot(company, database_url, ahead):
    """The bot at work, resting nowhere; its clock is the company's."""
    settings = settings_for(company, database_url, lazy_workers=LAZY)
    client = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    identity = Identity.ask(client)
    client.close()
    database = Database(settings.database_url, pool_size=30)
    relay_of = partial(hasty_relay, real_clock=ahead)
    bot = assemble(settings, database, identity, company.now, relay_of=relay_of)
    catalogue.remember_workspace(bot.desk, url=identity.url, bot=identity.bot_user)
    catalogue.apply(bot.desk, a_catalogue(), by="U0NOOR")
    bot.start()
    company.connected(1)
    yield bot
    stop(company, bot)
    database.close()


@pytest.fixture
def at_rest(bot):
    """Waits until all that follows an ack is done: whatever opens has opened by then."""

    def wait():
        everybody = threading.Barrier(LAZY)
        idle = [bot.lazy_pool.submit(everybody.wait, SECONDS) for _ in range(LAZY)]
        assert all(each.result() is not None for each in idle)

    return wait
