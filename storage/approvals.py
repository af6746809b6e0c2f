"""Approvals, in and out of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.sql import false

from domain.approval import Approval
from storage.commands import Command
from storage.mapping import table_of
from storage.once import insert_or_update
from storage.prepared import Prepared
from storage.rows.ticket import ApprovalRow, ApproverRow

APPROVAL, APPROVER = table_of(ApprovalRow), table_of(ApproverRow)
DOCUMENT = TypeAdapter(Approval)

ADD = Command(insert(APPROVAL).inline())
LATEST = Prepared(
    select(APPROVAL.c.document)
    .where(APPROVAL.c.team == bindparam("of_team"), APPROVAL.c.ticket_id == bindparam("ticket"))
    .order_by(APPROVAL.c.round.desc())
    .limit(1)
)
SAVE = Command(
    update(APPROVAL)
    .where(APPROVAL.c.team == bindparam("of_team"), APPROVAL.c.ticket_id == bindparam("ticket"))
    .where(APPROVAL.c.round == bindparam("of_round"))
    .values({n: bindparam(f"new_{n}") for n in ("document", "due_at", "is_pending", "outcome")})
)
ASK_NO_MORE = Command(
    update(APPROVER)
    .where(APPROVER.c.team == bindparam("of_team"), APPROVER.c.ticket_id == bindparam("ticket"))
    .where(APPROVER.c.is_asked)
    .values(is_asked=false())
)


class Approvals:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def latest(self, ticket_id: int) -> Approval | None:
        """The newest asking of this ticket, if it was ever asked."""
        which = {"of_team": self._team, "ticket": ticket_id}
        document = LATEST.scalar(self._connection, which)
        return DOCUMENT.validate_json(document) if document else None

    def add(self, approval: Approval) -> None:
        of = {"team": self._team, "ticket_id": approval.ticket_id, "round": approval.round}
        columns = _columns(approval) | {"asked_at": approval.asked_at}
        ADD.tell(self._connection, of | columns)
        self._ask(approval)

    def save(self, approval: Approval) -> None:
        """Save what was said, and who is asked now."""
        which = {
            "of_team": self._team,
            "ticket": approval.ticket_id,
            "of_round": approval.round,
        }
        new = {f"new_{name}": value for name, value in _columns(approval).items()}
        SAVE.tell(self._connection, which | new)
        ASK_NO_MORE.tell(self._connection, which)
        self._ask(approval)

    def replace_by(self, after: Approval | None, *, before: Approval | None) -> None:
        """Ask anew, or not at all any more; `before` is saved with how it ended."""
        if before:
            self.save(before)
        if after:
            self.add(after)

    def pending(self, *, asked_before: datetime) -> Sequence[Approval]:
        """What still waits for an answer and was asked before this moment, oldest first."""
        query = (
            select(APPROVAL.c.document)
            .where(APPROVAL.c.team == self._team, APPROVAL.c.is_pending)
            .where(APPROVAL.c.asked_at < asked_before)
            .order_by(APPROVAL.c.asked_at)
        )
        return [DOCUMENT.validate_json(d) for d in self._connection.execute(query).scalars()]

    def overdue(self, *, at: datetime, limit: int) -> Sequence[int]:
        """The tickets of which a step has had its time by then, longest ago first."""
        query = (
            select(APPROVAL.c.ticket_id)
            .where(APPROVAL.c.team == self._team, APPROVAL.c.due_at.is_not(None))
            .where(APPROVAL.c.due_at <= at)
            .order_by(APPROVAL.c.due_at)
            .limit(limit)
        )
        return self._connection.execute(query).scalars().all()

    def _ask(self, approval: Approval) -> None:
        asked = set(approval.asked)
        rows = [
            {
                "team": self._team,
                "ticket_id": approval.ticket_id,
                "round": approval.round,
                "person": person,
                "turn": approval.turn,
                "is_asked": person in asked,
            }
            for person in approval.people
        ]
        insert_or_update(self._connection, APPROVER, rows, by=KEY)


KEY = ("team", "ticket_id", "round", "person")


def _columns(approval: Approval) -> dict[str, Any]:
    step = approval.current
    return {
        "document": DOCUMENT.dump_json(approval, exclude_defaults=True).decode(),
        "due_at": step.due_at if step else None,
        "is_pending": approval.outcome is None,
        "outcome": approval.outcome,
    }
