"""Two sides that press at once: two threads on SQLite, two bot processes on PostgreSQL."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager

import pytest

from bot.clock import utc_now
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.settings import Settings
from sandbox.client import Sandbox
from tests.builders import NOOR
from tests.races import bot_process
from tests.races.desks import SEED
from tests.races.replies import letterbox
from tests.refused import nothing_unexpected
from workflows import catalogue
from workflows.desk import Desk


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox.in_process() as sandbox:
        yield sandbox


@pytest.fixture
def company(sandbox, request):
    """A workspace of its own; without limits, as two thousand messages would take Slack an hour."""
    workspace = sandbox.workspace(seed=SEED, manifest=manifest(SURFACE), rate_limits=False)
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def desk(company, database):
    desk = Desk(database=database, clock=utc_now, team=company.team)
    catalogue.remember_workspace(desk, url="https://acme.slack.com/", bot=company.bot_user)
    return desk


@pytest.fixture
def put_in_force(desk):
    return lambda given: catalogue.apply(desk, given, by=NOOR)


@pytest.fixture
def box():
    with letterbox() as box:
        yield box


@pytest.fixture
def racing(company, database_url):
    """Races two lists of gestures, pair by pair; the bots deliver until the `with` block ends."""
    settings = Settings(
        slack_bot_token=company.bot_token,
        slack_app_token=company.app_token,
        slack_api_url=company.api_url,
        database_url=database_url,
        relay_workers=8,
        listener_workers=2,
        lazy_workers=2,
    )
    sides = _threads if database_url.startswith("sqlite") else _processes
    return lambda *gestures: sides(settings, gestures)


@contextmanager
def _threads(settings, gestures):
    barrier = threading.Barrier(len(gestures))
    with bot_process.a_bot(settings) as bot, ThreadPoolExecutor(len(gestures)) as pool:
        sides = [pool.submit(bot_process.press_together, bot, g, barrier) for g in gestures]
        yield [side.result() for side in sides]


@contextmanager
def _processes(settings, gestures):
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([bot_process.__name__])
    barrier = context.Barrier(len(gestures))
    with ExitStack() as stack:
        sides = [stack.enter_context(_process(context, settings, g, barrier)) for g in gestures]
        yield [_answers(side) for side in sides]


@contextmanager
def _process(context, settings, gestures, barrier):
    ours, theirs = context.Pipe(duplex=False)
    arguments = (settings, gestures, barrier, theirs)
    process = context.Process(target=bot_process.live, args=arguments)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _answers(side):
    assert side.poll(bot_process.WAIT_SECONDS), "a side did not come to its end"
    return side.recv()
