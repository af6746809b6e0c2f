"""The database alone: a whole ticket against its rows, and questions to very many tickets."""

import time
from collections.abc import Callable
from statistics import median

from domain.digest import Weeks
from domain.request import Request
from tests.bench import many_tickets, raw_digest, raw_ticket
from tests.bench.bench import Bench, say
from tests.bench.databases import KINDS, counts, opened
from tests.bench.desk import requester
from tests.bench.figures import Figure, milliseconds, times
from tests.bench.gestures import PURPOSE
from workflows import intake
from workflows.desk import Desk

SMALL, BIG, BIG_WHEN_QUICK = 10_000, 1_000_000, 100_000
TICKETS_A_ROUND, QUESTIONS_A_ROUND, DIGESTS_A_ROUND = 200, 100, 5
LIMIT = 20

Pair = tuple[list[float], list[float]]


def ticket(bench: Bench) -> list[Figure]:
    """take_in against its rows, one ticket to a commit."""
    return [
        compared(
            "a whole ticket transaction, median",
            {kind: _tickets(bench, kind) for kind in KINDS},
            beside="its rows by raw SQL",
            at_most=6,
        )
    ]


def questions(bench: Bench) -> list[Figure]:
    """The lists that people ask for, and the digest's numbers, when there are very many tickets."""
    how_many = BIG_WHEN_QUICK if bench.is_quick else BIG
    owner, asker, digest = {}, {}, {}
    for kind in KINDS:
        small, big = (_filled(bench, kind, n) for n in (SMALL, how_many))
        with opened(small) as few, opened(big) as many:
            owner[kind] = _lists(bench, few, many, of_owner)
            asker[kind] = _lists(bench, few, many, of_requester)
            digest[kind] = _digests(bench, many, big)
    size = f"{how_many:,} tickets"
    return [
        compared(f"owner's backlog at {size}", owner, beside=f"at {SMALL:,}", at_most=2),
        compared(f"requester's list at {size}", asker, beside=f"at {SMALL:,}", at_most=2),
        compared(f"a digest's numbers at {size}", digest, beside="hand-written SQL", at_most=5),
    ]


def of_owner(desk: Desk, n: int) -> int:
    with desk.reading() as tx:
        name = f"U0OWNER{n % many_tickets.OWNERS}"
        return len(tx.lists.of_owner(name, limit=LIMIT).tickets)


def of_requester(desk: Desk, n: int) -> int:
    with desk.reading() as tx:
        name = f"U0ASKER{n % many_tickets.OWNERS}"
        return len(tx.lists.of_requester(name, limit=LIMIT).tickets)


def _tickets(bench: Bench, kind: str) -> Pair:
    url = bench.databases.new(kind)
    write, close = raw_ticket.writer(url)
    ours: list[float] = []
    raw: list[float] = []
    with opened(url) as desk:
        for n in bench.each_round(f"a whole ticket on {kind}"):
            numbers = range(2 * n * TICKETS_A_ROUND, (2 * n + 1) * TICKETS_A_ROUND)
            before = counts(url)
            mine = timed(lambda i: take_in(desk, i), numbers)
            between = counts(url)
            floor = timed(write, range(numbers.stop, numbers.stop + TICKETS_A_ROUND))
            assert _grown(before, between) == _grown(between, counts(url)), "not the same rows"
            ours += [mine] if n else []
            raw += [floor] if n else []
    close()
    return ours, raw


def _grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in after}


def take_in(desk: Desk, n: int) -> None:
    request = Request(
        requester=requester(n % 1000),
        area=f"area{n % 60:02}",
        request_type="page",
        summary=f"Page for campaign {n}",
        purpose=PURPOSE,
    )
    intake.take_in(desk, request, key=f"form:V{n}:{n}.ours")


def _lists(bench: Bench, few: Desk, many: Desk, ask: Callable[[Desk, int], int]) -> Pair:
    ours: list[float] = []
    floor: list[float] = []
    for n in bench.each_round(f"{ask.__name__} on {few.database.engine.dialect.name}"):
        assert ask(few, n) == ask(many, n) == LIMIT
        small = timed(lambda i: ask(few, i), range(QUESTIONS_A_ROUND))
        big = timed(lambda i: ask(many, i), range(QUESTIONS_A_ROUND))
        ours += [big] if n else []
        floor += [small] if n else []
    return ours, floor


def _digests(bench: Bench, many: Desk, url: str) -> Pair:
    weeks = raw_digest.weeks()
    asked = raw_digest.asker(url)
    ours: list[float] = []
    raw: list[float] = []
    for n in bench.each_round(f"digest on {many.database.engine.dialect.name}"):
        assert _digest(many, weeks) == asked(0), "not the same numbers"
        mine = timed(lambda _: _digest(many, weeks), range(DIGESTS_A_ROUND))
        floor = timed(asked, range(DIGESTS_A_ROUND))
        ours += [mine] if n else []
        raw += [floor] if n else []
    return ours, raw


def _digest(desk: Desk, weeks: Weeks) -> tuple[int, ...]:
    with desk.reading() as tx:
        found = tx.digests.now("2026-W09", weeks, as_of=weeks.end)
    moved = (found.moved.new, found.moved.approved, found.moved.resolved)
    before = (found.before.new, found.before.approved, found.before.resolved)
    return (*moved, *before, *(b.count for b in found.backlogs), found.approvals)


def timed(do: Callable[[int], object], numbers: range) -> float:
    """The median of one call's seconds."""
    taken = []
    for n in numbers:
        start = time.perf_counter()
        do(n)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _filled(bench: Bench, kind: str, how_many: int) -> str:
    say(f"writing {how_many:,} tickets to {kind}")
    url = bench.databases.new(kind)
    with opened(url) as desk:
        many_tickets.write(desk.database.engine, how_many)
    return url


def compared(name: str, found: dict[str, Pair], *, beside: str, at_most: float) -> Figure:
    ratios = {k: [o / f for o, f in zip(*found[k], strict=True)] for k in KINDS}
    shown = {k: f"{milliseconds(found[k][0], digits=2)}, {times(ratios[k])}" for k in KINDS}
    floors = " / ".join(milliseconds(found[k][1], digits=2) for k in KINDS)
    return Figure(
        name=name,
        **shown,
        beside=f"{beside}: {floors}",
        first=f"≤ {at_most}x",
        is_met=all(median(ratios[k]) <= at_most for k in KINDS),
    )
