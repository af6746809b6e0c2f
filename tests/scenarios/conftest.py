"""The real bot, connected by a real socket to a workspace of the sandbox."""

from contextlib import closing

import pytest

from bot.assembly import Identity, assemble, new_relay
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.settings import Settings
from bot.slack_client import KeptAliveClient
from sandbox.client import Sandbox
from storage.transaction import Database
from tests.acme import SEED
from tests.brisk import is_at_slacks_pace, relay_for
from tests.builders import T0, a_catalogue
from tests.refused import nothing_unexpected
from tests.sandbox.bolt_socket import hang_up
from workflows import catalogue


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox


@pytest.fixture
def company(sandbox, request):
    """A workspace of its own, at nine on a Monday morning (UTC).

    Slack's limits are on in tests marked `at_slacks_pace`; the bot of the others need not wait.
    What Slack would refuse the bot there fails the test, unless its mark `refused` names it.
    """
    seed = {**SEED, "team": {"name": "Acme", "domain": "acme"}, "clock": T0.isoformat()}
    limits = is_at_slacks_pace(request)
    workspace = sandbox.workspace(seed=seed, manifest=manifest(SURFACE), rate_limits=limits)
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def settings(company, database_url):
    return settings_for(company, database_url)


@pytest.fixture
def bot(company, settings, request):
    """The bot at work; its clock is the company's."""
    database = Database(settings.database_url, pool_size=30)
    bot = start(company, settings, database, relay_of=relay_for(request))
    yield bot
    stop(company, bot)
    unexplained = without_a_reason(database)
    database.close()
    assert not unexplained, f"nobody can see why these came to them: {unexplained}"


def without_a_reason(database):
    """The keys of direct messages about a ticket that do not say why their reader gets them."""
    about_tickets = "'MT-' IN (substr(key, 1, 3), substr(thread, 1, 3))"
    direct = "card IS NULL AND substr(\"to\", 1, 1) = 'U'"
    query = f"SELECT key FROM outbox WHERE {direct} AND why IS NULL AND {about_tickets}"
    with database.engine.connect() as connection:
        return list(connection.exec_driver_sql(query).scalars())


def settings_for(company, database_url, **changes):
    settings = Settings(
        slack_bot_token=company.bot_token,
        slack_app_token=company.app_token,
        slack_api_url=company.api_url,
        database_url=database_url,
        tick_seconds=60,
    )
    return settings.model_copy(update=changes)


def start(company, settings, database, a_catalogue=a_catalogue, *, relay_of=new_relay):
    """A bot in this process; several may run on one database."""
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    identity = Identity.ask(slack)
    slack.close()
    bot = assemble(settings, database, identity, company.now, relay_of=relay_of)
    catalogue.remember_workspace(bot.desk, url=identity.url, bot=identity.bot_user)
    catalogue.apply(bot.desk, a_catalogue(), by="U0NOOR")
    bot.start()
    company.connected(1)
    return bot


def stop(company, bot):
    hang_up([bot.socket], company)
    bot.stop()


@pytest.fixture
def anna(company):
    return company.person("anna")


@pytest.fixture
def maya(company):
    return company.person("maya")


@pytest.fixture
def ivo(company):
    return company.person("ivo")
