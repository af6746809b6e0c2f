"""How soon the bot is there, and how much memory it takes."""

import time
from statistics import median

from tests.bench import bots, gestures
from tests.bench.bench import Bench
from tests.bench.databases import KINDS
from tests.bench.figures import Figure, spread
from tests.bench.load import Load

TICKETS = 1000
AT_REST_SECONDS = 2.0
IDLE_MEGABYTES, BUSY_MEGABYTES = 120, 150


def start(bench: Bench) -> list[Figure]:
    """From the process's start to the first ack of `/request`."""
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    idle: dict[str, list[float]] = {kind: [] for kind in KINDS}
    busy: dict[str, list[float]] = {}
    for n in bench.each_round("starting"):
        for kind in KINDS:
            is_last = n == bench.rounds
            taken, at_rest, after = _once(bench, kind, TICKETS if is_last else 0)
            seconds[kind] += [taken] if n else []
            idle[kind] += [at_rest] if n else []
            busy[kind] = [after]
    return [
        Figure(
            name="process started → first ack of `/request`",
            **{k: spread(seconds[k], " s", digits=2) for k in KINDS},
            first="≤ 3 s",
            is_met=all(median(seconds[k]) <= 3 for k in KINDS),
        ),
        _memory("memory at rest", idle, at_most=IDLE_MEGABYTES),
        _memory(f"memory after {TICKETS:,} tickets", busy, at_most=BUSY_MEGABYTES),
    ]


def _once(bench: Bench, kind: str, tickets: int) -> tuple[float, float, float]:
    app, database = f"start-{kind}", bench.databases.new(kind)
    begun = time.monotonic()
    with bots.started("ours", bench.slack, app=app, database=database) as bot:
        load = Load(kind="slash_commands", payloads=gestures.commands(1))
        [outcome] = bench.slack.send(app, load)
        assert outcome.acked_at
        time.sleep(AT_REST_SECONDS)
        idle = bot.megabytes
        if tickets:
            forms = Load(kind="interactive", payloads=gestures.forms(tickets))
            bench.slack.send(app, forms)
        return outcome.acked_at - begun, idle, bot.megabytes


def _memory(name: str, found: dict[str, list[float]], *, at_most: int) -> Figure:
    return Figure(
        name=name,
        **{k: spread(found[k], " MB", digits=0) for k in KINDS},
        first=f"≤ {at_most} MB",
        is_met=all(median(found[k]) <= at_most for k in KINDS),
    )
