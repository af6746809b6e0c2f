"""What happens next with a ticket, on whose side, and by when."""

from datetime import date

from domain.people import Side
from domain.request import Filed
from domain.ticket import Status, Ticket, Waiting
from views import approval
from views.text import day, moment, owner

SIDE = {Side.MARKETING: "marketing", Side.IT: "IT"}

NEXT = {
    Status.NEW: "<@{requester}> or {owner} adds the details",
    Status.CHANGES_REQUESTED: "<@{requester}> edits the request and sends it again",
    Status.EXPIRED: "<@{requester}> asks again or takes it back: nobody decided in time",
    Status.OPEN: "{owner} takes it",
    Status.IN_PROGRESS: "{owner} works on it and says when it is done",
    Status.RESOLVED: "<@{requester}> checks it and presses Done or Not yet",
    Status.CLOSED: "nothing, it is done",
    Status.DECLINED: "nothing, it was declined; a new request can be filed at any time",
    Status.CANCELLED: "nothing, it ended here; a new request can be filed at any time",
}

WAITS_FOR = {
    Waiting.REQUESTER: "<@{requester}> answers the question in this thread",
    Waiting.IT: "another IT team does its part; {owner} keeps at it",
    Waiting.THIRD_PARTY: "somebody outside does their part; {owner} keeps at it",
}


def next_step(filed: Filed, *, closes_on: date | None = None) -> str:
    """One line; `closes_on` is the day on which what is resolved closes by itself."""
    ticket = filed.ticket
    side = f"waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else ""
    parts = (_step(filed), _by_when(ticket, closes_on), side)
    return " · ".join(part for part in parts if part)


def _step(filed: Filed) -> str:
    ticket = filed.ticket
    if ticket.status is Status.AWAITING_APPROVAL:
        return approval.awaited(filed.approval)
    if ticket.snoozed_until:
        return f"put aside; {owner(ticket.owner)} takes it up again"
    if ticket.status is Status.DECLINED and (advised := approval.advised(filed.approval)):
        return advised.format(requester=ticket.requester)
    said = WAITS_FOR[ticket.waiting_for] if ticket.waiting_for else NEXT[ticket.status]
    return said.format(requester=ticket.requester, owner=owner(ticket.owner))


def _by_when(ticket: Ticket, closes_on: date | None) -> str:
    needed = f"needed by {day(ticket.needed_by)}" if ticket.needed_by else ""
    if ticket.snoozed_until:
        aside = f"from {moment(ticket.snoozed_until)}"
        return f"{aside} · {needed}" if needed else aside
    if ticket.status is Status.RESOLVED:
        return f"closes by itself on {day(closes_on)} if nobody says a word" if closes_on else ""
    return needed if ticket.waits_on else ""
