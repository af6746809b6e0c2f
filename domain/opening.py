"""Opening to both sides what was restricted for people's data, once nothing demands it any more."""

from dataclasses import replace
from datetime import datetime

from domain.approvers import approvers_of, next_in_line
from domain.catalogue import Catalogue
from domain.errors import StaysRestricted, TicketNotFound
from domain.policy import Role
from domain.request import Filed, case_of
from domain.taking_in import is_gated, may_be_opened
from domain.ticket import Visibility
from domain.visibility import involved


def may_open(filed: Filed, by: str, catalogue: Catalogue, *, now: datetime) -> bool:
    """Data protection alone, where it has a part in it; for nobody, whoever comes next."""
    case = case_of(filed, catalogue, now=now)
    whose: list[str | None] = [*approvers_of((Role.DATA_PROTECTION,), case)] or [next_in_line(case)]
    is_theirs = by in whose and by in involved(filed)
    return is_theirs and may_be_opened(filed, catalogue)


def open_up(filed: Filed, by: str, catalogue: Catalogue, *, now: datetime) -> Filed:
    """Raises TicketNotFound for who may not see it, StaysRestricted."""
    ticket = filed.ticket
    if by not in involved(filed) and not ticket.is_for_both_sides:
        raise TicketNotFound(ticket.id)
    if not may_open(filed, by, catalogue, now=now):
        raise StaysRestricted(ticket.reference, is_demanded=is_gated(filed, catalogue))
    return replace(filed, ticket=replace(ticket, visibility=Visibility.BOTH_SIDES))
