"""Handing on: the form, what those concerned are told, and how the history says it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.catalogue import Area, Catalogue
from domain.errors import FieldRefusal
from domain.message import CardPlace, Message, Notice
from domain.notification import News
from domain.request import Filed
from domain.ticket import Ticket
from views import ids
from views.blocks import Block, labelled, modal, option, section, select, text_input
from views.forms import choice_in, too_long, words_in
from views.routing import ours
from views.text import fitted, owner, quoted

WORDS_LIMIT = 1000
ROOM = 2000


class Way(StrEnum):
    """What the form can do."""

    PERSON = "person"
    AREA = "area"
    SHARE = "share"
    UNSHARE = "unshare"


WAYS = {
    Way.PERSON: "Give it to somebody",
    Way.AREA: "Move it to another area",
    Way.SHARE: "Ask another area to work on it, too",
    Way.UNSHARE: "Stop sharing it with an area",
}
SUBMIT = {
    Way.PERSON: "Hand over",
    Way.AREA: "Move",
    Way.SHARE: "Share",
    Way.UNSHARE: "Stop sharing",
}
REASONED = frozenset({Way.PERSON, Way.AREA})
"""What takes a ticket from somebody: they read why."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What was sent: a person or an area, and why."""

    ticket_id: int
    way: Way
    to: str
    words: str


def form(
    filed: Filed,
    catalogue: Catalogue,
    way: Way = Way.PERSON,
    *,
    allowed: Collection[Way] = frozenset(Way),
) -> Block:
    """One thing at a time: what is chosen first decides what is asked.

    `allowed` is what its reader may do at all.
    """
    ticket = filed.ticket
    is_first = ticket.owner is None
    there = [w for w in WAYS if w is Way.PERSON or _areas(filed, catalogue, w)]
    ways = [w for w in there if w in allowed]
    blocks = [section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}")]
    if ways[1:]:
        blocks.append(_choice(ways, way))
    blocks.append(_target(filed, catalogue, way))
    if way in REASONED:
        blocks.append(_why(way, is_needed=not (is_first and way is Way.PERSON)))
    title = f"Assign {ticket.reference}" if is_first else f"Hand over {ticket.reference}"
    submit = "Assign" if is_first and way is Way.PERSON else SUBMIT[way]
    return modal(ids.HANDING_FORM, title[:24], blocks, submit=submit, carried=f"{ticket.id}:{way}")


def _choice(ways: Sequence[Way], chosen: Way) -> Block:
    options = [option(WAYS[way], way) for way in ways]
    element: Block = {
        "type": "radio_buttons",
        "options": options,
        "initial_option": option(WAYS[chosen], chosen),
    }
    block = labelled(ids.HANDING_WAY, "What should happen?", element)
    return block | {"dispatch_action": True}


def _target(filed: Filed, catalogue: Catalogue, way: Way) -> Block:
    if way is Way.PERSON:
        also = ", and so does who has it now" if filed.ticket.owner else ""
        hint = f"Somebody of IT. They hear of it at once{also}."
        return labelled("to", "Who looks after it?", {"type": "users_select"}, hint=hint)
    labels = {
        Way.AREA: ("To which area?", "It finds its owner there; whoever decides there is asked."),
        Way.SHARE: ("Which area?", "It gets a live card in their channel; the owner stays."),
        Way.UNSHARE: ("Which area?", "Their card says that nothing is left to do."),
    }
    label, hint = labels[way]
    options = [option(area.name, area.key) for area in _areas(filed, catalogue, way)]
    return select("area", label, options, hint=hint)


def _why(way: Way, *, is_needed: bool) -> Block:
    readers = "Both owners read" if is_needed else "They read"
    if way is Way.AREA:
        readers = "The people of the other area read"
    hint = f"{readers} this, and the history keeps it."
    return text_input(
        "words", "Why?", limit=WORDS_LIMIT, multiline=True, optional=not is_needed, hint=hint
    )


