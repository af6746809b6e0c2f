"""Routing: which area takes a request, who owns it, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.catalogue import Area, Assign, Catalogue, RequestType, RoutingRule
from domain.condition import Facts, all_hold
from domain.people import Side


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where a request goes, before a person is chosen: among these people, in this manner.

    `rule` is the name of the rule that fitted; None is the default way.
    """

    area: Area
    assign: Assign
    people: tuple[str, ...]
    rule: str | None = None

    @property
    def queue(self) -> str:
        """Whose turn it is counts within this."""
        return f"rule:{self.rule}" if self.rule else f"area:{self.area.key}"


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many open tickets each has, and who was the last to get one of this queue."""

    open: Mapping[str, int] = field(default_factory=dict)
    last: str | None = None


@dataclass(frozen=True, kw_only=True)
class Routed:
    """`owner` is None when nobody could be chosen; `skipped` were passed over, as they are away."""

    way: Way
    owner: str | None
    skipped: tuple[str, ...] = ()


def way(facts: Facts, kind: RequestType | None, catalogue: Catalogue) -> Way:
    """The first rule that fits; by default the area that was named, else the type's.

    An area that has left the catalogue since the form was opened counts as not named.
    """
    wished = catalogue.area(next(iter(facts.get("area", ())), ""))
    usual = wished or (catalogue.area(kind.area) if kind else None) or catalogue.areas[0]
    for rule in catalogue.routing:
        if all_hold(rule.when, facts):
            return _by_rule(rule, usual, catalogue)
    return _of_area(usual)


def way_within(area: Area, facts: Facts, kind: RequestType | None, catalogue: Catalogue) -> Way:
    """The way of what goes to this area whatever the rules say: the first that leads there still
    names the people.
    """
    for rule in catalogue.routing:
        if all_hold(rule.when, facts):
            found = _by_rule(rule, area, catalogue)
            if found.area == area:
                return found
    return _of_area(area)


def candidates(way: Way, catalogue: Catalogue) -> tuple[str, ...]:
    """Who could own it, in their order, whether they are there or not."""
    return catalogue.roster.people_in(way.people)


def route(way: Way, catalogue: Catalogue, *, load: Load, now: datetime) -> Routed:
    """Choose the owner among those who are there. Who has left or is away is passed over."""
    named = candidates(way, catalogue)
    there = [p for p in named if catalogue.roster.is_there(p, at=now)]
    skipped = _passed_over(named, there, way)
    return Routed(way=way, owner=CHOOSE[way.assign](there, load), skipped=skipped)


def following(
    way: Way, catalogue: Catalogue, *, after: Iterable[str], load: Load, now: datetime
) -> Routed:
    """Who comes next when these have had their time; nobody, once everybody had."""
    tried = set(after)
    left = tuple(p for p in candidates(way, catalogue) if p not in tried)
    return route(
        Way(area=way.area, assign=way.assign, people=left, rule=way.rule),
        catalogue,
        load=load,
        now=now,
    )


def keeper(catalogue: Catalogue, *, now: datetime) -> str:
    """Who owns what may not lie in a queue: IT's lead; else a coordinator who is there."""
    roster, lead = catalogue.roster, catalogue.sides[Side.IT].lead
    line = catalogue.still_here(lead, *catalogue.coordinators)
    there = [p for p in line if roster.is_there(p, at=now)]
    return next(iter([*there, *line, lead]))


def told_of_queue(catalogue: Catalogue, *, now: datetime) -> tuple[str, ...]:
    """Who hears that nobody could be chosen: both leads; while they are away, the coordinators."""
    leads, roster = catalogue.still_here(*catalogue.leads), catalogue.roster
    for some in (leads, catalogue.still_here(*catalogue.coordinators)):
        if there := tuple(p for p in some if roster.is_there(p, at=now)):
            return there
    return leads


def _by_rule(rule: RoutingRule, usual: Area, catalogue: Catalogue) -> Way:
    area = (catalogue.area(rule.area) if rule.area else None) or usual
    own = _of_area(area)
    return Way(
        area=area,
        assign=rule.assign or (Assign.OWNER if rule.people else own.assign),
        people=rule.people or own.people,
        rule=rule.name,
    )


def _of_area(area: Area) -> Way:
    """The owner, then the backup; or those among whom tickets are shared out."""
    named = area.people if area.assign is not Assign.OWNER else ()
    people = named or tuple(p for p in (area.owner, area.backup, *area.people) if p)
    return Way(area=area, assign=area.assign, people=people)


def _passed_over(named: Sequence[str], there: Sequence[str], way: Way) -> tuple[str, ...]:
    """Of an order of people, only those before the one who was chosen were passed over."""
    if way.assign is Assign.OWNER and there:
        return tuple(named[: named.index(there[0])])
    return tuple(p for p in named if p not in there)


def _first(there: Sequence[str], _load: Load) -> str | None:
    return there[0] if there else None


def _in_turn(there: Sequence[str], load: Load) -> str | None:
    """The next after who was last, in a fixed order that people can join and leave."""
    later = sorted(p for p in there if load.last is not None and p > load.last)
    return next(iter([*later, *sorted(there)]), None)


def _fewest_open(there: Sequence[str], load: Load) -> str | None:
    return min(there, key=lambda p: load.open.get(p, 0), default=None)


CHOOSE = {
    Assign.OWNER: _first,
    Assign.ROUND_ROBIN: _in_turn,
    Assign.FEWEST_OPEN: _fewest_open,
}
"""A new manner of choosing is one function and one entry."""
