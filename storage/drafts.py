"""Requests that were begun and not sent: what each form last held."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.draft import Begun, Draft
from storage.mapping import table_of
from storage.once import insert_once
from storage.rows.person import DraftRow

DRAFT = table_of(DraftRow)
DOCUMENT = TypeAdapter(Draft)
SETTLED = ""
LAST = "~"
"""Comes after every stamp of Slack's."""


class Drafts:
    """By the id of the form. What a form held stays settled once it was sent or dropped."""

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def get(self, form: str, *, by: str, lock: bool = False) -> Draft | None:
        """What this person last typed into this form."""
        query = select(DRAFT).where(*self._is(form), DRAFT.c.person == by)
        if lock:
            query = query.with_for_update()
        row = self._connection.execute(query).mappings().one_or_none()
        return _begun(row).draft if row and row["document"] != SETTLED else None

    def newest(self, by: str, *, besides: str, ticket_id: int | None) -> Begun | None:
        """The one to offer to who opens a form: for a new request, or for this ticket."""
        query = (
            select(DRAFT)
            .where(DRAFT.c.team == self._team, DRAFT.c.person == by)
            .where(DRAFT.c.form != besides, DRAFT.c.document != SETTLED)
            .where(DRAFT.c.ticket_id == (ticket_id or 0))
            .order_by(DRAFT.c.saved_at.desc())
            .limit(1)
        )
        row = self._connection.execute(query).mappings().one_or_none()
        return _begun(row) if row else None

    def save(self, draft: Draft, *, form: str, by: str, now: datetime, stamp: str = "") -> None:
        """Keep what the form holds, unless it held something newer already, or was settled.

        `stamp` orders the gestures in a form; without one, it is newer than all so far.
        """
        values = {
            "document": DOCUMENT.dump_json(draft).decode(),
            "ticket_id": draft.occasion.edits or 0,
            "saved_at": now,
        }
        newer = [DRAFT.c.stamp <= stamp] if stamp else []
        known = [*self._is(form), DRAFT.c.document != SETTLED, *newer]
        with_stamp = values | ({"stamp": stamp} if stamp else {})
        if self._connection.execute(update(DRAFT).where(*known).values(with_stamp)).rowcount == 0:
            self._add(form, by, values | {"stamp": stamp})

    def hash_of(self, form: str) -> str:
        """Slack's hash of what the form shows, as far as we know; empty if we do not."""
        query = select(DRAFT.c.hash).where(*self._is(form))
        return self._connection.execute(query).scalar() or ""

    def is_shown(self, form: str, hash: str) -> None:
        """Slack has taken our newest drawing of the form."""
        self._connection.execute(update(DRAFT).where(*self._is(form)).values(hash=hash))

    def settle(self, *forms: str, by: str, now: datetime) -> None:
        """These were sent or dropped: what is told of them later comes too late."""
        done = {"document": SETTLED, "stamp": LAST, "ticket_id": 0, "saved_at": now}
        rows = [self._row(form, by, done) for form in forms]
        if rows:
            self._connection.execute(_settled(self._connection.dialect.name), rows)

    def forget(self, *, before: datetime) -> int:
        """Drop what nobody came back to; say how many there were."""
        old = delete(DRAFT).where(DRAFT.c.team == self._team, DRAFT.c.saved_at < before)
        return self._connection.execute(old).rowcount

    def _add(self, form: str, by: str, values: dict[str, Any]) -> None:
        row = self._row(form, by, values)
        insert_once(self._connection, DRAFT, row, by=("team", "form"))

    def _row(self, form: str, by: str, values: dict[str, Any]) -> dict[str, Any]:
        return {"team": self._team, "form": form, "person": by, "hash": "", **values}

    def _is(self, form: str) -> Sequence[Any]:
        return DRAFT.c.team == self._team, DRAFT.c.form == form


@cache
def _settled(dialect_name: str) -> Any:
    """Built once; of a form that is known, only what it held goes."""
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[dialect_name]
    insertion = dialect.insert(DRAFT)
    of_none = {name: insertion.excluded[name] for name in ("document", "stamp")}
    return insertion.on_conflict_do_update(index_elements=("team", "form"), set_=of_none)


def _begun(row: RowMapping) -> Begun:
    draft = DOCUMENT.validate_json(row["document"])
    return Begun(form=row["form"], draft=draft, saved_at=row["saved_at"])
