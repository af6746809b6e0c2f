"""Tickets that belong together."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ticket import ENDS, Status, Ticket


class LinkKind(StrEnum):
    """As said of the first ticket: it follows the other, waits until it is done, or is about it."""

    FOLLOWS = "follows"
    BLOCKED_BY = "blocked_by"
    RELATES_TO = "relates_to"


@dataclass(frozen=True, kw_only=True)
class Link:
    ticket_id: int
    other_id: int
    kind: LinkKind


def is_told_on(card: Ticket, *, of: Ticket) -> bool:
    """Whether the card of one ticket, which all its readers share, may tell of the other one.

    What everybody may see says nothing of what is private.
    """
    return of.is_for_both_sides or not card.is_for_both_sides


def is_held_up(ticket: Ticket, link: Link, *, by: Ticket) -> bool:
    """Whether the ticket, still to be done, waits for the other one."""
    waits = link.kind is LinkKind.BLOCKED_BY and link.other_id == by.id
    return waits and ticket.status not in ENDS | {Status.RESOLVED}
