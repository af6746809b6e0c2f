"""A company whose bot is a process that can be killed; the sandbox and the tests outlive it."""

import multiprocessing
import signal
from contextlib import closing

import pytest

from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.settings import Settings
from sandbox.client import Sandbox
from tests.acme import SEED
from tests.builders import NOOR, T0, a_catalogue
from tests.kills import bot_process
from tests.kills.seams import At, Death
from tests.refused import nothing_unexpected
from tests.scenarios.acting import eventually
from workflows import catalogue
from workflows.desk import Desk

SECONDS = 20


@pytest.fixture(scope="session")
def processes():
    """Forks from a server that has imported the bot: a start takes no second, and no thread of
    the tests is copied."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([bot_process.__name__])
    return context


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox


@pytest.fixture
def company(sandbox, request):
    """A workspace of its own, at nine on a Monday morning (UTC), with Slack's limits on."""
    seed = {**SEED, "team": {"name": "Acme", "domain": "acme"}, "clock": T0.isoformat()}
    workspace = sandbox.workspace(seed=seed, manifest=manifest(SURFACE))
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def desk(company, database):
    """The company's desk as the database knows it, without a bot."""
    desk = Desk(database=database, clock=company.now, team=company.team)
    catalogue.apply(desk, a_catalogue(), by=NOOR)
    catalogue.remember_workspace(desk, url="https://acme.slack.com/", bot=company.bot_user)
    return desk


@pytest.fixture
def bots(company, desk, database_url, processes):
    bots = Bots(company, _settings(company, database_url), processes)
    yield bots
    bots.kill()


class Bots:
    """One bot after another, on the same database."""

    def __init__(self, company, settings, processes):
        self._company = company
        self._settings = settings
        self._processes = processes
        self._process = None

    def start(self, death=None):
        """A bot at work, where it lives so long."""
        self.kill()
        fate = death or Death(at=At.NOWHERE)
        arguments = (self._settings, fate)
        self._process = self._processes.Process(target=bot_process.live, args=arguments)
        self._process.start()
        if fate.at is not At.IN_TICK:
            assert self._company.connected(1, timeout=SECONDS)

    def died(self):
        """See that it died as it was told, and no other way."""
        self._process.join(SECONDS)
        assert self._process.exitcode == -signal.SIGKILL, "the place was never reached"
        eventually(lambda: not self._company.connected(0, timeout=0), what="the end of its socket")

    def kill(self):
        if self._process:
            self._process.kill()
            self.died()
            self._process.close()
            self._process = None


def _settings(company, database_url):
    return Settings(
        slack_bot_token=company.bot_token,
        slack_app_token=company.app_token,
        slack_api_url=company.api_url,
        database_url=database_url,
        clock_offset_url=company.clock_url,
        listener_workers=4,
        lazy_workers=4,
        relay_workers=6,
        tick_seconds=60,
    )
