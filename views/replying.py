"""The reply to a requester: its form, and what they will read before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.comment import Audience, Comment, CommentKind
from domain.errors import FieldRefusal
from domain.lifecycle import Move
from domain.request import Filed
from domain.ticket import Status, Ticket
from views import ids
from views.blocks import Block, context, labelled, modal, option, section, text_input
from views.conversation import preview as as_read
from views.forms import too_long, words_in
from views.text import fitted

WORDS_LIMIT = 1400
"""A preview carries the words unseen, and there is room for 3000 units of UTF-16."""

ASKS = "asks"
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Reply:
    ticket_id: int
    words: str
    asks: bool

    @property
    def move(self) -> Move:
        return Move.ASK if self.asks else Move.REPLY


def form(ticket: Ticket) -> Block:
    blocks = [
        section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}"),
        text_input(
            "words",
            "Your reply",
            limit=WORDS_LIMIT,
            multiline=True,
            hint="You see it as the requester will, before anything is sent.",
        ),
        _asks(),
    ]
    title = f"Reply on {ticket.reference}"
    return modal(ids.REPLY_FORM, title, blocks, submit="Preview", carried=str(ticket.id))


def read_form(view: Mapping[str, Any]) -> Reply:
    """Raises FieldRefusal where the words are amiss."""
    words = words_in(view, "words")
    problem = too_long("A reply", words, WORDS_LIMIT) or (None if words else "Please write a line.")
    if problem:
        raise FieldRefusal({"words": problem})
    chosen = view["state"]["values"].get(ASKS, {}).get(ASKS, {}).get("selected_options")
    return Reply(ticket_id=int(view["private_metadata"]), words=words, asks=bool(chosen))


def preview(reply: Reply, filed: Filed, *, by: str, where: str) -> Block:
    """Stands above the form: Back returns to the words as they were typed."""
    ticket = filed.ticket
    place = f"in the thread in <#{where}>" if where.startswith(("C", "G")) else "directly"
    blocks = [
        context(f"This is what <@{ticket.requester}> will read, {place}:"),
        *as_read(_comment(reply, by), filed),
        context(_then(reply, ticket)),
    ]
    carried = f"{reply.ticket_id}:{'?' if reply.asks else '.'}:{reply.words}"
    name, title = ids.REPLY_PREVIEW_FORM, "Before it is sent"
    made = modal(name, title, blocks, submit="Send", carried=carried)
    return made | {"close": {"type": "plain_text", "text": "Back"}}


def read_preview(view: Mapping[str, Any]) -> Reply:
    ticket_id, asks, words = view["private_metadata"].split(":", 2)
    return Reply(ticket_id=int(ticket_id), words=words, asks=asks == "?")


def _asks() -> Block:
    element = {"type": "checkboxes", "options": [option("I need an answer", "yes")]}
    hint = "The ticket then waits for the requester, and goes on when they answer."
    return labelled(ASKS, "Do you ask something?", element, hint=hint, optional=True)


def _comment(reply: Reply, by: str) -> Comment:
    kind = CommentKind.QUESTION if reply.asks else CommentKind.REPLY
    return Comment(
        ticket_id=reply.ticket_id,
        by=by,
        at=_NEVER,
        words=reply.words,
        audience=Audience.EVERYBODY,
        kind=kind,
    )


def _then(reply: Reply, ticket: Ticket) -> str:
    if reply.asks:
        return f"Nothing is sent yet. Once it is, {ticket.reference} waits for their answer."
    is_waiting = ticket.status is Status.WAITING
    stays = "keeps waiting as it does" if is_waiting else "goes on as it does"
    return f"Nothing is sent yet. Once it is, {ticket.reference} {stays}."
