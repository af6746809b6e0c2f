"""Acks: of the command, of what commits first, and how many a second can be borne."""

from collections.abc import Sequence
from statistics import median

from tests.bench import gestures
from tests.bench.bench import Bench, say
from tests.bench.bots import Bot
from tests.bench.databases import KINDS, awaiting
from tests.bench.figures import Figure, milliseconds, percentile, spread, times
from tests.bench.load import Load, Outcome, Payload

SLOW, STEP, STEP_SECONDS = 0.25, 1.12, 2.0
AT_A_TIME = 400
NEVER = float("inf")
"""A press that was acked and not done, as well: its refusal follows out of band."""

Measured = dict[str, list[float]]


def command(bench: Bench) -> list[Figure]:
    """/request, whose form opens after the ack."""
    found: Measured = {"bare": [], **{kind: [] for kind in KINDS}}
    for n in bench.each_round("ack of /request"):
        for bot in (bench.bare(), *map(bench.ours, KINDS)):
            load = Load(kind="slash_commands", payloads=gestures.commands(AT_A_TIME))
            worst = p99(bench.send(bot, load))
            bench.settle(bot)
            found[bot.app] += [worst] if n else []
    return [_beside_bare("`/request` acked, 16 users, p99", found, at_most=5)]


def commit(bench: Bench) -> list[Figure]:
    """A request sent and Approve pressed: both are acked after their commit."""
    sent: Measured = {"bare": [], **{kind: [] for kind in KINDS}}
    pressed: Measured = {"bare": [], **{kind: [] for kind in KINDS}}
    for n in bench.each_round("ack after the commit"):
        for bot in (bench.bare(), *map(bench.ours, KINDS)):
            forms = gestures.forms(AT_A_TIME, kind="access")
            first = p99(bench.send(bot, _interactive(forms)))
            bench.settle(bot)
            tickets = awaiting(bot.database) if bot.app in KINDS else _tickets()
            second = p99(bench.send(bot, _interactive(gestures.approvals(tickets))))
            second = NEVER if bot.app in KINDS and awaiting(bot.database) else second
            bench.settle(bot)
            sent[bot.app] += [first] if n else []
            pressed[bot.app] += [second] if n else []
    return [
        _beside_bare("form sent, committed and acked, 16 users, p99", sent, at_most=15, ms=100),
        _beside_bare("Approve, committed and acked, 16 users, p99", pressed, at_most=15, ms=100),
    ]


def capacity(bench: Bench) -> list[Figure]:
    """Requests a second until acks are slow, at Slack's usual pace and with a slow Slack."""
    rates: dict[str, float] = {"naive": 20, **{kind: 60 for kind in KINDS}}
    usual: Measured = {name: [] for name in rates}
    slow: Measured = {kind: [] for kind in KINDS}
    for n in bench.each_round("requests a second"):
        for bot in (bench.naive(), *map(bench.ours, KINDS)):
            bench.slack.behaves(latency=0.08)
            rates[bot.app] = _bearable(bench, bot, near=rates[bot.app], is_first=n == 0)
            usual[bot.app] += [rates[bot.app]] if n else []
            if bot.app in KINDS and n:
                bench.slack.behaves(latency=1.0)
                slow[bot.app].append(_bearable(bench, bot, near=rates[bot.app]))
    bench.slack.behaves()
    return [_against_naive(usual), _unchanged(usual, slow)]


def p99(outcomes: Sequence[Outcome]) -> float:
    """An ack that says it was not done counts as one that never came."""
    return percentile([NEVER if _is_failed(o) else o.seconds for o in outcomes], 0.99)


def _is_failed(outcome: Outcome) -> bool:
    return bool(outcome.answer) and "errors" in str(outcome.answer)


def _bearable(bench: Bench, bot: Bot, *, near: float, is_first: bool = False) -> float:
    """The highest rate, in steps, at which acks are not slow."""
    step = STEP**3 if is_first else STEP
    rate, is_fine = near, _is_borne(bench, bot, near)
    while is_fine and _is_borne(bench, bot, rate * step):
        rate *= step
    while not is_fine and rate > 1:
        rate /= step
        is_fine = _is_borne(bench, bot, rate)
    return rate


def _is_borne(bench: Bench, bot: Bot, rate: float) -> bool:
    forms = gestures.forms(round(rate * STEP_SECONDS))
    load = Load(kind="interactive", payloads=forms, rate=rate)
    worst = p99(bench.send(bot, load))
    bench.settle(bot)
    say(f"  {bot.app}: {rate:.0f}/s, p99 {worst * 1000:.0f} ms")
    return worst <= SLOW


def _interactive(payloads: list[Payload]) -> Load:
    return Load(kind="interactive", payloads=payloads)


def _tickets() -> list[tuple[int, str]]:
    """For the bare listener, that does not look at them."""
    return [(n, "U0OWNER00") for n in range(AT_A_TIME)]


def _beside_bare(name: str, found: Measured, *, at_most: float, ms: float = 1e9) -> Figure:
    ratios = {
        kind: [ours / bare for ours, bare in zip(found[kind], found["bare"], strict=True)]
        for kind in KINDS
    }
    shown = {kind: f"{milliseconds(found[kind])}, {times(ratios[kind])}" for kind in KINDS}
    is_met = all(
        median(ratios[kind]) <= at_most and median(found[kind]) * 1000 <= ms for kind in KINDS
    )
    return Figure(
        name=name,
        **shown,
        beside=f"bare Bolt: {milliseconds(found['bare'])}",
        first=f"≤ {at_most}x" + (f" and ≤ {ms:.0f} ms" if ms < 1e9 else ""),
        is_met=is_met,
    )


def _against_naive(usual: Measured) -> Figure:
    ratios = {k: median(usual[k]) / median(usual["naive"]) for k in KINDS}
    shown = {k: f"{spread(usual[k], '/s', digits=0)}, {ratios[k]:.1f}x" for k in KINDS}
    return Figure(
        name="requests a second until ack p99 passes 250 ms, Slack at 80 ms",
        **shown,
        naive=spread(usual["naive"], "/s", digits=0),
        first="≥ 5x naive",
        is_met=min(ratios.values()) >= 5,
    )


def _unchanged(usual: Measured, slow: Measured) -> Figure:
    kept = {k: median(slow[k]) / median(usual[k]) for k in KINDS}
    shown = {k: f"{spread(slow[k], '/s', digits=0)}, {kept[k]:.2f}x" for k in KINDS}
    return Figure(
        name="the same with Slack at 1,000 ms",
        **shown,
        beside="the row above",
        first="≥ 0.8x",
        is_met=min(kept.values()) >= 0.8,
    )
