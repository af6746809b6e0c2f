"""What every row needs: Slack, databases, bots that are started once, rounds and progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.bench import bots, databases, slack
from tests.bench.bots import Bot
from tests.bench.databases import KINDS, Databases, empty_outbox
from tests.bench.load import Load, Outcome
from tests.bench.slack import Slack


@dataclass(kw_only=True)
class Bench:
    slack: Slack
    databases: Databases
    rounds: int
    is_quick: bool
    _open: ExitStack
    _bots: dict[str, Bot] = field(default_factory=dict)

    def bare(self) -> Bot:
        return self._bot("bare", "bare", lambda: "")

    def naive(self) -> Bot:
        """On SQLite: it is Slack that holds it back, not its database."""
        return self._bot("naive", "naive", self.databases.new_empty_sqlite)

    def ours(self, kind: str) -> Bot:
        """Ours on a database of this kind."""
        return self._bot("ours", kind, lambda: self.databases.new(kind))

    def send(self, bot: Bot, load: Load) -> list[Outcome]:
        return self.slack.send(bot.app, load)

    def settle(self, bot: Bot) -> None:
        """Throw away what the bot has still to send, and wait until it is quiet."""
        if bot.app in KINDS:
            empty_outbox(bot.database)
        self.slack.wait_until_idle()
        self.slack.forget()

    def each_round(self, name: str) -> Iterator[int]:
        """Round numbers from 1, after a round 0 that warms up and does not count."""
        for n in range(self.rounds + 1):
            say(f"{name}: {f'round {n} of {self.rounds}' if n else 'warming up'}")
            yield n

    def _bot(self, module: str, app: str, new_database: Callable[[], str]) -> Bot:
        if app not in self._bots:
            starting = bots.started(module, self.slack, app=app, database=new_database())
            self._bots[app] = self._open.enter_context(starting)
        return self._bots[app]


@contextmanager
def opened_bench(*, rounds: int, is_quick: bool) -> Iterator[Bench]:
    with databases.running() as made, slack.running() as stub, ExitStack() as stack:
        yield Bench(slack=stub, databases=made, rounds=rounds, is_quick=is_quick, _open=stack)


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
