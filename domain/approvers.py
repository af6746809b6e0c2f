"""Who is meant by an approver in a policy. A new kind is one function, and its entry in `ROLES`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.catalogue import Area, Catalogue
from domain.condition import Facts
from domain.people import Side
from domain.policy import FIELD, Role
from domain.roster import is_group
from domain.ticket import Ticket


@dataclass(frozen=True, kw_only=True)
class Case:
    """What deciding who is asked depends on. `area` is the ticket's, `now` aware."""

    ticket: Ticket
    facts: Facts
    catalogue: Catalogue
    now: datetime

    @property
    def area(self) -> Area | None:
        return self.catalogue.area(self.ticket.area)

    @property
    def own(self) -> frozenset[str]:
        """Whose own request it is: they never decide on it."""
        ticket = self.ticket
        return frozenset(p for p in (ticket.requester, ticket.filed_by) if p)

    def may_decide(self, person: str) -> bool:
        return person not in self.own and self.catalogue.roster.may_approve(person)


Found = Iterable[str | None]


def _area_owner(case: Case) -> Found:
    return [case.area.owner if case.area else None]


def _area_backup(case: Case) -> Found:
    return [case.area.backup if case.area else None]


def _it_lead(case: Case) -> Found:
    return [case.catalogue.sides[Side.IT].lead]


def _marketing_lead(case: Case) -> Found:
    return [case.catalogue.sides[Side.MARKETING].lead]


def _data_protection(case: Case) -> Found:
    return case.catalogue.privacy.data_protection


def _manager(case: Case) -> Found:
    return [case.catalogue.managers.get(case.ticket.requester)]


ROLES: Mapping[Role, Callable[[Case], Found]] = {
    Role.AREA_OWNER: _area_owner,
    Role.AREA_BACKUP: _area_backup,
    Role.IT_LEAD: _it_lead,
    Role.MARKETING_LEAD: _marketing_lead,
    Role.DATA_PROTECTION: _data_protection,
    Role.MANAGER: _manager,
}


def approvers_of(named: Sequence[Role | str], case: Case) -> Mapping[str, str | None]:
    """The people who are meant, without those who may not decide on this ticket; and by which
    group, where they were not named themselves.
    """
    found: dict[str, str | None] = {}
    for id in (id for name in named for id in meant(name, case) if id):
        via = id if is_group(id) else None
        for person in case.catalogue.roster.people_in([id]):
            if case.may_decide(person):
                found[person] = found.get(person, via) and via
    return found


def next_in_line(case: Case, *, but: Iterable[str] = ()) -> str | None:
    """Whom to ask when those who were meant cannot be: who is there, else who may decide at all."""
    catalogue, area = case.catalogue, case.area
    of_area = [area.backup, area.owner] if area else []
    line = [*of_area, catalogue.sides[Side.IT].lead, *catalogue.coordinators]
    left = [p for p in line if p and p not in set(but) and case.may_decide(p)]
    there = [p for p in left if catalogue.roster.is_there(p, at=case.now)]
    return next(iter([*there, *left]), None)


def meant(name: Role | str, case: Case) -> Found:
    """Ids of people and groups."""
    if name in ROLES:  # a role that was kept in a document is a plain string
        return ROLES[Role(name)](case)
    return case.facts.get(name.removeprefix(FIELD), ()) if name.startswith(FIELD) else [name]
