"""What a new catalogue changes, in words for whoever applies it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.catalogue.words import Names, shown, shown_part, values
from domain.catalogue import Area, Catalogue, RequestType, RoutingRule


def changes(old: Catalogue | None, new: Catalogue, names: Names) -> Sequence[str]:
    """One line for each difference; `names` are shown in the place of ids."""
    if old is None:
        return [f"It has {contents(new)}."]
    return [
        *_of_entries("area", _by_key(old.areas), _by_key(new.areas), names),
        *_of_entries("type", _by_key(old.types), _by_key(new.types), names),
        *_of_rules(old.routing, new.routing, names),
        *_of_parts("", _rest(old), _rest(new), names),
    ]


def contents(catalogue: Catalogue) -> str:
    """How much is in it: "7 areas and 9 request types"."""
    areas, types = len(catalogue.areas), len(catalogue.types)
    return f"{areas} area{'s'[: areas != 1]} and {types} request type{'s'[: types != 1]}"


def _rest(catalogue: Catalogue) -> Mapping[str, object]:
    """What is left beside areas, types and rules, a level down where there are levels."""
    return {
        "zone": catalogue.zone,
        "hours": catalogue.hours,
        "coordinators": catalogue.coordinators,
        **{f"sides.{side}": members for side, members in catalogue.sides.items()},
        "managers": catalogue.managers,
        "away": catalogue.away,
        "privacy": catalogue.privacy,
        "digest": catalogue.digest,
        "check_in": catalogue.check_in,
        "intake": catalogue.intake,
    }


def _by_key(entries: Sequence[Area | RequestType]) -> Mapping[str, Area | RequestType]:
    return {entry.key: entry for entry in entries}


def _of_entries(
    noun: str, before: Mapping[str, object], after: Mapping[str, object], names: Names
) -> Iterator[str]:
    yield from (f"{noun} {key} is new." for key in after if key not in before)
    yield from (f"{noun} {key} is gone." for key in before if key not in after)
    for key in (k for k in after if k in before):
        yield from _of_parts(f"{noun} {key}: ", values(before[key]), values(after[key]), names)


def _of_rules(
    old: Sequence[RoutingRule], new: Sequence[RoutingRule], names: Names
) -> Iterator[str]:
    """A rule is told whole: its parts mean little alone. Their order decides."""
    before, after = {rule.name: rule for rule in old}, {rule.name: rule for rule in new}
    for name, rule in after.items():
        if name not in before:
            yield f"rule {name} is new: {shown(rule, names)}."
        elif rule != before[name]:
            yield f"rule {name} is now: {shown(rule, names)}."
    yield from (f"rule {name} is gone." for name in before if name not in after)
    if [n for n in after if n in before] != [n for n in before if n in after]:
        yield f"The rules now come in this order: {', '.join(after)}."


def _of_parts(
    where: str, old: Mapping[str, object], new: Mapping[str, object], names: Names
) -> Iterator[str]:
    for name, value in new.items():
        if value != old.get(name):
            yield f"{where}{name} is now {shown_part(name, value, names)}."
