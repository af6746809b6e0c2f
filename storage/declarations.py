"""The record of the privacy gate: what was declared about people's data, sending by sending."""

from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, and_, bindparam, func, insert, select

from domain.approval import Approval
from domain.form import FieldValue
from domain.privacy import Declaration, Export
from storage.approvals import APPROVAL, DOCUMENT
from storage.mapping import columns_of, table_of, value_of
from storage.rows.ticket import DeclarationRow, ExportRow

DECLARATION, EXPORT = table_of(DeclarationRow), table_of(ExportRow)
ANSWERS = TypeAdapter(tuple[FieldValue, ...])

OF_TICKET = (
    select(DECLARATION)
    .where(DECLARATION.c.team == bindparam("of_team"))
    .where(DECLARATION.c.ticket_id == bindparam("ticket"))
    .order_by(DECLARATION.c.id)
)

WAITING = and_(
    APPROVAL.c.team == DECLARATION.c.team,
    APPROVAL.c.ticket_id == DECLARATION.c.ticket_id,
    APPROVAL.c.is_pending,
)
COUNTS = (
    select(
        func.count(DECLARATION.c.ticket_id.distinct()), func.count(APPROVAL.c.ticket_id.distinct())
    )
    .select_from(DECLARATION.outerjoin(APPROVAL, WAITING))
    .where(DECLARATION.c.team == bindparam("of_team"))
)


class Declarations:
    """Only ever added to."""

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def add(self, declaration: Declaration) -> None:
        answers = ANSWERS.dump_json(declaration.values).decode()
        row = columns_of(declaration, team=self._team, answers=answers)
        self._connection.execute(insert(DECLARATION), row)

    def of(self, ticket_id: int) -> Sequence[Declaration]:
        """Those of one ticket, oldest first."""
        which = {"of_team": self._team, "ticket": ticket_id}
        return [_read(row) for row in self._connection.execute(OF_TICKET, which).mappings()]

    def by_ticket(self) -> Mapping[int, Sequence[Declaration]]:
        """All there are, each ticket's oldest first, by the tickets' ids."""
        query = select(DECLARATION).where(DECLARATION.c.team == self._team)
        found: dict[int, list[Declaration]] = {}
        rows = self._connection.execute(query.order_by(DECLARATION.c.ticket_id, DECLARATION.c.id))
        for row in rows.mappings():
            found.setdefault(row["ticket_id"], []).append(_read(row))
        return found

    def approvals(self, ticket_id: int | None = None) -> Mapping[int, Sequence[Approval]]:
        """All rounds of the tickets that have a declaration, or of this one; by their ids."""
        declared = select(DECLARATION.c.ticket_id).where(DECLARATION.c.team == self._team)
        query = select(APPROVAL.c.ticket_id, APPROVAL.c.document).where(
            APPROVAL.c.team == self._team, APPROVAL.c.ticket_id.in_(declared)
        )
        if ticket_id is not None:
            query = query.where(APPROVAL.c.ticket_id == ticket_id)
        found: dict[int, list[Approval]] = {}
        rows = self._connection.execute(query.order_by(APPROVAL.c.ticket_id, APPROVAL.c.round))
        for id, document in rows:
            found.setdefault(id, []).append(DOCUMENT.validate_json(document))
        return found

    def counts(self) -> tuple[int, int]:
        """How many tickets have a declaration, and how many of these wait for a decision."""
        tickets, waiting = self._connection.execute(COUNTS, {"of_team": self._team}).one()
        return tickets, waiting

    def note(self, export: Export) -> None:
        """Keep who had all of it written out."""
        self._connection.execute(insert(EXPORT), columns_of(export, team=self._team))

    def last_export(self) -> Export | None:
        query = select(EXPORT).where(EXPORT.c.team == self._team).order_by(EXPORT.c.id.desc())
        row = self._connection.execute(query.limit(1)).mappings().first()
        return value_of(Export, row) if row else None


def _read(row: RowMapping) -> Declaration:
    return value_of(Declaration, row, values=ANSWERS.validate_json(row["answers"]))