def _areas(filed: Filed, catalogue: Catalogue, way: Way) -> list[Area]:
    """Those that can be chosen; a private ticket is for people, not for areas' channels."""
    here, shared = filed.ticket.area, filed.shared
    if way is Way.UNSHARE:
        return [area for area in catalogue.areas if area.key in shared]
    elsewhere = [area for area in catalogue.areas if area.key != here]
    if way is Way.AREA:
        return elsewhere
    is_open = filed.ticket.is_for_both_sides
    return [area for area in elsewhere if area.key not in shared and is_open]


def read_way(view: Mapping[str, Any]) -> tuple[int, Way]:
    """Ticket and what is chosen in the form right now."""
    ticket_id, drawn_for = _drawn_for(view)
    return ticket_id, Way(choice_in(view, ids.HANDING_WAY) or drawn_for)


def read_form(view: Mapping[str, Any]) -> Chosen:
    """Raises FieldRefusal where something is missing."""
    ticket_id, way = _drawn_for(view)
    words, to = words_in(view, "words"), _target_in(view, way)
    problems = {
        "to" if way is Way.PERSON else "area": None if to else "Please choose here.",
        "words": too_long("This", words, WORDS_LIMIT),
    }
    if read_way(view)[1] is not way:
        problems = {ids.HANDING_WAY: "The form was still changing. Please look, and press again."}
    if found := {name: problem for name, problem in problems.items() if problem}:
        raise FieldRefusal(found)
    return Chosen(ticket_id=ticket_id, way=way, to=to or "", words=words)


def _drawn_for(view: Mapping[str, Any]) -> tuple[int, Way]:
    ticket_id, way = view["private_metadata"].split(":")
    return int(ticket_id), Way(way)


def _target_in(view: Mapping[str, Any], way: Way) -> str | None:
    if way is not Way.PERSON:
        return choice_in(view, "area")
    found: str | None = view["state"]["values"].get("to", {}).get("to", {}).get("selected_user")
    return found


# the history


def given(before: Ticket, after: Ticket, *, by: str, words: str) -> str:
    whence = f"from {owner(before.owner)} " if before.owner and by != before.owner else ""
    to = "to " if before.owner else ""
    return ours(f"{whence}{to}{owner(after.owner)}", said=words)


def moved(before: Filed, after: Filed, catalogue: Catalogue, words: str) -> str:
    here, there = (_name(filed.ticket.area, catalogue) for filed in (before, after))
    was, now = (_holder(filed.ticket) for filed in (before, after))
    again = "; approval is asked anew" if _is_asked_anew(before, after) else ""
    return ours(f"from {here} ({was}) to {there} ({now}){again}", said=words)


def shared_with(area: str, catalogue: Catalogue) -> str:
    return ours(_name(area, catalogue))


def passed(before: Ticket, after: Ticket) -> str:
    return ours(f"from {owner(before.owner)} to {owner(after.owner)}, as it was not taken in time")


def left_alone(before: Ticket) -> str:
    return ours(f"as {owner(before.owner)} had not taken it in time and nobody else is there")


# what people are told


def told_given(before: Filed, after: Filed, *, by: str, words: str, it: CardPlace) -> list[Message]:
    """The new owner in IT's thread, by name; who had it until now, directly."""
    ticket, was = after.ticket, before.ticket.owner
    begins = f"{owner(ticket.owner)} {ticket.reference} is yours now, says <@{by}>"
    ends = f"{ticket.reference} is with {owner(ticket.owner)} now, says <@{by}>"
    return [
        _to_new_owner(ticket, f"{begins}{_said(words)}\n{_what_next(ticket)}", it=it),
        *_to_old_owner(ticket, was, f"{ends}. Nothing is needed from you any more."),
        _to_requester(ticket, f"{owner(ticket.owner)} looks after {ticket.reference} now."),
    ]


def told_moved(
    before: Filed, after: Filed, catalogue: Catalogue, *, by: str, words: str, it: CardPlace
) -> list[Message]:
    """The new area's thread, the old owner, and who is asked for their yes there."""
    ticket, was = after.ticket, before.ticket.owner
    here, there = (_name(filed.ticket.area, catalogue) for filed in (before, after))
    comes = f"<@{by}> moved {ticket.reference} here from {here}{_said(words)}"
    if ticket.owner:
        comes = f"{owner(ticket.owner)} {comes}\n{_what_next(ticket)}"
    left = f"<@{by}> moved {ticket.reference} to {there}. Nothing is needed from you any more."
    asked = after.approval.asked if after.approval and _is_asked_anew(before, after) else ()
    return [
        _to_new_owner(ticket, comes, it=it),
        *(_to_old_owner(ticket, was, left)),
        *(_asked(ticket, person, there) for person in asked),
        _to_requester(
            ticket,
            f"{ticket.reference} was moved from {here} to {there}, where "
            f"{owner(ticket.owner)} looks after it.",
            news=News.PROGRESS,
        ),
    ]


