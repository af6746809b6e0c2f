"""The moves a ticket can make: from where, to where, and whose move it is. One table."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.catalogue import Catalogue
from domain.errors import MoveRefused, NotForYou, TicketNotFound, TooLateToReopen, WordsMissing
from domain.people import Side
from domain.request import Filed
from domain.ticket import AT_WORK, ENDS, Status, Ticket, Waiting
from domain.visibility import may_see

REOPENED_WITHIN = timedelta(days=7)
"""After this, a closed ticket gets a linked follow-up instead."""


class Move(StrEnum):
    ADD_DETAILS = "add_details"
    EDIT = "edit"
    TAKE = "take"
    REPLY = "reply"
    ASK = "ask"
    ANSWER = "answer"
    WAIT_FOR_IT = "wait_for_it"
    WAIT_FOR_THIRD_PARTY = "wait_for_third_party"
    GO_ON = "go_on"
    RESOLVE = "resolve"
    DONE = "done"
    NOT_YET = "not_yet"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    COMMENT = "comment"
    NOTE = "note"
    WATCH = "watch"
    UNWATCH = "unwatch"
    SNOOZE = "snooze"
    WAKE = "wake"
    LINK = "link"
    UNLINK = "unlink"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    MOVE_AREA = "move_area"
    SHARE = "share"
    UNSHARE = "unshare"
    ASK_APPROVAL = "ask_approval"
    ASK_AGAIN = "ask_again"
    REMIND = "remind"


class Mover(StrEnum):
    REQUESTER = "the requester"
    OWNER = "the owner"
    IT = "the IT side"
    DESK = "the IT side or a lead"
    EITHER = "the requester or the IT side"
    READER = "whoever may see it"
    TANDEM = "Tandem"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`to` is None where the ticket stays as it is. `otherwise` says what can be done instead.

    `needs_words` are what has to be said with the move: a resolution, a reason. What happens
    `by_itself`, too, Tandem may do as well.
    """

    mover: Mover
    starts: frozenset[Status]
    to: Status | None = None
    waiting_for: Waiting | None = None
    needs_words: str = ""
    by_itself: bool = False
    otherwise: str


ALL = frozenset(Status)
BEFORE_RESOLUTION = ALL - ENDS - {Status.RESOLVED}

