"""What people ask of very many tickets: Home, backlog, search, similar ones; and taking one in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import text

from domain.home import Spot, Tab
from tests.bench import bare_sql, many_posts, many_tickets, many_words, raw_ticket
from tests.bench.bench import Bench, say
from tests.bench.databases import KINDS, opened
from tests.bench.figures import Figure
from tests.bench.rows_storage import Pair, compared, take_in, timed
from workflows import catalogue, home, lists, similar
from workflows.desk import Desk

SMALL, BIG, SMALL_WHEN_QUICK, BIG_WHEN_QUICK = 10_000, 100_000, 1_000, 2_000
ASKED_A_ROUND, TAKEN_IN_A_ROUND = 40, 60
READER, OWNER = "U0OWNER01", "U0OWNER1"

ALONE, TAKING_IN = "its own statements on the bare driver", "taking in a request"

Ask = Callable[[Desk], object]
QUESTIONS: dict[str, Ask] = {
    "Home tab": lambda desk: home.look(desk, READER, Spot(tab=Tab.QUEUE)).rows,
    "my backlog": lambda desk: lists.of_owner(desk, OWNER).rows,
    "search, a rare word": lambda desk: lists.search(desk, many_words.RARE, viewer=READER).rows,
    "search, a common word": lambda desk: lists.search(desk, many_words.COMMON, viewer=READER).rows,
    "search, two words": lambda desk: lists.search(desk, many_words.TWO, viewer=READER).rows,
    "similar tickets": lambda desk: similar.similar(desk, many_words.ALIKE, READER),
}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A database with so many tickets, and a desk at it, at the moment the last one came."""

    url: str
    desk: Desk
    how_many: int


def many(bench: Bench) -> list[Figure]:
    """Each question beside its own statements alone, and beside a tenth of the tickets."""
    sizes = (SMALL_WHEN_QUICK, BIG_WHEN_QUICK) if bench.is_quick else (SMALL, BIG)
    floors: dict[str, dict[str, Pair]] = {name: {} for name in (*QUESTIONS, TAKING_IN)}
    growth: dict[str, dict[str, Pair]] = {name: {} for name in floors}
    for kind in KINDS:
        with ExitStack() as stack:
            few, big = (stack.enter_context(_filled(bench, kind, n)) for n in sizes)
            for name, ask in QUESTIONS.items():
                floors[name][kind], growth[name][kind] = _asked(bench, name, ask, few, big)
            taken_in = _taken_in(bench, TAKING_IN, few, big)
            floors[TAKING_IN][kind], growth[TAKING_IN][kind] = taken_in
    beside = dict.fromkeys(QUESTIONS, ALONE) | {TAKING_IN: "its rows by raw SQL"}
    size, smaller = (f"{n:,}" for n in reversed(sizes))
    return [
        figure
        for name in floors
        for figure in (
            compared(f"{name}, {size} tickets", floors[name], beside=beside[name], at_most=3),
            compared(f"{name}, {size} tickets", growth[name], beside=f"at {smaller}", at_most=1.5),
        )
    ]


def _asked(bench: Bench, name: str, ask: Ask, few: Filled, big: Filled) -> tuple[Pair, Pair]:
    assert ask(big.desk), f"{name} found nothing"
    statements = bare_sql.asked_by(big.desk, ask)
    bare, hang_up = bare_sql.asker(big.url, statements)
    times: list[tuple[float, float, float]] = []
    for n in bench.each_round(f"{name} on {big.desk.database.engine.dialect.name}"):
        numbers = range(ASKED_A_ROUND)
        ours = timed(lambda _: ask(big.desk), numbers)
        floor = timed(bare, numbers)
        smaller = timed(lambda _: ask(few.desk), numbers)
        times += [(ours, floor, smaller)] if n else []
    hang_up()
    return _pairs(times)


def _taken_in(bench: Bench, name: str, few: Filled, big: Filled) -> tuple[Pair, Pair]:
    """On SQLite each commit waits for the disk, in ours and in the floor."""
    write, close = raw_ticket.writer(big.url)
    times: list[tuple[float, float, float]] = []
    for n in bench.each_round(f"{name} on {big.desk.database.engine.dialect.name}"):
        numbers = range(2 * n * TAKEN_IN_A_ROUND, (2 * n + 1) * TAKEN_IN_A_ROUND)
        after = range(numbers.stop, numbers.stop + TAKEN_IN_A_ROUND)
        ours = timed(lambda i: take_in(big.desk, i), numbers)
        floor = timed(write, after)
        smaller = timed(lambda i: take_in(few.desk, i), numbers)
        times += [(ours, floor, smaller)] if n else []
    close()
    return _pairs(times)


def _pairs(times: list[tuple[float, float, float]]) -> tuple[Pair, Pair]:
    ours, floors, smaller = ([one[place] for one in times] for place in range(3))
    return (ours, floors), (ours, smaller)


@contextmanager
def _filled(bench: Bench, kind: str, how_many: int) -> Iterator[Filled]:
    say(f"writing {how_many:,} tickets with their words to {kind}")
    url = bench.databases.new(kind)
    with opened(url) as desk:
        many_tickets.write(desk.database.engine, how_many)
        many_words.write(desk.database.engine, how_many)
        many_posts.write(desk.database.engine)
        _number_from(desk, how_many)
        then = datetime.fromtimestamp(many_tickets.END, UTC)
        catalogue.refresh(desk)
        yield Filled(url=url, desk=replace(desk, clock=lambda: then), how_many=how_many)


def _number_from(desk: Desk, how_many: int) -> None:
    """The next ticket gets the next number."""
    engine = desk.database.engine
    counter = f"INSERT INTO counter (team, last) VALUES ('T1', {how_many})"
    sequence = f'CREATE SEQUENCE "{raw_ticket.SEQUENCE}" START {how_many + 1}'
    with engine.begin() as connection:
        connection.execute(text(counter if engine.dialect.name == "sqlite" else sequence))
