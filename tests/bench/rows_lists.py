"""What people ask of very many tickets: Home, backlog, search, similar ones; and taking one in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import text

from domain.home import Spot, Tab
from domain.search import Query, asked, resembling
from storage.full_text import THOUSAND
from tests.bench import bare_sql, many_posts, many_tickets, many_words, raw_ticket
from tests.bench.bench import Bench, say
from tests.bench.databases import KINDS, opened
from tests.bench.figures import Figure
from tests.bench.rows_storage import Pair, compared, take_in, timed
from views.home_rows import Row
from views.lists import Listed
from workflows import catalogue, home, lists, similar
from workflows.desk import Desk

SMALL, BIG, SMALL_WHEN_QUICK, BIG_WHEN_QUICK = 10_000, 100_000, 1_000, 2_000
ASKED_A_ROUND, TAKEN_IN_A_ROUND = 40, 60
READER, AREA, OWNER = "U0OWNER01", "area01", "U0OWNER1"

ALONE, TAKING_IN = "by hand on the bare driver", "taking in a request"

Ask = Callable[[Desk], Sequence[Listed | Row]]

SEARCHED = {
    "search, a rare word": (many_words.RARE, 0),
    "search, a common word": (many_words.COMMON, 2),
    "search, two words": (many_words.TWO, 16),
}
"""The words, and how many of the newest thousands of tickets have enough of them; 0 is all."""


def _searching(words: str) -> Ask:
    return lambda desk: lists.search(desk, words, viewer=READER).rows


QUESTIONS: dict[str, Ask] = {
    "Home tab": lambda desk: home.look(desk, READER, Spot(tab=Tab.QUEUE)).rows,
    "my backlog": lambda desk: lists.of_owner(desk, OWNER).rows,
    **{name: _searching(words) for name, (words, _) in SEARCHED.items()},
    "similar tickets": lambda desk: similar.similar(desk, many_words.ALIKE, READER),
}


def by_hand(name: str, filled: "Filled") -> bare_sql.Ask:
    """The same question, as somebody would write it in SQL."""
    last = filled.how_many // THOUSAND
    match name:
        case "Home tab":
            return bare_sql.home(READER, AREA)
        case "my backlog":
            return bare_sql.backlog(OWNER)
        case "similar tickets":
            query = resembling(many_words.ALIKE, usual=())
            return bare_sql.similar(_known(query), READER, filled.now - similar.RECENTLY)
        case _:
            words, thousands = SEARCHED[name]
            newest = range(max(0, last - thousands + 1), last + 1) if thousands else ()
            return bare_sql.search(_known(asked(words)), READER, newest=newest)


def _known(query: Query | None) -> Query:
    assert query
    return query


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A database with so many tickets, and a desk at it, at the moment the last one came."""

    url: str
    desk: Desk
    how_many: int

    @property
    def now(self) -> datetime:
        return self.desk.clock()


def many(bench: Bench) -> list[Figure]:
    """Each question beside the same by hand, and beside a tenth of the tickets."""
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
    driver, bare = bare_sql.Driver(big.url), by_hand(name, big)
    _check(name, ask(big.desk), driver.at_one_moment(bare))
    times: list[tuple[float, float, float]] = []
    for n in bench.each_round(f"{name} on {big.desk.database.engine.dialect.name}"):
        numbers = range(ASKED_A_ROUND)
        ours = timed(lambda _: ask(big.desk), numbers)
        floor = timed(lambda _: driver.at_one_moment(bare), numbers)
        smaller = timed(lambda _: ask(few.desk), numbers)
        times += [(ours, floor, smaller)] if n else []
    driver.close()
    return _pairs(times)


def _check(name: str, ours: Sequence[Listed | Row], by_hand: bare_sql.Rows) -> None:
    """Both found the same tickets; of a search, ours are the best of theirs."""
    shown, found = [row.ticket.id for row in ours], [number for number, *_ in by_hand]
    assert shown, f"{name} found nothing"
    assert set(shown) <= set(found), f"{name}: not the same tickets"


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
