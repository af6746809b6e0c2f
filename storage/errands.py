"""Errands, and who runs them: claimed under a lease, like messages of the outbox."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from domain.errand import Errand, ErrandClaim, ErrandKind
from storage.mapping import table_of
from storage.once import insert_once
from storage.rows.errand import ErrandRow

ERRAND = table_of(ErrandRow)
ABOUT = TypeAdapter(tuple[tuple[str, str], ...])


class Errands:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self.is_filled = False

    def put(self, errand: Errand) -> bool:
        """Leave it to be run; whether it is new: of those with one key, the first one stays."""
        columns = {
            "team": self._team,
            "key": errand.key,
            "kind": errand.kind,
            "document": ABOUT.dump_json(errand.about).decode(),
            "attempts": 0,
            "generation": 0,
        }
        is_new = insert_once(self._connection, ERRAND, columns, by=("team", "key"))
        self.is_filled = self.is_filled or is_new
        return is_new

    def claim(self, *, real: datetime, held_until: datetime, limit: int) -> Sequence[ErrandClaim]:
        """Take the oldest that nobody runs now; times are real."""
        free = (
            select(ERRAND)
            .where(self._is_free(real))
            .order_by(ERRAND.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._connection.execute(free).mappings().all()
        ids = [row["id"] for row in rows]
        taken = {
            "held_until": held_until,
            "generation": ERRAND.c.generation + 1,
            "attempts": ERRAND.c.attempts + 1,
        }
        self._connection.execute(update(ERRAND).where(ERRAND.c.id.in_(ids)).values(taken))
        return [
            ErrandClaim(
                id=row["id"],
                team=row["team"],
                generation=row["generation"] + 1,
                attempts=row["attempts"] + 1,
                errand=Errand(
                    key=row["key"],
                    kind=ErrandKind(row["kind"]),
                    about=ABOUT.validate_json(row["document"]),
                ),
            )
            for row in rows
        ]

    def is_due(self, *, real: datetime) -> bool:
        """Whether anything could be claimed now."""
        free = select(ERRAND.c.id).where(self._is_free(real)).limit(1)
        return self._connection.execute(free).first() is not None

    def settle(self, claim: ErrandClaim, *, now: datetime, reason: str = "") -> bool:
        """It is done, or given up with a reason; whether it was still ours to settle."""
        return self._finish(claim, settled_at=now, held_until=None, reason=reason or None)

    def put_off(self, claim: ErrandClaim, *, until: datetime, reason: str) -> bool:
        """Leave it for another attempt, not before `until` in real time."""
        return self._finish(claim, held_until=until, reason=reason)

    def forget(self, *, before: datetime) -> int:
        """Drop what was settled long ago; say how many there were."""
        old = (ERRAND.c.team == self._team) & (ERRAND.c.settled_at < before)
        return self._connection.execute(delete(ERRAND).where(old)).rowcount

    def waiting(self) -> Sequence[str]:
        """The keys of what is still to be done, oldest first."""
        query = (
            select(ERRAND.c.key)
            .where(ERRAND.c.team == self._team, ERRAND.c.settled_at.is_(None))
            .order_by(ERRAND.c.id)
        )
        return self._connection.execute(query).scalars().all()

    def _is_free(self, real: datetime) -> ColumnElement[bool]:
        is_open = and_(ERRAND.c.team == self._team, ERRAND.c.settled_at.is_(None))
        return is_open & (ERRAND.c.held_until.is_(None) | (ERRAND.c.held_until <= real))

    def _finish(self, claim: ErrandClaim, **became: object) -> bool:
        ours = (
            update(ERRAND)
            .where(ERRAND.c.team == self._team, ERRAND.c.id == claim.id)
            .where(ERRAND.c.generation == claim.generation, ERRAND.c.settled_at.is_(None))
            .values(became)
        )
        return self._connection.execute(ours).rowcount > 0
