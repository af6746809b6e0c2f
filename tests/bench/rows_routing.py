"""Finding the way of a request among very many rules, beside a bare loop over them."""

from statistics import median

from domain.catalogue import Area, Catalogue
from domain.condition import Facts
from domain.routing import way
from tests.bench import bare_rules
from tests.bench.bench import Bench
from tests.bench.figures import Figure, milliseconds, times
from tests.bench.rows_storage import timed
from tests.builders import a_catalogue

ASKED_A_ROUND = 50
AT_MOST = 3


def routing(bench: Bench) -> list[Figure]:
    """No database is asked: one figure stands for both."""
    catalogue = _catalogue()
    ask = bare_rules.asker(catalogue.routing)
    last = len(catalogue.routing) - 1
    ours: list[float] = []
    floor: list[float] = []
    for n in bench.each_round("routing"):
        facts = [_facts(n * ASKED_A_ROUND + i) for i in range(ASKED_A_ROUND)]
        assert way(facts[0], None, catalogue).rule == catalogue.routing[ask(facts[0])].name
        assert ask(facts[0]) == last, "every rule has to be asked"
        mine = timed(lambda i, facts=facts: way(facts[i], None, catalogue), range(ASKED_A_ROUND))
        bare = timed(lambda i, facts=facts: ask(facts[i]), range(ASKED_A_ROUND))
        ours += [mine] if n else []
        floor += [bare] if n else []
    ratios = [o / f for o, f in zip(ours, floor, strict=True)]
    shown = f"{milliseconds(ours, digits=2)}, {times(ratios)}"
    return [
        Figure(
            name=f"routing a request by {bare_rules.HOW_MANY} rules, the last one fits",
            sqlite=shown,
            postgresql=shown,
            beside=f"a bare loop over their conditions: {milliseconds(floor, digits=2)}",
            first=f"≤ {AT_MOST}x",
            is_met=median(ratios) <= AT_MOST,
        )
    ]


def _catalogue() -> Catalogue:
    area = Area(key="area07", name="Area 7", owner="U0OWNER07", triage="C0AREA07")
    return a_catalogue(areas=(area,), routing=bare_rules.rules())


def _facts(n: int) -> Facts:
    """No two requests say the same."""
    [words] = bare_rules.FACTS["words"]
    return dict(bare_rules.FACTS) | {"words": (f"{words}{n}",)}
