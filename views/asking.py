"""What the requester is asked when words of theirs may mean more than a remark."""

from collections.abc import Sequence
from datetime import datetime

from domain.history import Entry, stint
from domain.lifecycle import Move, is_too_late
from domain.message import Card, CardPlace, Post
from domain.ticket import Status, Ticket, Waiting
from views import ids, text
from views.blocks import actions, button, context, section

MEANT = {
    Status.WAITING: Move.ANSWER,
    Status.RESOLVED: Move.NOT_YET,
    Status.CLOSED: Move.REOPEN,
}
"""What words of the requester do, where they say that they were meant so."""


def card(ticket: Ticket, place: CardPlace, history: Sequence[Entry]) -> Card:
    """Asked once wherever the ticket comes to stand, whatever is written there after."""
    name = f"{ticket.reference}:asking:{stint(history)}"
    key = f"{ticket.reference}.v{ticket.version}:{name}"
    return Card(key=key, to=place.to, name=name, thread=place.name)


def post(ticket: Ticket, name: str, history: Sequence[Entry], *, wrote_at: datetime | None) -> Post:
    """The question as long as it stands; then, that it is settled. They wrote last at that time."""
    asked = int(name.split(":")[2])
    is_late = bool(wrote_at and ticket.closed_at and is_too_late(ticket.closed_at, wrote_at))
    words, label = _asked(ticket, is_late=is_late)
    if asked != stint(history) or not words:
        settled = f"{ticket.reference} has moved on: its card shows what happens next."
        return Post(text=settled, blocks=(context(settled),))
    if not label:
        return Post(text=words, blocks=(section(words),))
    value = f"{ticket.id}:{asked}"
    press = button(label, action_id=ids.COUNT, value=value, style="primary")
    return Post(text=words, blocks=(section(words), actions(press)))


def _asked(ticket: Ticket, *, is_late: bool) -> tuple[str, str]:
    """Words, and what the button says; without a button where there is nothing to press."""
    reference, owner = ticket.reference, text.owner(ticket.owner)
    match ticket.status:
        case Status.WAITING if ticket.waiting_for is Waiting.REQUESTER:
            return (
                f"{reference} still waits for your answer. If that was it, press the button and "
                f"{owner} goes on; else write it here.",
                "That was my answer",
            )
        case Status.RESOLVED:
            return (
                f"{owner} says {reference} is done. Is something still missing? Press *Not done "
                "yet*, and what you wrote here goes back with it. If it was a remark, nothing is "
                "needed: IT reads it.",
                "Not done yet",
            )
        case Status.CLOSED if not is_late:
            return (
                f"{reference} is closed, so nobody works on it. If it has to go on, press *Open it "
                "again*: what you wrote here is the reason.",
                "Open it again",
            )
        case Status.CLOSED:
            return (
                f"{reference} was closed more than a week ago and stays as it is. If something is "
                "still needed, please file a follow-up: its card has the button.",
                "",
            )
        case Status.DECLINED | Status.CANCELLED:
            return (
                f"{reference} has ended, so nobody works on it. IT can read what you wrote; if you "
                "need something done, please file a new request.",
                "",
            )
    return "", ""
