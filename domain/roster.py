"""The roster: who is there, who stands in for whom, and who belongs to which group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
class Group:
    """A user group as Slack last told of it; `people` are ids."""

    id: str
    handle: str
    people: tuple[str, ...]
    is_deleted: bool = False
    known_at: datetime


@dataclass(frozen=True, kw_only=True)
class Roster:
    """As last heard. `gone` have left; `guests` and people of other companies never approve.

    `groups` are Slack's user groups by id, with the people in them; `holidays` are days on which a
    region does not work, as far as they are kept.
    """

    absences: tuple[Absence, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    gone: frozenset[str] = frozenset()
    guests: frozenset[str] = frozenset()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holidays: Mapping[str, frozenset[date]] = field(default_factory=dict)

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

    def delegation(self, person: str, *, at: datetime) -> Delegation | None:
        """By which somebody speaks for them at this moment, the newest word."""
        found = [d for d in self.delegations if d.person == person and d.covers(at)]
        return max(found, key=_begin, default=None)

    def delegation_within(self, absence: Absence) -> Delegation | None:
        """By which somebody speaks for who is away, for the time of this absence."""
        theirs = [d for d in self.delegations if d.person == absence.person]
        before = [d for d in theirs if absence.ends is None or d.begins < absence.ends]
        return max((d for d in before if d.ends > absence.begins), key=_begin, default=None)

    def speaks_for(self, person: str, *, at: datetime) -> tuple[Delegation, ...]:
        """What others have handed on to them at this moment."""
        return tuple(d for d in self.delegations if d.to == person and d.covers(at))

    def stand_ins(self, person: str, *, at: datetime) -> tuple[str, ...]:
        """Who speaks for them at this moment: their delegate, the delegate's delegate, and so on.

        Who may not approve speaks for nobody, but hands on.
        """
        chain = list(self._chain(person, at=at))
        return tuple(one for one in chain if self.may_approve(one))

    def _chain(self, person: str, *, at: datetime) -> Iterator[str]:
        seen = {person}
        for _ in range(LONGEST_CHAIN):
            handed_on = self.delegation(person, at=at)
            if handed_on is None or handed_on.to in seen:
                return
            person = handed_on.to
            seen.add(person)
            yield person

    def in_effect(self, *, at: datetime) -> tuple[frozenset[Absence], frozenset[Delegation]]:
        """What of it changes by the clock alone, as it is at this moment."""
        absences = frozenset(a for a in self.absences if a.covers(at))
        return absences, frozenset(d for d in self.delegations if d.covers(at))

    def people_in(self, named: Iterable[str]) -> tuple[str, ...]:
        """These people, and those in these groups, each once, in their order."""
        found = (p for name in named for p in self.groups.get(name, (name,)))
        return tuple(dict.fromkeys(p for p in found if not is_group(p)))


def is_group(id: str) -> bool:
    return id.startswith("S")


def check_delegation(new: Delegation, roster: Roster) -> None:
    """Whether it may be added, with `with_delegation`.

    Raises DelegationRefused: to oneself, to who may not approve, ending before it begins, leading
    back to them at any moment, or handed on too often.
    """
    if new.to == new.person:
        raise DelegationRefused("to_oneself")
    if not roster.may_approve(new.to):
        raise DelegationRefused("may_not_approve")
    if new.ends <= new.begins:
        raise DelegationRefused("ends_first")
    after = with_delegation(roster, new)
    for moment in _changes_within(new, after):
        _check_moment(new, {d.person: d.to for d in after.delegations if d.covers(moment)})


def with_delegation(roster: Roster, new: Delegation) -> Roster:
    """The roster with it: nobody has two who speak for them, the newer word counts."""
    kept = (d for d in roster.delegations if not is_replaced(d, by=new))
    return replace(roster, delegations=(*kept, new))


def is_replaced(old: Delegation, *, by: Delegation) -> bool:
    return old.person == by.person and old.begins < by.ends and by.begins < old.ends


def _changes_within(new: Delegation, roster: Roster) -> Iterator[datetime]:
    """Every moment of its time at which somebody begins to speak for another."""
    yield new.begins
    yield from {d.begins for d in roster.delegations if new.begins < d.begins < new.ends}


def _check_moment(new: Delegation, hands_on: Mapping[str, str]) -> None:
    """By whom everybody is represented at that moment: no chain through this one may be too long,
    or come back.
    """
    forward = _steps(new.to, hands_on, back_to=new.person)
    backward, last = 0, {new.person}
    while last := {person for person, to in hands_on.items() if to in last}:
        backward += 1
    if backward + 1 + forward > LONGEST_CHAIN:
        raise DelegationRefused("too_long")


def _steps(start: str, hands_on: Mapping[str, str], *, back_to: str) -> int:
    """How often it is handed on from there. Raises DelegationRefused where it comes back."""
    count, person = 0, start
    while person in hands_on and count < LONGEST_CHAIN:
        count, person = count + 1, hands_on[person]
        if person == back_to:
            raise DelegationRefused("circle")
    return count


def _begin(delegation: Delegation) -> datetime:
    return delegation.begins


def _end(absence: Absence) -> tuple[bool, str]:
    return (absence.ends is None, absence.ends.isoformat() if absence.ends else "")
