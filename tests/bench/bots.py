"""Bots in processes of their own: started, looked at and stopped."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from tests.bench.slack import Slack

ROOT = Path(__file__).parents[2]
LOG = Path(gettempdir()) / "tandem-bench.log"
"""What the bots complain of."""


@dataclass(frozen=True, kw_only=True)
class Bot:
    """`app` is what the stub Slack calls it."""

    app: str
    database: str
    process: subprocess.Popen[bytes]

    @property
    def megabytes(self) -> float:
        """What it holds in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) / 1024


@contextmanager
def started(kind: str, slack: Slack, *, app: str, database: str = "") -> Iterator[Bot]:
    """The bot, connected; `kind` is the module that is run: ours, naive or bare."""
    bot = start(kind, slack, app=app, database=database)
    try:
        slack.wait_for(app)
        yield bot
    finally:
        stop(bot, slack)


def start(kind: str, slack: Slack, *, app: str, database: str = "") -> Bot:
    """The bot, started and not waited for."""
    surroundings = {name: value for name, value in os.environ.items() if name.isupper()}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # a bot compiles its modules once, not anew
    surroundings |= {
        "SLACK_BOT_TOKEN": f"xoxb-{app}",
        "SLACK_APP_TOKEN": f"xapp-{app}",
        "SLACK_API_URL": slack.url,
        "DATABASE_URL": database,
        "LOG_LEVEL": "WARNING",
        "COMMAND_PREFIX": "",
    }
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"tests.bench.{kind}"], cwd=ROOT, env=surroundings, stderr=log
        )
    return Bot(app=app, database=database, process=process)


def stop(bot: Bot, slack: Slack) -> None:
    bot.process.terminate()
    try:
        bot.process.wait(15)
    except subprocess.TimeoutExpired:
        bot.process.kill()
        bot.process.wait()
    slack.wait_until_gone(bot.app)
