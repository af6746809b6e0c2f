"""Routing rules as the file says them, in their order; and those that could never be followed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.catalogue.conditions import read_when
from bot.catalogue.logic import covers, wants_nothing, why_never
from bot.catalogue.reading import Reading
from bot.catalogue.sections import Section
from bot.catalogue.subjects import Subjects
from domain.catalogue import Assign, RoutingRule
from domain.condition import Condition

OF_RULE, OF_WAY = ("name", "when", "to"), ("area", "assign", "people")
LIKELY = {"if": "when", "then": "to", "route": "to", "title": "name"}
LIKELY_WAY = {"owner": "people", "person": "people", "how": "assign"}
MOST_RULES = 500
WITHOUT_A_FORM = ("area", "words", "requester")
"""What is known of words that came in without a form."""


@dataclass(frozen=True, kw_only=True)
class Asks:
    """What conditions may ask: of every request, of each type by its key, and of any type."""

    of_all: Subjects
    of_type: Mapping[str, Subjects]
    of_any: Subjects

    @cached_property
    def subjects(self) -> Subjects:
        return {**self.of_any, **self.of_all}

    def each(self) -> Iterator[tuple[str | None, Subjects]]:
        """What can be asked of requests of each type, and of those without a form."""
        for key, subjects in self.of_type.items():
            yield key, {**subjects, **self.of_all}
        yield None, {key: self.of_all[key] for key in WITHOUT_A_FORM}


def read_routing(root: Section, reading: Reading, asks: Asks) -> tuple[RoutingRule, ...]:
    sections = root.items("routing", noun="rule")
    if len(sections) > MOST_RULES:
        words = f"There are {len(sections)} rules. There can be {MOST_RULES}."
        reading.notes.note(root.line_of("routing"), words)
        return ()
    placed: list[tuple[RoutingRule, Section]] = []
    for section in sections:
        before = len(reading.notes.problems)
        rule = _rule(section, reading, asks)
        where, trouble = _trouble(rule, section, placed, asks=asks)
        reading.notes.note_whole(where, trouble, since=before)
        placed.append((rule, section))
    return tuple(rule for rule, _ in placed)


def never_of_any(when: Sequence[Condition], asks: Asks) -> str | None:
    """Why no request at all fulfils these conditions; None where one may."""
    reasons = []
    for key, subjects in asks.each():
        words = _why_never_of(key, when, subjects)
        if words is None:
            return None
        reasons.append((key is None, _is_of_another_type(key, when), words))
    return min(reasons)[2] if reasons else None


def read_assign(section: Section, reading: Reading) -> Assign | None:
    if "assign" not in section:
        return None
    choices = [each.value for each in Assign]
    named = reading.choice(section, "assign", choices)
    return Assign(named) if named in choices else None


def _rule(section: Section, reading: Reading, asks: Asks) -> RoutingRule:
    section.only(*OF_RULE, instead=LIKELY)
    name = reading.words(section, "name")
    when = read_when(section, reading, asks.subjects)
    areas = [choice.key for choice in asks.of_all["area"].choices]
    if "to" in section and not section.holds_keys("to"):
        return RoutingRule(name=name, when=when, area=_area(section, "to", areas, reading))
    to = section.section("to").only(*OF_WAY, instead=LIKELY_WAY)
    if to.is_readable and not list(to):
        words = "This rule leads nowhere. Say an `area`, `people`, or how to `assign`."
        reading.notes.note(to.line, words)
    return RoutingRule(
        name=name,
        when=when,
        area=_area(to, "area", areas, reading) if "area" in to else None,
        assign=read_assign(to, reading),
        people=reading.members(to, "people") if "people" in to else (),
    )


def _area(section: Section, key: str, areas: Sequence[str], reading: Reading) -> str:
    return reading.choice(section, key, areas, noun="area")


def _trouble(
    rule: RoutingRule,
    section: Section,
    earlier: Sequence[tuple[RoutingRule, Section]],
    *,
    asks: Asks,
) -> tuple[int, str | None]:
    """What is wrong with a rule among the others, and where."""
    for other, place in earlier:
        if rule.name.lower() == other.name.lower():
            words = f'There is a rule "{rule.name}" in line {place.line}. Give it its own name.'
            return section.line_of("name"), words
    if never := never_of_any(rule.when, asks):
        return section.line_of("when"), f"This rule can never match: {never}"
    for other, place in earlier:
        if covers(other.when, rule.when, asks.subjects):
            words = (
                f'This rule can never match: "{other.name}" in line {place.line} comes first, '
                "and fits whenever this one does. Put this one above it."
            )
            return section.line, words
    return section.line, None


def _why_never_of(key: str | None, when: Sequence[Condition], subjects: Subjects) -> str | None:
    if _is_of_another_type(key, when):
        return "no type fits."
    return why_never(when, subjects)


def _is_of_another_type(key: str | None, when: Sequence[Condition]) -> bool:
    """Whether its conditions on the type rule this one out."""
    about = [c for c in when if c.subject == "type"]
    if key is None:
        return any(not wants_nothing(c) for c in about)
    return any((key in c.values) is wants_nothing(c) for c in about if c.values)
