"""The roster: absences, delegations, groups, holidays, and who may approve."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.roster import Absence, Delegation, Group, Roster, ToldBy
from storage.mapping import columns_of, table_of, value_of
from storage.once import insert_each_once, insert_or_update
from storage.rows.person import PersonRow
from storage.rows.roster import AbsenceRow, DelegationRow, GroupRow, HolidayRow, RosterRow

ROSTER, ABSENCE, DELEGATION = table_of(RosterRow), table_of(AbsenceRow), table_of(DelegationRow)
GROUP, HOLIDAY, PERSON = table_of(GroupRow), table_of(HolidayRow), table_of(PersonRow)

VERSION = select(ROSTER.c.version).where(ROSTER.c.team == bindparam("of_team"))
RegionDay = tuple[str, date]

OVER = timedelta(days=400)
"""What ended longer ago is forgotten."""


class Rosters:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self.is_changed = False

    def version(self) -> int:
        return self._connection.execute(VERSION, {"of_team": self._team}).scalar() or 0

    def read(self) -> Roster:
        """Everything that is known; past absences and delegations are harmless, not many."""
        unfit = self._people()
        return Roster(
            absences=tuple(value_of(Absence, row) for row in self._rows(ABSENCE)),
            delegations=tuple(value_of(Delegation, row) for row in self._rows(DELEGATION)),
            gone=frozenset(r["id"] for r in unfit if r["is_deactivated"]),
            guests=frozenset(r["id"] for r in unfit if r["is_guest"] or r["is_from_outside"]),
            groups={
                r["id"]: () if r["is_deleted"] else tuple(r["people"].split())
                for r in self._rows(GROUP)
            },
            holidays=self.holidays(),
        )

    def be_away(self, absence: Absence) -> None:
        """In the place of what the same source said before."""
        row = columns_of(absence, team=self._team)
        insert_or_update(self._connection, ABSENCE, [row], by=("team", "person", "told_by"))
        self.changed()

    def be_back(self, person: str, *, told_by: ToldBy) -> None:
        whose = (ABSENCE.c.person == person) & (ABSENCE.c.told_by == told_by)
        self._connection.execute(delete(ABSENCE).where(ABSENCE.c.team == self._team, whose))
        self.changed()

    def delegate(self, delegation: Delegation) -> None:
        """In the place of those of theirs that overlap with it."""
        overlaps = (DELEGATION.c.begins < delegation.ends) & (DELEGATION.c.ends > delegation.begins)
        which = (DELEGATION.c.person == delegation.person) & overlaps
        self._connection.execute(delete(DELEGATION).where(DELEGATION.c.team == self._team, which))
        self._connection.execute(insert(DELEGATION), columns_of(delegation, team=self._team))
        self.changed()

    def end_delegation(self, person: str, *, begins: datetime) -> None:
        which = (DELEGATION.c.person == person) & (DELEGATION.c.begins == begins)
        self._connection.execute(delete(DELEGATION).where(DELEGATION.c.team == self._team, which))
        self.changed()

    def forget_before(self, now: datetime) -> None:
        """Drop what ended long ago."""
        for table in (ABSENCE, DELEGATION):
            old = table.c.ends < now - OVER
            self._connection.execute(delete(table).where(table.c.team == self._team, old))

    def keep_group(self, group: Group) -> None:
        """What Slack tells now; others read it again only where it is news."""
        known = self.groups().get(group.id)
        row = {
            "team": self._team,
            "id": group.id,
            "handle": group.handle,
            "people": " ".join(group.people),
            "is_deleted": group.is_deleted,
            "known_at": group.known_at,
        }
        insert_or_update(self._connection, GROUP, [row], by=("team", "id"))
        if known is None or _standing(known) != _standing(group):
            self.changed()

    def groups(self, *, lock: bool = False) -> Mapping[str, Group]:
        """By id. With `lock`, nobody else changes them before this transaction is over."""
        return {
            r["id"]: Group(
                id=r["id"],
                handle=r["handle"],
                people=tuple(r["people"].split()),
                is_deleted=r["is_deleted"],
                known_at=r["known_at"],
            )
            for r in self._rows(GROUP, lock=lock)
        }

    def holidays(self) -> Mapping[str, frozenset[date]]:
        """By region."""
        found = defaultdict[str, set[date]](set)
        for row in self._rows(HOLIDAY):
            found[row["region"]].add(row["day"])
        return {region: frozenset(days) for region, days in found.items()}

    def keep_holidays(self, days: Mapping[RegionDay, str], *, since: date) -> None:
        """The holidays of whole years of regions, in the place of what is kept of them.

        What lies before `since` has been reckoned with: it stays as it is, once its year is kept.
        """
        kept = {(r["region"], r["day"]) for r in self._rows(HOLIDAY)}
        years, had = _years(days), _years(kept)
        new = {k for k in days.keys() - kept if k[1] >= since or _year(k) not in had}
        old = {k for k in kept - days.keys() if k[1] >= since and _year(k) in years}
        for region, day in old:
            which = (HOLIDAY.c.region == region) & (HOLIDAY.c.day == day)
            self._connection.execute(delete(HOLIDAY).where(HOLIDAY.c.team == self._team, which))
        rows = [{"team": self._team, "region": r, "day": d, "name": days[r, d]} for r, d in new]
        insert_each_once(self._connection, HOLIDAY, rows, by=("team", "region", "day"))
        if new or old:
            self.changed()

    def changed(self) -> None:
        """What others have in memory is old from now on.

        Who else changes something waits from here until this transaction ends: so what is checked
        after it and then written, as a delegation is, stays true.
        """
        raising = _raise_version(self._connection.dialect.name)
        self._connection.execute(raising, {"team": self._team, "version": 1})
        self.is_changed = True

    def _people(self) -> Sequence[Any]:
        query = select(PERSON).where(
            PERSON.c.team == self._team,
            or_(PERSON.c.is_deactivated, PERSON.c.is_guest, PERSON.c.is_from_outside),
        )
        return self._connection.execute(query).mappings().all()

    def _rows(self, table: Any, *, lock: bool = False) -> Sequence[Any]:
        query = select(table).where(table.c.team == self._team)
        asked = query.order_by(table.c.id).with_for_update() if lock else query
        return self._connection.execute(asked).mappings().all()


def _years(days: Iterable[RegionDay]) -> set[tuple[str, int]]:
    return {_year(each) for each in days}


def _year(of: RegionDay) -> tuple[str, int]:
    region, day = of
    return region, day.year


def _standing(group: Group) -> tuple[frozenset[str], bool]:
    return frozenset(group.people), group.is_deleted


@cache
def _raise_version(dialect_name: str) -> Any:
    """Counted by the database: of two that change something at once, each is seen."""
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[dialect_name]
    insertion = dialect.insert(ROSTER)
    more = {"version": ROSTER.c.version + 1}
    return insertion.on_conflict_do_update(index_elements=("team",), set_=more)