MOVES = {
    Move.ADD_DETAILS: Rule(
        mover=Mover.EITHER,
        starts=frozenset({Status.NEW}),
        otherwise="Its details are there already; its card shows what happens next.",
    ),
    Move.EDIT: Rule(
        mover=Mover.REQUESTER,
        starts=BEFORE_RESOLUTION - {Status.NEW},
        otherwise="It can no longer be edited: please add a comment, or file a new request.",
    ),
    Move.TAKE: Rule(
        mover=Mover.IT,
        starts=frozenset({Status.OPEN}),
        to=Status.IN_PROGRESS,
        otherwise="There is nothing to take; its card shows who has it.",
    ),
    Move.REPLY: Rule(
        mover=Mover.IT,
        starts=ALL - {Status.DECLINED, Status.CANCELLED},
        needs_words="reply",
        otherwise="It has ended, so nobody waits for a reply.",
    ),
    Move.ASK: Rule(
        mover=Mover.IT,
        starts=AT_WORK,
        to=Status.WAITING,
        waiting_for=Waiting.REQUESTER,
        needs_words="question",
        otherwise="It cannot wait for an answer from there. You can reply without the box.",
    ),
    Move.ANSWER: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset({Status.WAITING}),
        to=Status.IN_PROGRESS,
        needs_words="answer",
        otherwise="Nobody waits for your answer right now. You can always add a comment.",
    ),
    Move.WAIT_FOR_IT: Rule(
        mover=Mover.IT,
        starts=AT_WORK,
        to=Status.WAITING,
        waiting_for=Waiting.IT,
        needs_words="reason",
        otherwise="Only work that has begun can wait; its card shows what happens next.",
    ),
    Move.WAIT_FOR_THIRD_PARTY: Rule(
        mover=Mover.IT,
        starts=AT_WORK,
        to=Status.WAITING,
        waiting_for=Waiting.THIRD_PARTY,
        needs_words="reason",
        otherwise="Only work that has begun can wait; its card shows what happens next.",
    ),
    Move.GO_ON: Rule(
        mover=Mover.IT,
        starts=frozenset({Status.WAITING}),
        to=Status.IN_PROGRESS,
        otherwise="It is not waiting for anybody; its card shows what happens next.",
    ),
    Move.RESOLVE: Rule(
        mover=Mover.OWNER,
        starts=AT_WORK,
        to=Status.RESOLVED,
        needs_words="resolution",
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
        needs_words="reason",
        otherwise="There is nothing to send back right now; its card shows what happens next.",
    ),
    Move.CLOSE: Rule(
        mover=Mover.TANDEM,
        starts=frozenset({Status.RESOLVED}),
        to=Status.CLOSED,
        otherwise="Only what is resolved closes by itself.",
    ),
    Move.REOPEN: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset({Status.CLOSED}),
        to=Status.IN_PROGRESS,
        needs_words="reason",
        otherwise="Only a closed ticket can be opened again; its card shows what happens next.",
    ),
    Move.WITHDRAW: Rule(
        mover=Mover.REQUESTER,
        starts=BEFORE_RESOLUTION,
        to=Status.CANCELLED,
        otherwise="It can no longer be withdrawn.",
    ),
    Move.CANCEL: Rule(
        mover=Mover.OWNER,
        starts=BEFORE_RESOLUTION,
        to=Status.CANCELLED,
        needs_words="reason",
        otherwise="It can no longer be cancelled.",
    ),
    Move.COMMENT: Rule(
        mover=Mover.READER,
        starts=ALL - ENDS,
        needs_words="comment",
        otherwise="It has ended: please file a new request and mention this one.",
    ),
    Move.NOTE: Rule(
        mover=Mover.IT,
        starts=ALL,
        needs_words="note",
        otherwise="",
    ),
    Move.WATCH: Rule(
        mover=Mover.READER,
        starts=ALL - ENDS,
        otherwise="It has ended, so there is nothing to follow any more.",
    ),
    Move.UNWATCH: Rule(mover=Mover.READER, starts=ALL, otherwise=""),
    Move.SNOOZE: Rule(
        mover=Mover.OWNER,
        starts=AT_WORK,
        otherwise="Only work that has begun can be put aside; its card shows what happens next.",
    ),
    Move.WAKE: Rule(
        mover=Mover.OWNER,
        starts=AT_WORK,
        by_itself=True,
        otherwise="It is not put aside any more; its card shows what happens next.",
    ),
    Move.LINK: Rule(mover=Mover.EITHER, starts=ALL, otherwise=""),
    Move.UNLINK: Rule(mover=Mover.EITHER, starts=ALL, otherwise=""),
    Move.ASSIGN: Rule(
        mover=Mover.DESK,
        starts=BEFORE_RESOLUTION,
        otherwise="It has ended, so nobody has to own it any more.",
    ),
    Move.HAND_OVER: Rule(
        mover=Mover.IT,
        starts=BEFORE_RESOLUTION,
        needs_words="reason",
        otherwise="There is nothing left to hand over; its card shows how it ended.",
    ),
    Move.MOVE_AREA: Rule(
        mover=Mover.IT,
        starts=BEFORE_RESOLUTION,
        needs_words="reason",
        otherwise="It has ended, so it stays where it is.",
    ),
    Move.SHARE: Rule(
        mover=Mover.IT,
        starts=BEFORE_RESOLUTION,
        otherwise="It has ended, so nobody else has to work on it.",
    ),
    Move.UNSHARE: Rule(mover=Mover.IT, starts=ALL, otherwise=""),
    Move.ASK_APPROVAL: Rule(
        mover=Mover.IT,
        starts=AT_WORK,
        to=Status.AWAITING_APPROVAL,
        needs_words="reason",
        otherwise="Only work that may begin or has begun can wait for a yes; its card shows what "
        "happens next.",
    ),
    Move.ASK_AGAIN: Rule(
        mover=Mover.EITHER,
        starts=frozenset({Status.EXPIRED}),
        to=Status.AWAITING_APPROVAL,
        otherwise="It was asked again already, or decided; its card shows what happens next.",
    ),
    Move.REMIND: Rule(
        mover=Mover.REQUESTER,
        starts=frozenset({Status.AWAITING_APPROVAL}),
        otherwise="Nobody has to decide on it right now; its card shows what happens next.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Company:
    """The people of both sides, as the catalogue names them; IT's people may do IT's moves.

    `desk` are the leads and coordinators, who see to it that everything has an owner.
    """

    it: Collection[str]
    marketing: Collection[str] = ()
    desk: Collection[str] = ()

    @property
    def both(self) -> frozenset[str]:
        return frozenset(self.it) | frozenset(self.marketing)


def company_of(catalogue: Catalogue) -> Company:
    return Company(
        it=catalogue.members(Side.IT),
        marketing=catalogue.members(Side.MARKETING),
        desk=catalogue.still_here(*catalogue.leads, *catalogue.coordinators),
    )


def move(
    filed: Filed,
    by: str | None,
    what: Move,
    *,
    company: Company,
    now: datetime,
    words: str = "",
    until: datetime | None = None,
) -> Filed:
    """Return the ticket after this move; who takes a ticket owns it from then on.

    `by` is None where Tandem moves it by itself; `until` is for what is put aside. Raises what
    `check` raises, and WordsMissing.
    """
    check(filed, by, what, company=company, now=now)
    rule = MOVES[what]
    if rule.needs_words and not words.strip():
        raise WordsMissing(filed.ticket.reference, what=rule.needs_words)
    moved = _moved(filed.ticket, by, what, now=now)
    if what is Move.SNOOZE:
        moved = replace(moved, snoozed_until=until)
    return replace(filed, ticket=moved, watchers=_watchers(filed, by, what))


def check(
    filed: Filed, by: str | None, what: Move, *, company: Company, now: datetime | None = None
) -> None:
    """Whether this person may make this move now.

    Raises TicketNotFound for who may not see it, NotForYou where it is another's move, MoveRefused
    where the ticket stands elsewhere, TooLateToReopen.
    """
    ticket, rule = filed.ticket, MOVES[what]
    if by is not None and not may_see(filed, by, both_sides=_readers(rule.mover, company)):
        raise TicketNotFound(ticket.id)
    happens_by_itself = rule.by_itself and by is None
    if not happens_by_itself and not _is_theirs(rule.mover, filed, by, company):
        raise NotForYou(ticket.reference, whose=_whose(rule.mover, ticket))
    if ticket.status not in rule.starts or not _is_awaited(ticket, what):
        raise MoveRefused(ticket.reference, status=ticket.status, why=rule.otherwise)
    if what is Move.REOPEN and now and ticket.closed_at and is_too_late(ticket.closed_at, now):
        raise TooLateToReopen(ticket.reference)


def _readers(mover: Mover, company: Company) -> frozenset[str]:
    """Who sees what both sides see; of what has no owner, whoever runs the desk hears, too."""
    return company.both | frozenset(company.desk) if mover is Mover.DESK else company.both


def is_of_it(filed: Filed, person: str | None, company: Company) -> bool:
    """Whether they act for IT here: its people, and the owner wherever they are now."""
    is_owner = person is not None and person == filed.ticket.owner
    return is_owner or person in company.it


def is_too_late(closed_at: datetime, now: datetime) -> bool:
    """Whether what was closed then can no longer be opened again."""
    return now - closed_at > REOPENED_WITHIN


def may_move(
    filed: Filed, by: str, what: Move, *, company: Company, now: datetime | None = None
) -> bool:
    """Whether to offer it: the same question as `check`, answered without words."""
    try:
        check(filed, by, what, company=company, now=now)
    except (TicketNotFound, NotForYou, MoveRefused, TooLateToReopen):
        return False
    return True


ANSWERS = frozenset({Move.TAKE, Move.REPLY, Move.SNOOZE})
"""With these, its owner has answered: nobody else is asked to take it."""


def _moved(ticket: Ticket, by: str | None, what: Move, *, now: datetime) -> Ticket:
    rule = MOVES[what]
    to = rule.to or ticket.status
    takes = what is Move.TAKE and by is not None
    return replace(
        ticket,
        status=to,
        waiting_for=rule.waiting_for if rule.to else ticket.waiting_for,
        owner=by if takes and by else ticket.owner,
        snoozed_until=None if rule.to or what is Move.WAKE else ticket.snoozed_until,
        answer_by=None if rule.to or what in ANSWERS else ticket.answer_by,
        resolved_at=_resolved_at(ticket, what, now),
        closed_at=_closed_at(ticket, to, now),
    )


def _watchers(filed: Filed, by: str | None, what: Move) -> tuple[str, ...]:
    others = tuple(watcher for watcher in filed.watchers if watcher != by)
    has_it_anyway = by in (filed.ticket.requester, filed.ticket.owner)
    if what is Move.WATCH and by and not has_it_anyway:
        return (*others, by)
    return others if what is Move.UNWATCH else filed.watchers


def _is_awaited(ticket: Ticket, what: Move) -> bool:
    """An answer can be given only where one was asked for; what is not asleep cannot be woken."""
    if what is Move.WAKE:
        return ticket.snoozed_until is not None
    return what is not Move.ANSWER or ticket.waiting_for is Waiting.REQUESTER


def _is_theirs(mover: Mover, filed: Filed, by: str | None, company: Company) -> bool:
    is_requester = by == filed.ticket.requester
    is_it = is_of_it(filed, by, company)
    theirs = {
        Mover.TANDEM: by is None,
        Mover.REQUESTER: is_requester,
        Mover.OWNER: by is not None and by == filed.ticket.owner,
        Mover.IT: is_it,
        Mover.DESK: is_it or by in company.desk,
        Mover.EITHER: is_requester or is_it,
        Mover.READER: by is not None,
    }
    return theirs[mover]


def _whose(mover: Mover, ticket: Ticket) -> str:
    person = {Mover.REQUESTER: ticket.requester, Mover.OWNER: ticket.owner}.get(mover)
    return f"<@{person}>, {mover}," if person else str(mover)


def _resolved_at(ticket: Ticket, what: Move, now: datetime) -> datetime | None:
    if what is Move.RESOLVE:
        return now
    return None if what in (Move.NOT_YET, Move.REOPEN) else ticket.resolved_at


def _closed_at(ticket: Ticket, to: Status, now: datetime) -> datetime | None:
    if to not in ENDS:
        return None
    return ticket.closed_at or now
