"""`python -m tests.bench`: measure, print the table as Markdown, exit 1 when a target is missed."""

import argparse
import os
import platform
import signal
import sys
import time
from datetime import UTC, date, datetime

from tests.bench import (
    rows_acks,
    rows_approve,
    rows_cards,
    rows_limits,
    rows_lists,
    rows_routing,
    rows_start,
    rows_storage,
)
from tests.bench.bench import Bench, opened_bench, say
from tests.bench.bots import LOG
from tests.bench.figures import table

ROWS = {
    "ticket": rows_storage.ticket,
    "command": rows_acks.command,
    "commit": rows_acks.commit,
    "approve": rows_approve.approve,
    "capacity": rows_acks.capacity,
    "form": rows_cards.form,
    "card": rows_cards.card,
    "limits": rows_limits.limits,
    "start": rows_start.start,
    "questions": rows_storage.questions,
    "many": rows_lists.many,
    "routing": rows_routing.routing,
}
ROUNDS, QUICK_ROUNDS = 5, 2


def main() -> int:
    asked = _arguments()
    rounds = QUICK_ROUNDS if asked.quick else ROUNDS
    LOG.unlink(missing_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    begun = time.monotonic()
    with opened_bench(rounds=rounds, is_quick=asked.quick) as bench:
        conditions = _conditions(bench)
        figures = [f for name in asked.only or ROWS for f in ROWS[name](bench)]
    say(f"done in {time.monotonic() - begun:.0f} s; what the bots complained of is in {LOG}")
    sys.stdout.write(f"{conditions}\n\n{table(figures)}\n")
    missed = [f.name for f in figures if not f.is_met]
    for name in missed:
        say(f"missed: {name}")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, fewer tickets")
    parser.add_argument(
        "--only", action="append", choices=ROWS, metavar="NAME", help=f"one of {', '.join(ROWS)}"
    )
    return parser.parse_args()


def _conditions(bench: Bench) -> str:
    today: date = datetime.fromtimestamp(time.time(), UTC).date()
    return (
        f"{today}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"{platform.system()} {platform.machine()}, load {os.getloadavg()[0]:.1f} at the start. "
        f"{bench.databases.settings()} "
        f"Medians of {bench.rounds} alternating rounds, least and greatest in brackets; nothing "
        "is random. Slack is a local stub that answers after 80 ms, without TLS."
    )


if __name__ == "__main__":
    sys.exit(main())
