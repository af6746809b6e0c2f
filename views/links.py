"""Tickets that belong together: the strip on both cards, and the form that links them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import FieldRefusal
from domain.link import Link, LinkKind
from domain.ticket import ENDS, Status, Ticket
from views import ids
from views.blocks import Block, context, modal, option, section, select, text_input
from views.forms import choice_in, words_in
from views.text import fitted

NAMED = 8

SAID = {
    LinkKind.FOLLOWS: ("Follows", "Followed by"),
    LinkKind.BLOCKED_BY: ("Waits for", "Waited for by"),
    LinkKind.RELATES_TO: ("Has to do with", "Has to do with"),
}
"""As said on the card of the first ticket, and on that of the other one."""

CHOICES = {
    LinkKind.BLOCKED_BY: "It waits until that one is done",
    LinkKind.FOLLOWS: "It follows that one",
    LinkKind.RELATES_TO: "It has to do with that one",
}
NO_LONGER = "no_longer"
REFERENCE = re.compile(r"(?:mt-?\s*)?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A link as seen from one of its tickets, with the other one."""

    link: Link
    other: Ticket

    @property
    def said(self) -> str:
        first, second = SAID[self.link.kind]
        return second if self.other.id == self.link.ticket_id else first


def strip(linked: Sequence[Linked]) -> list[Block]:
    """Each with what it is about and where it stands."""
    lines = [_line(each) for each in linked[:NAMED]]
    if linked[NAMED:]:
        lines.append(f"and {len(linked) - NAMED} more")
    return [context("\n".join(lines))] if lines else []


def form(ticket: Ticket) -> Block:
    kinds = [option(words, kind) for kind, words in CHOICES.items()]
    kinds.append(option("It has nothing to do with that one any more", NO_LONGER))
    blocks = [
        section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}"),
        text_input("number", "Which other ticket?", limit=20, hint="Its number, such as MT-12."),
        select("kind", "What about it?", kinds, initial=LinkKind.BLOCKED_BY),
    ]
    title = f"Link {ticket.reference}"
    return modal(ids.LINK_FORM, title, blocks, submit="Save", carried=str(ticket.id))


def read_form(view: Mapping[str, Any]) -> tuple[int, int, LinkKind | None]:
    """Both numbers, and how they belong together; None where they do no longer.

    Raises FieldRefusal for what is no number of a ticket.
    """
    found = REFERENCE.fullmatch(words_in(view, "number"))
    if found is None:
        raise FieldRefusal({"number": "Please write a ticket's number, such as MT-12."})
    kind = choice_in(view, "kind")
    chosen = None if kind is None or kind == NO_LONGER else LinkKind(kind)
    return int(view["private_metadata"]), int(found[1]), chosen


def in_words(link: Link, *, of: Ticket) -> str:
    """For the history of one of its tickets."""
    if of.id == link.ticket_id:
        return f"{SAID[link.kind][0].lower()} MT-{link.other_id}"
    return f"{SAID[link.kind][1].lower()} MT-{link.ticket_id}"


def not_found(number: int) -> dict[str, str]:
    """Beside the field, for a ticket that is not there or not to be seen: one as the other."""
    return {"number": f"There is no MT-{number} that you can see. Please check the number."}


def itself(number: int) -> dict[str, str]:
    return {"number": f"This is MT-{number} itself. Please write the number of another one."}


def _line(linked: Linked) -> str:
    """Of a private ticket only its number is told, and only to those of another private one."""
    other = linked.other
    if not other.is_for_both_sides:
        return f"{linked.said} *{other.reference}* · private"
    summary = fitted(other.summary, 120)
    return f"{linked.said} *{other.reference}* · {summary} · {_stands(other)}"


def seen_elsewhere(ticket: Ticket) -> tuple[object, ...]:
    """What the cards of others tell of it: they follow when it changes."""
    return ticket.summary, ticket.visibility, _stands(ticket)


def _stands(ticket: Ticket) -> str:
    if ticket.status in (Status.RESOLVED, Status.CLOSED):
        return "done"
    return "called off" if ticket.status in ENDS else "open"
