"""Which tickets a person may see, said in SQL: the twin of `domain.visibility.may_see`."""

from functools import cache

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select

from domain.ticket import Visibility
from storage.mapping import table_of
from storage.rows.ticket import ApprovalRow, ApproverRow, TicketRow, WatcherRow

TICKET, WATCHER = table_of(TicketRow), table_of(WatcherRow)
APPROVAL, APPROVER = table_of(ApprovalRow), table_of(ApproverRow)


@cache
def visible_to(*, is_on_a_side: bool) -> ColumnElement[bool]:
    """For the WHERE of a query to `ticket`; the person is its parameter `viewer`.

    Who is on a side sees what both sides may; anybody sees what they have a part in.
    """
    if not is_on_a_side:
        return _involved()
    return or_(TICKET.c.visibility == Visibility.BOTH_SIDES, _involved())


def _involved() -> ColumnElement[bool]:
    viewer: ColumnElement[str] = bindparam("viewer")
    return or_(
        TICKET.c.requester == viewer,
        TICKET.c.owner == viewer,
        TICKET.c.filed_by == viewer,
        _watches(viewer),
        _is_asked(viewer),
    )


def _watches(viewer: ColumnElement[str]) -> ColumnElement[bool]:
    return exists(
        select(WATCHER.c.person)
        .where(WATCHER.c.team == TICKET.c.team, WATCHER.c.ticket_id == TICKET.c.id)
        .where(WATCHER.c.person == viewer)
        .correlate(TICKET)
    )


def _is_asked(viewer: ColumnElement[str]) -> ColumnElement[bool]:
    """In the latest round: who was asked before a material change has no part any more."""
    latest = (
        select(func.max(APPROVAL.c.round))
        .where(APPROVAL.c.team == TICKET.c.team, APPROVAL.c.ticket_id == TICKET.c.id)
        .correlate(TICKET)
        .scalar_subquery()
    )
    return exists(
        select(APPROVER.c.person)
        .where(APPROVER.c.team == TICKET.c.team, APPROVER.c.ticket_id == TICKET.c.id)
        .where(APPROVER.c.person == viewer, APPROVER.c.round == latest)
        .correlate(TICKET)
    )
