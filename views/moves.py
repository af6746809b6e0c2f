"""The small forms for moves that need words, and what others are told of a move."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.errors import FieldRefusal
from domain.lifecycle import Move
from domain.message import Message, Notice
from domain.ticket import Ticket
from views import ids
from views.blocks import Block, modal, section, text_input
from views.forms import too_long, words_in
from views.text import fitted, quoted

WORDS_LIMIT = 1000


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What the form of a move says."""

    title: str
    label: str
    hint: str
    submit: str


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
}


def form(ticket: Ticket, move: Move) -> Block:
    asking = ASKING[move]
    blocks = [
        section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}"),
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


def told(ticket: Ticket, move: Move, *, by: str, words: str, channel: str | None) -> list[Message]:
    """Who hears of this move, beside the cards: each in the ticket's own thread there."""
    to_requester = {
        Move.TAKE: f"<@{by}> has taken {ticket.reference} and works on it.",
        Move.RESOLVE: f"<@{by}> says {ticket.reference} is done. Please check, then press Done or "
        f"Not yet above.\n{quoted(words, 2000)}",
    }
    to_triage = {
        Move.NOT_YET: f"<@{ticket.owner}> {ticket.reference} is not done yet, says <@{by}>:\n"
        f"{quoted(words, 2000)}",
        Move.COMMENT: f"<@{by}> comments on {ticket.reference}:\n{quoted(words, 2000)}",
        Move.DONE: f"<@{by}> confirms that {ticket.reference} is done.",
        Move.WITHDRAW: f"<@{by}> has withdrawn {ticket.reference}.",
    }
    reference = ticket.reference
    key = f"{reference}.v{ticket.version}:{move}"
    if text := to_requester.get(move):
        thread = f"{reference}:requester"
        return [Notice(key=key, to=ticket.requester, thread=thread, text=text)]
    text = to_triage.get(move)
    if channel is None or text is None:
        return []
    thread = f"{reference}:triage:{channel}"
    return [Notice(key=key, to=channel, thread=thread, text=text)]
