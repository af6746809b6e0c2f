"""Occurrences, in and out of the database."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from domain.occurrence import Kind, Occurrence, State
from storage.mapping import columns_of, table_of, value_of
from storage.once import insert_once
from storage.rows.occurrence import OccurrenceRow

OCCURRENCE = table_of(OccurrenceRow)


class Occurrences:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def plan(self, occurrence: Occurrence) -> bool:
        """Whether this slot was free: a slot that was planned, done or skipped is so for good."""
        row = columns_of(occurrence, team=self._team)
        key = ("team", "kind", "schedule", "slot")
        return insert_once(self._connection, OCCURRENCE, row, by=key)

    def planned(self, kind: Kind) -> Sequence[Occurrence]:
        """What is planned of this kind, the next first; one for each schedule at most."""
        query = (
            select(OCCURRENCE)
            .where(OCCURRENCE.c.team == self._team, OCCURRENCE.c.kind == kind)
            .where(OCCURRENCE.c.state == State.PLANNED)
            .order_by(OCCURRENCE.c.due_at, OCCURRENCE.c.schedule)
        )
        return [value_of(Occurrence, row) for row in self._connection.execute(query).mappings()]

    def get(self, kind: Kind, schedule: str, *, slot: str, lock: bool = False) -> Occurrence | None:
        """The occurrence; with `lock` its row stays as it is until the end of the transaction."""
        query = select(OCCURRENCE).where(self._is(kind, schedule, slot))
        rows = self._connection.execute(query.with_for_update() if lock else query).mappings()
        found = rows.one_or_none()
        return value_of(Occurrence, found) if found else None

    def settle(self, settled: Occurrence) -> bool:
        """Whether it was still planned, and so ours to settle: each is settled only once."""
        return self._change(settled)

    def ask(self, asked: Occurrence) -> bool:
        """Whether nobody had been asked yet, and so we are the ones to ask."""
        return self._change(asked, OCCURRENCE.c.asked_at.is_(None))

    def call_off(self, planned: Occurrence) -> bool:
        """Forget what was planned, as its schedule has changed; whether it was there to forget."""
        there = self._is(planned.kind, planned.schedule, planned.slot)
        still = and_(OCCURRENCE.c.state == State.PLANNED, OCCURRENCE.c.due_at == planned.due_at)
        return self._connection.execute(delete(OCCURRENCE).where(there, still)).rowcount == 1

    def _change(self, changed: Occurrence, *conditions: ColumnElement[bool]) -> bool:
        guarded = (
            update(OCCURRENCE)
            .where(self._is(changed.kind, changed.schedule, changed.slot))
            .where(OCCURRENCE.c.state == State.PLANNED, *conditions)
            .values(columns_of(changed))
        )
        return self._connection.execute(guarded).rowcount == 1

    def _is(self, kind: Kind, schedule: str, slot: str) -> ColumnElement[bool]:
        return and_(
            OCCURRENCE.c.team == self._team,
            OCCURRENCE.c.kind == kind,
            OCCURRENCE.c.schedule == schedule,
            OCCURRENCE.c.slot == slot,
        )
