"""R13: however often and wherever a gesture is told to us, it has one effect."""

import multiprocessing
from contextlib import ExitStack, closing, contextmanager
from itertools import groupby

import pytest

from bot.clock import utc_now
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.settings import Settings
from domain.errors import TicketNotFound
from sandbox.client import Sandbox
from tests.bars import redelivering as slack
from tests.bars import sized
from tests.builders import NOOR, saved
from tests.kills.seen import posts, tickets_told_of
from tests.marks import on_both
from tests.races import bot_process
from tests.races.desks import EITHER, SEED
from tests.refused import nothing_unexpected
from tests.scenarios.acting import eventually
from workflows import catalogue, delivery, errands
from workflows.desk import Desk

GESTURES, MOST_COPIES = sized(50, 500), 11
SIDES = 2


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox.in_process() as sandbox:
        yield sandbox


@pytest.fixture
def company(sandbox, request):
    """Events are told by the test alone; no limits, as Slack's would make it last for an hour."""
    deaf = manifest(SURFACE)
    del deaf["settings"]["event_subscriptions"]
    workspace = sandbox.workspace(seed=SEED, manifest=deaf, rate_limits=False)
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def desk(company, database):
    desk = Desk(database=database, clock=utc_now, team=company.team)
    catalogue.remember_workspace(desk, url="https://acme.slack.com/", bot=company.bot_user)
    catalogue.apply(desk, EITHER, by=NOOR)
    return desk


@pytest.fixture
def sides(company, database_url):
    """Deliver what they are given: threads of one bot on SQLite, two bots on PostgreSQL."""
    settings = Settings(
        slack_bot_token=company.bot_token,
        slack_app_token=company.app_token,
        slack_api_url=company.api_url,
        database_url=database_url,
        relay_workers=8,
        listener_workers=2,
        lazy_workers=2,
    )
    bots = 1 if database_url.startswith("sqlite") else SIDES
    with ExitStack() as stack:
        yield [stack.enter_context(_process(settings)) for _ in range(bots)]


@pytest.mark.timeout(600)
@pytest.mark.refused("thread_not_found")
@on_both
def test_a_gesture_told_up_to_eleven_times_makes_one_ticket(company, desk, sides, chance):
    gestures = slack.gestures(company, GESTURES)
    told = [copy for each in gestures for copy in each.copies(chance, MOST_COPIES)]
    chance.shuffle(told)

    assert set(delivered(sides, told)) == {200}

    settled(desk)
    assert count(desk) == GESTURES
    assert tickets_told_of(company) == set(range(1, GESTURES + 1))
    assert set(posts(company).values()) == {1}
    assert set(replies(company).values()) == {1}


@pytest.mark.timeout(600)
@on_both
def test_our_own_posts_told_to_us_change_nothing(company, desk, sides, chance):
    gestures = slack.gestures(company, sized(10, 50))
    delivered(sides, [each.body for each in gestures])
    settled(desk)
    before = company.journal()

    echoes = [slack.echo(company, e) for e in before if e["method"] == "chat.postMessage"]
    assert set(delivered(sides, chance.sample(echoes * 2, len(echoes) * 2))) == {200}

    settled(desk)
    assert company.journal() == before
    assert count(desk) == len(gestures)


def delivered(sides, bodies):
    """Dealt out to the sides, which work at the same time; the status of each answer."""
    hands = [bodies[n :: len(sides)] for n in range(len(sides))]
    for side, hand in zip(sides, hands, strict=True):
        side.send(hand)
    return [status for side in sides for status in side.recv()]


def replies(company):
    """How often we answered below each message, or told its author directly."""
    made = [e for e in company.journal() if e["method"] == "chat.postMessage"]
    keys = sorted(_about(e) for e in made if ":requester" in e["metadata"]["event_payload"]["key"])
    return {key: len(list(each)) for key, each in groupby(keys)}


def _about(entry):
    return entry["metadata"]["event_payload"]["key"].partition(":")[0]


def settled(desk):
    def is_quiet():
        return not (errands.waiting(desk) or delivery.waiting(desk))

    for _ in range(30 if GESTURES > 50 else 5):
        try:
            return eventually(is_quiet, what="quiet")
        except AssertionError:
            continue
    raise AssertionError("still at work")


def count(desk):
    """How many tickets there are."""
    number = 0
    while True:
        try:
            saved(desk, number + 1)
        except TicketNotFound:
            return number
        number += 1


@contextmanager
def _process(settings):
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([bot_process.__name__])
    ours, theirs = context.Pipe()
    process = context.Process(target=slack.live, args=(settings, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
