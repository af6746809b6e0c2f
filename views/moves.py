"""The small forms for moves that need words or a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.errors import FieldRefusal
from domain.lifecycle import Move
from domain.request import Filed
from domain.ticket import Ticket
from views import brief, ids
from views.blocks import Block, labelled, modal, section, text_input
from views.forms import date_in, too_long, words_in
from views.text import fitted

WORDS_LIMIT = 1000
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What the form of a move says."""

    title: str
    label: str
    hint: str
    submit: str


WAITING = Asking(
    title="Waiting: {}",
    label="What does it wait for?",
    hint="The requester reads this.",
    submit="Wait",
)
ASKING = {
    Move.RESOLVE: Asking(
        title="Resolve {}",
        label="What was done?",
        hint="The requester reads this and says if it is done.",
        submit="Resolve",
    ),
    Move.NOT_YET: Asking(
        title="Not yet: {}",
        label="What is missing?",
        hint="The owner reads this and goes on from there.",
        submit="Send back",
    ),
    Move.COMMENT: Asking(
        title="Comment on {}",
        label="Your comment",
        hint="It goes to the thread that IT works in.",
        submit="Send",
    ),
    Move.ANSWER: Asking(
        title="Answer: {}",
        label="Your answer",
        hint="It goes to the owner, who goes on from there.",
        submit="Send",
    ),
    Move.REOPEN: Asking(
        title="Reopen {}",
        label="Why does it have to go on?",
        hint="The owner reads this and goes on from there.",
        submit="Reopen",
    ),
    Move.CANCEL: Asking(
        title="Cancel {}",
        label="Why does it end here?",
        hint="The requester reads this. What could help them instead?",
        submit="Cancel the ticket",
    ),
    Move.NOTE: Asking(
        title="Note on {}",
        label="Your note",
        hint="Only IT reads this.",
        submit="Keep",
    ),
    Move.WAIT_FOR_IT: WAITING,
    Move.WAIT_FOR_THIRD_PARTY: WAITING,
}
CHECKED = frozenset({Move.RESOLVE, Move.NOT_YET})
"""Forms that show what was said, at filing, about when it is done."""


def form(filed: Filed, move: Move) -> Block:
    ticket, asking = filed.ticket, ASKING[move]
    blocks = [
        _about(ticket),
        *(brief.acceptance(filed.brief) if move in CHECKED else ()),
        text_input("words", asking.label, limit=WORDS_LIMIT, multiline=True, hint=asking.hint),
    ]
    title = asking.title.format(ticket.reference)
    carried = f"{move}:{ticket.id}"
    return modal(ids.MOVE_FORM, title, blocks, submit=asking.submit, carried=carried)


def read_form(view: Mapping[str, Any]) -> tuple[Move, int, str]:
    """Move, ticket id and words. Raises FieldRefusal where the words are amiss."""
    move, ticket_id = view["private_metadata"].split(":")
    words = words_in(view, "words")
    problem = too_long("This", words, WORDS_LIMIT) or (None if words else "Please write a line.")
    if problem:
        raise FieldRefusal({"words": problem})
    return Move(move), int(ticket_id), words


def snooze_form(ticket: Ticket) -> Block:
    """Until when, and for whoever looks in the meantime, why."""
    hint = "It leaves your backlog and comes back at 9:00 on that day, with a word to you."
    blocks = [
        _about(ticket),
        labelled("day", "Until when?", {"type": "datepicker"}, hint=hint),
        text_input(
            "words",
            "Why?",
            limit=WORDS_LIMIT,
            multiline=True,
            optional=True,
            hint="Only IT reads this.",
        ),
    ]
    title = f"Put aside: {ticket.reference}"[:24]
    return modal(ids.SNOOZE_FORM, title, blocks, submit="Put aside", carried=str(ticket.id))


def read_snooze_form(view: Mapping[str, Any], *, today: date) -> tuple[int, date, str]:
    """Ticket id, day and words. Raises FieldRefusal where one of them is amiss."""
    day, words = date_in(view, "day"), words_in(view, "words")
    problems = {"day": _amiss(day, today), "words": too_long("This", words, WORDS_LIMIT)}
    found = {name: problem for name, problem in problems.items() if problem}
    if found or day is None:
        raise FieldRefusal(found)
    return int(view["private_metadata"]), day, words


def _amiss(day: date | None, today: date) -> str | None:
    if day is None:
        return "Please choose a day."
    if day <= today:
        return "Please choose a day after today."
    return "Please choose a day within a year." if day - today > FURTHEST else None


def _about(ticket: Ticket) -> Block:
    return section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}")
