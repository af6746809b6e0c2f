"""The company of the demo, the bot at work for it, and a browser in front of it."""

import json
import os
from contextlib import closing, contextmanager
from functools import cache

import pytest

from bot.assembly import Identity, assemble
from bot.catalogue.applying import apply_draft
from bot.catalogue.draft import read_catalogue
from bot.catalogue.yaml_text import read_text
from bot.demo import COMPANY, STARTER
from bot.directory import SlackDirectory
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.slack_client import KeptAliveClient
from sandbox.client import Sandbox
from storage.transaction import Database
from tests.brisk import is_at_slacks_pace, relay_for
from tests.browser.acme import Acme
from tests.builders import T0
from tests.refused import nothing_unexpected
from tests.sandbox.bolt_socket import hang_up
from tests.scenarios.conftest import settings_for
from workflows import catalogue

# pictures prove nothing and take their time: they are taken when somebody wants them
collect_ignore = [] if os.environ.get("TANDEM_SCREENSHOTS") else ["test_pictures.py"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox


@pytest.fixture
def acme(windows, sandbox, database_url, request):
    """Acme at nine on a Monday (UTC): its people, its catalogue, and the bot at work.

    Slack's limits are on in tests marked `at_slacks_pace`; the bot of the others need not wait.
    What Slack would refuse the bot there fails the test, unless its mark `refused` names it.
    """
    seed = json.loads(COMPANY.read_text()) | {"clock": T0.isoformat()}
    del seed["team"]["id"]
    limits = is_at_slacks_pace(request)
    company = sandbox.workspace(seed=seed, manifest=manifest(SURFACE), rate_limits=limits)
    settings = settings_for(company, database_url, tick_seconds=1)
    acme = Acme(windows, company, lambda: working(company, settings, relay_for(request)))
    acme.start_bot()
    yield acme
    windows.empty()
    acme.stop_bot()
    with closing(company):
        nothing_unexpected(request.node, company)


@contextmanager
def working(company, settings, relay_of):
    """The bot, from its start to its end; it may be started again on the same database."""
    database = Database(settings.database_url, pool_size=30)
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    identity = Identity.ask(slack)
    bot = assemble(settings, database, identity, company.now, relay_of=relay_of)
    catalogue.remember_workspace(bot.desk, url=identity.url, bot=identity.bot_user)
    apply_draft(starter(), bot.desk, SlackDirectory(slack), by="tests")
    slack.close()
    bot.start()
    company.connected(1)
    yield bot
    hang_up([bot.socket], company)
    bot.stop()
    database.close()


@cache
def starter():
    """The starter catalogue as it stands in its file, read once."""
    return read_catalogue(read_text(STARTER))
