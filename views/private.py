"""Private tickets: who can see one, what is left of its cards elsewhere, where its news goes."""

from collections.abc import Sequence
from dataclasses import replace

from domain.message import Card, CardPlace, Notice, Post, is_person
from domain.request import Filed
from domain.ticket import Ticket, Visibility
from domain.visibility import involved
from views.blocks import Block, context
from views.text import mentions, owner

OWNER, LEFT = "owner", "left"
"""Kinds of cards: in the owner's messages; in a channel that the requester's card has left."""

NAMED = 50
"""So many viewers are named one by one; this fits a strip, whatever their ids."""


def strip(filed: Filed, *, was_gated: bool = False) -> list[Block]:
    """The exact viewers, on every copy of the card; and why so few, where nobody wished it."""
    if filed.ticket.is_for_both_sides:
        return []
    restricted = filed.ticket.visibility is Visibility.RESTRICTED
    why = ", as it is about people's data" if was_gated else ", as every request of its type"
    kind = f"Private{why}" if restricted else "Private"
    return [context(f"{kind}: only {_named(viewers(filed))} can see this")]


def viewers(filed: Filed) -> Sequence[str]:
    """Everybody who has a part in it: who asked and who answers for it first."""
    ticket, approval = filed.ticket, filed.approval
    asked = approval.people if approval else ()
    first = [ticket.requester, ticket.filed_by, ticket.owner, *asked, *filed.watchers]
    everybody = involved(filed)
    return [person for person in dict.fromkeys(first) if person in everybody]


def instead(filed: Filed, card: Card) -> Post:
    """What stands where its card stood, for readers who have no part in it: none of its words."""
    reference, kind = filed.ticket.reference, _kind(card)
    if kind == LEFT:
        words = f"{reference} goes on in the messages of those involved."
    elif not is_person(card.to):
        words = f"{reference} has become private; those involved have it in their messages."
    elif kind == OWNER:
        words = f"{reference} is with {owner(filed.ticket.owner)} now. Nothing is needed from you."
    else:
        words = f"{reference} is private, and goes on without you. Nothing is needed from you."
    return Post(text=words, blocks=(context(words),), is_withheld=True)


def directed(notice: Notice, ticket: Ticket) -> Notice:
    """The same news; of a private ticket, it goes to the owner or the requester directly."""
    if ticket.is_for_both_sides or is_person(notice.to):
        return notice
    reference = ticket.reference
    if notice.thread in (f"{reference}:requester", f"origin:{reference}"):
        return replace(notice, to=ticket.requester, thread=f"{reference}:requester")
    keeper = ticket.owner or ticket.requester
    return replace(notice, to=keeper, thread=f"{reference}:{OWNER}:{keeper}")


def is_owners(card: Card) -> bool:
    """Whether it is a ticket's card in its owner's messages."""
    return _kind(card) == OWNER


def left(card: Card) -> Card:
    """What stays behind of a card that has left this channel."""
    name = f"{card.subject}:{LEFT}:{card.to}"
    return replace(card, key=f"{card.key}:{LEFT}", name=name, thread=None)


def has_left(card: Card) -> bool:
    return _kind(card) == LEFT


def again(place: CardPlace, *, because: Card) -> Card:
    """The post there, drawn once more because of what happened to this card."""
    key = f"{because.key}:{place.name}"
    return Card(key=key, to=place.to, name=place.name, thread=place.thread)


def _kind(card: Card) -> str:
    return [*card.name.split(":"), ""][1]


def _named(people: Sequence[str]) -> str:
    if len(people) <= NAMED:
        return mentions(people)
    return f"{', '.join(f'<@{p}>' for p in people[:NAMED])} and {len(people) - NAMED} others"
