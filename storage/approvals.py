"""Approvals and what each approver said, in and out of the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, false, func, insert, select, update

from domain.approval import Answer, Approval
from storage.mapping import changes_of, columns_of, new_columns, shape_of, table_of, value_of
from storage.rows.ticket import AnswerRow, ApprovalRow

APPROVAL, ANSWER = table_of(ApprovalRow), table_of(AnswerRow)

ADD_APPROVAL, ADD_ANSWER = insert(APPROVAL).inline(), insert(ANSWER).inline()
NEWEST = (
    select(func.max(APPROVAL.c.round))
    .where(APPROVAL.c.team == bindparam("of_team"), APPROVAL.c.ticket_id == bindparam("ticket"))
    .scalar_subquery()
)
LATEST = (
    select(APPROVAL, *(ANSWER.c[name] for name in shape_of(Answer).plain))
    .join(
        ANSWER,
        and_(
            ANSWER.c.team == APPROVAL.c.team,
            ANSWER.c.ticket_id == APPROVAL.c.ticket_id,
            ANSWER.c.round == APPROVAL.c.round,
        ),
    )
    .where(APPROVAL.c.team == bindparam("of_team"), APPROVAL.c.ticket_id == bindparam("ticket"))
    .where(APPROVAL.c.round == NEWEST)
    .order_by(ANSWER.c.place)
)
"""The newest asking, a row for each answer: nobody is asked without an approver."""
ANSWERS = (
    select(ANSWER)
    .where(ANSWER.c.team == bindparam("of_team"), ANSWER.c.ticket_id == bindparam("ticket"))
    .where(ANSWER.c.round == bindparam("of_round"))
    .order_by(ANSWER.c.place)
)

SAVE_ANSWER = (
    update(ANSWER)
    .where(ANSWER.c.team == bindparam("of_team"), ANSWER.c.ticket_id == bindparam("ticket"))
    .where(ANSWER.c.round == bindparam("of_round"), ANSWER.c.approver == bindparam("by"))
    .values(new_columns(Answer) | {"is_asked": false()})
)
CLOSE = (
    update(APPROVAL)
    .where(APPROVAL.c.team == bindparam("of_team"), APPROVAL.c.ticket_id == bindparam("ticket"))
    .where(APPROVAL.c.is_pending)
    .values(is_pending=False, is_cancelled=bindparam("cancelled"))
)
ASK_NO_MORE = (
    update(ANSWER)
    .where(ANSWER.c.team == bindparam("of_team"), ANSWER.c.ticket_id == bindparam("ticket"))
    .where(ANSWER.c.is_asked)
    .values(is_asked=false())
)


class Approvals:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def latest(self, ticket_id: int) -> Approval | None:
        """The newest asking of this ticket, if it was ever asked."""
        which = {"of_team": self._team, "ticket": ticket_id}
        rows = self._connection.execute(LATEST, which).mappings().all()
        if not rows:
            return None
        answers = tuple(value_of(Answer, row) for row in rows)
        return value_of(Approval, rows[0], answers=answers)

    def add(self, approval: Approval) -> None:
        team = self._team
        is_pending = approval.outcome is None
        columns = columns_of(approval, team=team, is_pending=is_pending)
        of = {"team": team, "ticket_id": approval.ticket_id, "round": approval.round}
        answers = [
            columns_of(a, **of, place=n, is_asked=is_pending and a.verdict is None)
            for n, a in enumerate(approval.answers)
        ]
        self._connection.execute(ADD_APPROVAL, columns)
        self._connection.execute(ADD_ANSWER, answers)

    def save(self, approval: Approval, *, by: str) -> None:
        """Save what this approver has just said."""
        [answer] = [a for a in approval.answers if a.approver == by]
        which = {
            "of_team": self._team,
            "ticket": approval.ticket_id,
            "of_round": approval.round,
            "by": by,
        }
        self._connection.execute(SAVE_ANSWER, which | changes_of(answer))
        if approval.outcome is not None:
            self._close(approval.ticket_id, is_cancelled=False)

    def replace_by(self, approval: Approval | None, *, ticket_id: int) -> None:
        """Ask anew, or not at all any more: what was still pending is cancelled."""
        self._close(ticket_id, is_cancelled=True)
        if approval:
            self.add(approval)

    def _close(self, ticket_id: int, *, is_cancelled: bool) -> None:
        which = {"of_team": self._team, "ticket": ticket_id, "cancelled": is_cancelled}
        self._connection.execute(CLOSE, which)
        self._connection.execute(ASK_NO_MORE, which)

    def pending(self, *, asked_before: datetime) -> Sequence[Approval]:
        """What still waits for an answer and was asked before this moment, oldest first."""
        query = (
            select(APPROVAL)
            .where(APPROVAL.c.team == self._team, APPROVAL.c.is_pending)
            .where(APPROVAL.c.asked_at < asked_before)
            .order_by(APPROVAL.c.asked_at)
        )
        return [
            value_of(Approval, row, answers=self._answers(row["ticket_id"], row["round"]))
            for row in self._connection.execute(query).mappings().all()
        ]

    def _answers(self, ticket_id: int, round: int) -> tuple[Answer, ...]:
        which = {"of_team": self._team, "ticket": ticket_id, "of_round": round}
        rows = self._connection.execute(ANSWERS, which).mappings()
        return tuple(value_of(Answer, row) for row in rows)