def told_passed_on(before: Filed, after: Filed, *, it: CardPlace) -> list[Message]:
    """Both people hear of it; who was too late needs no excuse."""
    ticket, was = after.ticket, before.ticket.owner
    if ticket.owner is None or ticket.owner == was:
        text = (
            f"{ticket.reference} went back to the queue, as nobody had taken it in time. You can "
            "still take it, with the button on its card."
        )
        return list(_to_old_owner(ticket, was, text))
    comes = (
        f"{owner(ticket.owner)} {ticket.reference} is yours now, as it was not taken in time by "
        f"who had it first.\n{_what_next(ticket)}"
    )
    left = (
        f"{ticket.reference} went on to {owner(ticket.owner)}, as it was not taken in time. "
        "Nothing is needed from you; who still wants it can press *Take it* on its card."
    )
    return [_to_new_owner(ticket, comes, it=it), *_to_old_owner(ticket, was, left)]


def told_shared(after: Filed, area: Area, *, by: str) -> list[Message]:
    ticket = after.ticket
    return [
        Notice(
            key=f"{_event(ticket)}:shared:{area.key}",
            to=area.triage,
            thread=f"{ticket.reference}:triage:{area.triage}",
            text=f"<@{by}> asks {fitted(area.name, 100)} to work on {ticket.reference}, too; "
            f"{owner(ticket.owner)} still answers for it. What is written here stays within IT.",
            calls=area.owner,
            why="You look after this area.",
            news=News.NEEDS_YOU,
        )
    ]


def _to_new_owner(ticket: Ticket, text: str, *, it: CardPlace) -> Notice:
    return Notice(
        key=f"{_event(ticket)}:handed",
        to=it.to,
        thread=it.name,
        text=text,
        why="You own it now.",
        calls=ticket.owner,
        news=News.NEEDS_YOU,
    )


def _to_old_owner(ticket: Ticket, was: str | None, text: str) -> Sequence[Notice]:
    if was is None or was == ticket.owner:
        return ()
    return (
        Notice(
            key=f"{_event(ticket)}:was:{was}",
            to=was,
            text=text,
            why="You owned it until now.",
            news=News.NEEDS_YOU,
        ),
    )


def _to_requester(ticket: Ticket, text: str, *, news: News = News.SMALL_CHANGES) -> Notice:
    return Notice(
        key=f"{_event(ticket)}:requester",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=text,
        why="You asked for it.",
        news=news,
    )


def _asked(ticket: Ticket, approver: str, there: str) -> Notice:
    return Notice(
        key=f"{_event(ticket)}:asked:{approver}",
        to=approver,
        thread=f"{ticket.reference}:approval:{approver}",
        text=f"{ticket.reference} came to {there}, so it needs your yes: "
        f"_{fitted(ticket.summary, 200)}_. The card above shows how it stands.",
        why="Your yes is needed.",
        news=News.NEEDS_YOU,
    )


def _what_next(ticket: Ticket) -> str:
    return f"Its card shows what happens next; {ticket.reference} can be handed over from there."


def _said(words: str) -> str:
    return f":\n{quoted(words, ROOM)}" if words else "."


def _holder(ticket: Ticket) -> str:
    return owner(ticket.owner) if ticket.owner else "nobody"


def _name(key: str, catalogue: Catalogue) -> str:
    area = catalogue.area(key)
    return fitted(area.name if area else key, 100)


def _is_asked_anew(before: Filed, after: Filed) -> bool:
    was = before.approval.round if before.approval else 0
    return after.approval is not None and after.approval.round > was


def _event(ticket: Ticket) -> str:
    return f"{ticket.reference}.v{ticket.version}"
