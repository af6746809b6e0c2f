"""The moves a ticket can make: from where, to where, and whose move it is."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import MoveRefused, NotForYou, TicketNotFound
from domain.ticket import Status, Ticket


class Move(StrEnum):
    EDIT = "edit"
    TAKE = "take"
    RESOLVE = "resolve"
    DONE = "done"
    NOT_YET = "not_yet"
    WITHDRAW = "withdraw"
    COMMENT = "comment"


class Mover(StrEnum):
    REQUESTER = "the requester"
    OWNER = "the owner"
    IT = "the IT side"
    EITHER = "the requester or the IT side"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`to` is None where the ticket stays as it is. `otherwise` says what can be done instead."""

    mover: Mover
    starts: frozenset[Status]
    to: Status | None
    otherwise: str


ENDS = frozenset({Status.CLOSED, Status.DECLINED, Status.CANCELLED})

MOVES = {
    Move.EDIT: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset({Status.AWAITING_APPROVAL, Status.CHANGES_REQUESTED, Status.OPEN}),
        to=None,
        otherwise="It can no longer be edited: please add a comment, or file a new request.",
    ),
    Move.TAKE: Rule(
        mover=Mover.IT,
        starts=frozenset({Status.OPEN}),
        to=Status.IN_PROGRESS,
        otherwise="There is nothing to take; its card shows who has it.",
    ),
    Move.RESOLVE: Rule(
        mover=Mover.OWNER,
        starts=frozenset({Status.OPEN, Status.IN_PROGRESS}),
        to=Status.RESOLVED,
        otherwise="It cannot be resolved from there; its card shows what happens next.",
    ),
    Move.DONE: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset({Status.RESOLVED}),
        to=Status.CLOSED,
        otherwise="There is nothing to confirm right now; its card shows what happens next.",
    ),
    Move.NOT_YET: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset({Status.RESOLVED}),
        to=Status.IN_PROGRESS,
        otherwise="There is nothing to send back right now; its card shows what happens next.",
    ),
    Move.WITHDRAW: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset(Status) - ENDS - {Status.RESOLVED},
        to=Status.CANCELLED,
        otherwise="It can no longer be withdrawn.",
    ),
    Move.COMMENT: Rule(
        mover=Mover.EITHER,
        starts=frozenset(Status) - ENDS,
        to=None,
        otherwise="It has ended: please file a new request and mention this one.",
    ),
}


def move(
    ticket: Ticket, by: str, what: Move, *, it_people: Collection[str], now: datetime
) -> Ticket:
    """Return the ticket after this move; who takes a ticket owns it from then on.

    Raises what `check` raises.
    """
    check(ticket, by, what, it_people=it_people)
    to = MOVES[what].to or ticket.status
    return replace(
        ticket,
        status=to,
        owner=by if what is Move.TAKE else ticket.owner,
        resolved_at=_resolved_at(ticket, what, now),
        closed_at=now if to in ENDS else None,
    )


def check(ticket: Ticket, by: str, what: Move, *, it_people: Collection[str]) -> None:
    """Whether this person may make this move now.

    Raises TicketNotFound for a stranger, NotForYou where it is another's move, and MoveRefused
    where the ticket stands elsewhere.
    """
    rule = MOVES[what]
    if by not in {ticket.requester, ticket.owner, *it_people}:
        raise TicketNotFound(ticket.id)
    if not _is_theirs(rule.mover, ticket, by, it_people):
        raise NotForYou(ticket.reference, whose=_whose(rule.mover, ticket))
    if ticket.status not in rule.starts:
        raise MoveRefused(ticket.reference, status=ticket.status, why=rule.otherwise)


def _is_theirs(mover: Mover, ticket: Ticket, by: str, it_people: Collection[str]) -> bool:
    match mover:
        case Mover.REQUESTER:
            return by == ticket.requester
        case Mover.OWNER:
            return by == ticket.owner
        case Mover.IT:
            return by == ticket.owner or by in it_people
        case Mover.EITHER:
            return True


def _whose(mover: Mover, ticket: Ticket) -> str:
    person = {Mover.REQUESTER: ticket.requester, Mover.OWNER: ticket.owner}.get(mover)
    return f"<@{person}>, {mover}," if person else str(mover)


def _resolved_at(ticket: Ticket, what: Move, now: datetime) -> datetime | None:
    if what is Move.RESOLVE:
        return now
    return None if what is Move.NOT_YET else ticket.resolved_at
