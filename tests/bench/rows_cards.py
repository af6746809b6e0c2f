"""What people see: forms that open, and cards that stand in Slack."""

from statistics import median

from tests.bench import gestures
from tests.bench.bench import Bench
from tests.bench.bots import Bot
from tests.bench.databases import KINDS, campaigns
from tests.bench.figures import Figure, percentile, spread
from tests.bench.load import Load, Outcome
from tests.bench.slack import ONE_CALL
from tests.bench.stub_slack import Call

TRIGGER_SECONDS = 3.0
NEVER = float("inf")


def form(bench: Bench) -> list[Figure]:
    """Twenty people want the form at once, and Slack is slow."""
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    bench.slack.behaves(latency=1.0)
    for n in bench.each_round("forms that open"):
        for bot in map(bench.ours, KINDS):
            load = Load(kind="slash_commands", payloads=gestures.commands(20), users=20)
            outcomes = bench.send(bot, load)
            bench.slack.wait_until_idle(seconds=1.2)
            opened = {c.key: c.answered for c in bench.slack.calls(bot.app, "views.open")}
            waits = [opened.get(o.payload["trigger_id"], NEVER) - o.sent_at for o in outcomes]
            found[bot.app] += [max(waits)] if n else []
            bench.slack.forget()
    bench.slack.behaves()
    return [
        Figure(
            name="the last of 20 forms open after `/request`, Slack at 1,000 ms",
            sqlite=spread(found["sqlite"], " s", digits=2),
            postgresql=spread(found["postgresql"], " s", digits=2),
            beside="one call: 1 s",
            first="≤ 3 s, always",
            is_met=max(map(max, found.values())) <= TRIGGER_SECONDS,
        )
    ]


def card(bench: Bench) -> list[Figure]:
    """Fifty requests a second over sixty channels, and nothing that Slack forbids."""
    halves: dict[str, list[float]] = {"naive": [], **{kind: [] for kind in KINDS}}
    worst: dict[str, list[float]] = {"naive": [], **{kind: [] for kind in KINDS}}
    for n in bench.each_round("cards without limits"):
        for bot in (bench.naive(), *map(bench.ours, KINDS)):
            load = Load(kind="interactive", payloads=gestures.forms(120), rate=50)
            waits = _card_waits(bench, bot, load)
            halves[bot.app] += [percentile(waits, 0.5) / ONE_CALL] if n else []
            worst[bot.app] += [percentile(waits, 0.99) / ONE_CALL] if n else []
    shown = {
        app: f"{spread(halves[app], digits=2)} / {spread(worst[app], 'x', digits=2)}"
        for app in halves
    }
    is_met = all(median(halves[k]) <= 1.5 and median(worst[k]) <= 3 for k in KINDS)
    return [
        Figure(
            name="form sent → card accepted, no limits, 50/s over 60 channels, p50 / p99",
            **shown,
            beside="one call: 80 ms",
            first="≤ 1.5 / 3x one call",
            is_met=is_met,
        )
    ]


def _card_waits(bench: Bench, bot: Bot, load: Load) -> list[float]:
    outcomes = bench.send(bot, load)
    bench.slack.wait_until_idle(seconds=1.5)
    cards = accepted_cards(bench, bot)
    bench.settle(bot)
    return [card_wait(o, cards) for o in outcomes]


def accepted_cards(bench: Bench, bot: Bot) -> dict[str, float]:
    """When the card of each campaign was accepted in triage."""
    posts = [c for c in bench.slack.calls(bot.app, "chat.postMessage") if _is_card(c)]
    if bot.app not in KINDS:
        return {c.key.partition(": ")[2]: c.answered for c in posts}
    summaries = campaigns(bot.database)
    return {summaries[int(c.key.partition(":")[0][3:])]: c.answered for c in posts}


def _is_card(call: Call) -> bool:
    return call.channel.startswith("C0TRIAGE") and not call.is_refused


def card_wait(outcome: Outcome, cards: dict[str, float]) -> float:
    """Seconds from the form sent to its card accepted, or never."""
    typed = outcome.payload["view"]["state"]["values"]["summary"]["summary"]["value"]
    return cards.get(typed, NEVER) - outcome.sent_at
