"""The roster: who is there, who stands in for whom, and who belongs to which group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import DelegationRefused

LONGEST_CHAIN = 5
"""So often may a delegation be handed on."""


class ToldBy(StrEnum):
    """How we know of an absence."""

    HAND = "hand"
    STATUS = "status"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """From the one moment up to the other, both aware; without an end, until they are back."""

    person: str
    begins: datetime
    ends: datetime | None = None
    told_by: ToldBy = ToldBy.HAND
    by: str | None = None

    def covers(self, at: datetime) -> bool:
        return self.begins <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """`to` speaks for `person` meanwhile; `by` is who arranged it."""

    person: str
    to: str
    begins: datetime
    ends: datetime
    by: str

    def covers(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


@dataclass(frozen=True, kw_only=True)
class Roster:
    """As last heard. `gone` have left; `guests` and people of other companies never approve.

    `groups` are Slack's user groups by id, with the people in them; `holidays` are days on which
    the company does not work, and are known up to `known_until`.
    """

    absences: tuple[Absence, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    gone: frozenset[str] = frozenset()
    guests: frozenset[str] = frozenset()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    known_until: date | None = None

    def may_approve(self, person: str) -> bool:
        return person not in self.gone and person not in self.guests

    def absence(self, person: str, *, at: datetime) -> Absence | None:
        """The absence that keeps them away at this moment, the one that ends last."""
        found = [a for a in self.absences if a.person == person and a.covers(at)]
        return max(found, key=_end, default=None)

    def is_away(self, person: str, *, at: datetime) -> bool:
        return self.absence(person, at=at) is not None

    def is_there(self, person: str, *, at: datetime) -> bool:
        """Whether they can be asked for something now."""
        return self.may_approve(person) and not self.is_away(person, at=at)

    def stand_ins(self, person: str, *, at: datetime) -> tuple[str, ...]:
        """Who speaks for them at this moment: their delegate, the delegate's delegate, and so on.

        Who may not approve speaks for nobody, but hands on.
        """
        chain = list(self._chain(person, at=at))
        return tuple(one for one in chain if self.may_approve(one))

    def _chain(self, person: str, *, at: datetime) -> Iterator[str]:
        seen = {person}
        for _ in range(LONGEST_CHAIN):
            found = [d for d in self.delegations if d.person == person and d.covers(at)]
            if not found:
                return
            person = max(found, key=lambda d: d.begins).to
            if person in seen:
                return
            seen.add(person)
            yield person

    def people_in(self, named: Iterable[str]) -> tuple[str, ...]:
        """These people, and those in these groups, each once, in their order."""
        found = (p for name in named for p in self.groups.get(name, (name,)))
        return tuple(dict.fromkeys(p for p in found if not is_group(p)))


def is_group(id: str) -> bool:
    return id.startswith("S")


def check_delegation(new: Delegation, roster: Roster) -> None:
    """Raises DelegationRefused: to oneself, to who may not approve, in a circle, too long."""
    if new.to == new.person:
        raise DelegationRefused("to_oneself")
    if not roster.may_approve(new.to):
        raise DelegationRefused("may_not_approve")
    if new.ends <= new.begins:
        raise DelegationRefused("ends_first")
    if _leads_back(new, roster):
        raise DelegationRefused("circle")
    if _length(new, roster) > LONGEST_CHAIN:
        raise DelegationRefused("too_long")


def _leads_back(new: Delegation, roster: Roster) -> bool:
    return new.person in _reached(new.to, new, roster)


def _reached(start: str, new: Delegation, roster: Roster) -> set[str]:
    """Whoever may be reached from there by delegations that overlap with the new one."""
    overlapping = [d for d in roster.delegations if d.begins < new.ends and new.begins < d.ends]
    reached, left = {start}, [start]
    while left:
        person = left.pop()
        for delegation in overlapping:
            if delegation.person == person and delegation.to not in reached:
                reached.add(delegation.to)
                left.append(delegation.to)
    return reached


def _length(new: Delegation, roster: Roster) -> int:
    forward = len(_reached(new.to, new, roster))
    backward = [d for d in roster.delegations if d.to == new.person]
    return forward + (1 + len(backward) if backward else 0)


def _end(absence: Absence) -> tuple[bool, str]:
    return (absence.ends is None, absence.ends.isoformat() if absence.ends else "")
