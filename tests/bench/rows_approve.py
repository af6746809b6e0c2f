"""A yes: its transaction against its own rows by bare SQL, and fifty of them with one press."""

import time

from sqlalchemy import event

from domain.approval import Press, Verdict
from domain.home import Spot, Tab
from domain.request import Request
from tests.bench import raw_approve
from tests.bench.bench import Bench
from tests.bench.databases import KINDS, awaiting, counts, opened
from tests.bench.desk import requester
from tests.bench.figures import Figure, milliseconds
from tests.bench.gestures import PURPOSE
from tests.bench.rows_storage import Pair, compared, timed
from workflows import approval, bulk, catalogue, home, intake
from workflows.desk import Desk

A_ROUND, SEVERAL = 100, 50

Decision = tuple[int, str]


def approve(bench: Bench) -> list[Figure]:
    """Approve pressed, one ticket to a commit; and fifty approved with one press."""
    single = compared(
        "Approve's transaction, median",
        {kind: _decisions(bench, kind) for kind in KINDS},
        beside="its rows by raw SQL",
        at_most=4,
    )
    return [single, _several(bench)]


def _decisions(bench: Bench, kind: str) -> Pair:
    url = bench.databases.new(kind)
    by_hand, close = raw_approve.decider(url)
    ours: list[float] = []
    raw: list[float] = []
    with opened(url) as desk:
        catalogue.refresh(desk)
        for n in bench.each_round(f"Approve on {kind}"):
            waiting = _filed(desk, url, 2 * A_ROUND, turn=n)
            mine, theirs = waiting[:A_ROUND], waiting[A_ROUND:]
            begin = counts(url)
            found = timed(lambda i, chosen=mine: _press(desk, *chosen[i]), range(A_ROUND))
            between = counts(url)
            floor = timed(lambda i, chosen=theirs: by_hand(*chosen[i]), range(A_ROUND))
            end = counts(url)
            assert all(end[t] - between[t] == between[t] - begin[t] for t in end), "other rows"
            assert not awaiting(url), "not all of them are decided"
            ours += [found] if n else []
            raw += [floor] if n else []
    close()
    return ours, raw


def _several(bench: Bench) -> Figure:
    """One commit, and the next look at Home shows none of them any more."""
    taken: dict[str, list[float]] = {}
    for kind in KINDS:
        url = bench.databases.new(kind)
        with opened(url) as desk:
            catalogue.refresh(desk)
            rounds = bench.each_round(f"{SEVERAL} at once on {kind}")
            found = [_at_once(desk, url, turn=n) for n in rounds]
        taken[kind] = found[1:]
    return Figure(
        name=f"{SEVERAL} approved with one press: commits, and time until Home shows none",
        **{kind: f"1, {milliseconds(taken[kind])}" for kind in KINDS},
        first="1 commit",
        is_met=True,
    )


def _at_once(desk: Desk, url: str, *, turn: int) -> float:
    """The seconds until Home shows that nothing waits. Fails where it took two commits."""
    waiting = _filed(desk, url, SEVERAL, turn=turn)
    [approver] = {person for _, person in waiting}
    chosen = {ticket: "1.0" for ticket, _ in waiting}
    commits: list[object] = []
    count = commits.append
    event.listen(desk.database.engine, "commit", count)
    start = time.perf_counter()
    decided = bulk.approve(desk, chosen, by=approver, key=f"form:{turn}")
    event.remove(desk.database.engine, "commit", count)
    shown = home.look(desk, approver, Spot(tab=Tab.WAITING))
    seconds = time.perf_counter() - start
    assert len(decided.approved) == SEVERAL, decided.left_out
    assert not shown.rows, "Home shows what is decided"
    assert len(commits) == 1, f"{len(commits)} commits"
    return seconds


def _filed(desk: Desk, url: str, how_many: int, *, turn: int) -> list[Decision]:
    """So many requests that await the yes of one area's owner."""
    for n in range(how_many):
        request = Request(
            requester=requester(n % 1000),
            area="area00",
            request_type="access",
            summary=f"Access {n}",
            purpose=PURPOSE,
        )
        intake.take_in(desk, request, key=f"form:V{turn}.{n}.approve")
    return awaiting(url)


def _press(desk: Desk, ticket: int, person: str) -> None:
    press = Press(
        key=f"press:{ticket}.ours",
        by=person,
        ticket_id=ticket,
        turn="1.0",
        verdict=Verdict.APPROVED,
    )
    approval.decide(desk, press)
