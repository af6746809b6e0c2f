"""What people see when Slack holds each channel to a message a second: one hot, eleven quiet."""

from dataclasses import dataclass, field
from statistics import median

from tests.bench import gestures
from tests.bench.bench import Bench
from tests.bench.bots import Bot
from tests.bench.databases import KINDS
from tests.bench.figures import Figure, percentile, spread, times
from tests.bench.load import Load, Outcome
from tests.bench.rows_cards import accepted_cards, card_wait
from tests.bench.slack import ONE_CALL
from tests.bench.stub_slack import GAP_SECONDS

HOT, QUIET = range(1), range(1, 12)
EACH, RATE = 12, 6.0
"""Three requests a second to the hot channel, and three to all the quiet ones together."""

LEAST_SECONDS = (EACH - 1) * GAP_SECONDS + ONE_CALL


@dataclass
class Seen:
    lost: list[int] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)


def limits(bench: Bench) -> list[Figure]:
    """All bots at once: it is the waiting that counts here."""
    bots = [bench.naive(), *map(bench.ours, KINDS)]
    seen = {bot.app: Seen() for bot in bots}
    bench.slack.behaves(limits=True)
    for n in bench.each_round("cards with limits"):
        outcomes = bench.slack.send_all({bot.app: _load() for bot in bots})
        bench.slack.wait_until_idle(seconds=2.5, limit=4 * EACH)
        for bot in bots if n else ():
            _look(bench, bot, outcomes[bot.app], seen[bot.app])
        for bot in bots:
            bench.settle(bot)
    bench.slack.behaves()
    return [_lost(seen), _last(seen), _quiet(seen)]


def _load() -> Load:
    pairs = zip(gestures.forms(EACH, areas=HOT), gestures.forms(EACH, areas=QUIET), strict=True)
    return Load(kind="interactive", payloads=[p for pair in pairs for p in pair], rate=RATE)


def _look(bench: Bench, bot: Bot, outcomes: list[Outcome], seen: Seen) -> None:
    cards = accepted_cards(bench, bot)
    waits = [card_wait(o, cards) for o in outcomes]
    there = [w for w in waits if w != float("inf")]
    seen.lost.append(len(waits) - len(there))
    start = outcomes[0].sent_at
    hot = [w + o.sent_at - start for w, o in zip(waits[::2], outcomes[::2], strict=True)]
    seen.last.append(max(hot) / LEAST_SECONDS)
    seen.quiet.append(percentile(waits[1::2], 0.95))


def _lost(seen: dict[str, Seen]) -> Figure:
    shown = {app: spread(s.lost, digits=0) for app, s in seen.items()}
    return Figure(
        name=f"limits on, 3/s to one channel, 3/s to eleven: cards lost of {2 * EACH}",
        **shown,
        first="0, always",
        is_met=not any(sum(seen[k].lost) for k in KINDS),
    )


def _last(seen: dict[str, Seen]) -> Figure:
    shown = {app: times(s.last, digits=2) for app, s in seen.items()}
    return Figure(
        name="the same: time to the hot channel's last card",
        **shown,
        beside=f"what the limits allow: {LEAST_SECONDS:.1f} s",
        first="≤ 1.3x",
        is_met=all(median(seen[k].last) <= 1.3 for k in KINDS),
    )


def _quiet(seen: dict[str, Seen]) -> Figure:
    shown = {app: spread(s.quiet, " s", digits=2) for app, s in seen.items()}
    return Figure(
        name="the same: a quiet channel's card, p95",
        **shown,
        first="< 2 s",
        is_met=all(median(seen[k].quiet) < 2 for k in KINDS),
    )
