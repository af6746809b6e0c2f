"""Private tickets: who can see one, what is left of its cards elsewhere, where its news goes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.message import Card, Message, Notice, Post
from domain.request import Filed
from domain.ticket import Ticket, Visibility
from domain.visibility import involved
from views.blocks import Block, context
from views.text import mentions

NAMED = 100
"""So many viewers are named one by one; this fits a strip, whatever their ids."""


def strip(filed: Filed) -> list[Block]:
    """The exact viewers, on every copy of the card."""
    if filed.ticket.is_for_both_sides:
        return []
    restricted = filed.ticket.visibility is Visibility.RESTRICTED
    kind = "Private, as every request of its type" if restricted else "Private"
    return [context(f":lock: {kind}: only {_named(viewers(filed))} can see this")]


def viewers(filed: Filed) -> Sequence[str]:
    """Everybody who has a part in it: who asked and who answers for it first."""
    ticket, approval = filed.ticket, filed.approval
    asked = [answer.approver for answer in approval.answers] if approval else []
    first = [ticket.requester, ticket.filed_by, ticket.owner, *asked, *filed.watchers]
    return [person for person in dict.fromkeys(first) if person in involved(filed)]


def instead(filed: Filed, card: Card) -> Post:
    """What stands where its card stood, for readers who have no part in it: none of its words."""
    reference, kind = filed.ticket.reference, card.name.split(":")[1]
    if not is_person(card.to):
        words = f"{reference} has become private; those involved have it in their messages."
    elif kind == "owner":
        words = f"{reference} is with <@{filed.ticket.owner}> now. Nothing is needed from you."
    else:
        words = f"{reference} is private, and goes on without you. Nothing is needed from you."
    return Post(text=words, blocks=(context(words),), is_withheld=True)


def directed(messages: Iterable[Message], ticket: Ticket) -> list[Message]:
    """The same news; what was for a channel goes to the owner and the requester directly."""
    if ticket.is_for_both_sides:
        return list(messages)
    return [_directed(m, ticket) for m in messages]


def is_person(to: str) -> bool:
    return to.startswith(("U", "W"))


def _directed(message: Message, ticket: Ticket) -> Message:
    if isinstance(message, Card) or is_person(message.to):
        return message
    reference = ticket.reference
    if message.thread in (f"{reference}:requester", f"origin:{reference}"):
        return _to(message, ticket.requester, f"{reference}:requester")
    return _to(message, ticket.owner, f"{reference}:owner:{ticket.owner}")


def _to(notice: Notice, person: str, thread: str) -> Notice:
    return replace(notice, to=person, thread=thread)


def _named(people: Sequence[str]) -> str:
    if len(people) <= NAMED:
        return mentions(people)
    return f"{', '.join(f'<@{p}>' for p in people[:NAMED])} and {len(people) - NAMED} others"
