"""The tickets on a Home tab: a few words about each, and what its reader can do with one tap."""

from dataclasses import dataclass

from domain.home import Tab
from domain.ticket import Status, Ticket, Waiting
from views import approval, ids
from views.blocks import Block, actions, button, section
from views.lists import TO_DO
from views.next_step import SIDE
from views.text import day, fitted, link, owner, plain


@dataclass(frozen=True, kw_only=True)
class Row:
    """`link` leads to a card that the reader may open; `turn` is that of their decision, if any."""

    ticket: Ticket
    link: str | None
    turn: str = ""


Offer = tuple[str, str, str | None]
"""What a button says, its action, its colour."""

OF_REQUESTER: dict[Status, list[Offer]] = {
    Status.NEW: [("Add details", ids.ADD_DETAILS, "primary")],
    Status.CHANGES_REQUESTED: [("Edit and resubmit", ids.EDIT, "primary")],
    Status.EXPIRED: [("Ask again", ids.ASK_AGAIN, "primary")],
    Status.RESOLVED: [("Done", ids.DONE, "primary"), ("Not yet", ids.NOT_YET, None)],
}
ANSWER: Offer = ("Answer", ids.ANSWER, "primary")
COMMENT: Offer = ("Comment", ids.COMMENT, None)
TAKE: Offer = ("Take it", ids.TAKE, "primary")
RESOLVE: Offer = ("Resolve", ids.RESOLVE, None)
OF_OWNER: dict[Status, list[Offer]] = {
    Status.NEW: [("Add details", ids.ADD_DETAILS, None)],
    Status.OPEN: [TAKE, RESOLVE],
    Status.IN_PROGRESS: [("Resolve", ids.RESOLVE, "primary")],
    Status.WAITING: [("Go on", ids.GO_ON, None)],
}


def blocks(row: Row, tab: Tab, *, reader: str) -> list[Block]:
    words = section(f"{_headline(row)}\n{_below(row, tab, reader)}")
    buttons = _buttons(row, tab, reader)
    return [words, actions(*buttons)] if buttons else [words]


def _headline(row: Row) -> str:
    return f"*{link(row.link, row.ticket.reference)}* {fitted(row.ticket.summary, 400)}"


def _below(row: Row, tab: Tab, reader: str) -> str:
    """What there is to do; elsewhere how it stands, and with whom."""
    ticket = row.ticket
    needed = f"needed by {day(ticket.needed_by)}" if ticket.needed_by else ""
    if tab is Tab.WAITING and ticket.status in TO_DO:
        to_do = TO_DO[ticket.status].format(owner=owner(ticket.owner))
        return " · ".join(fact for fact in (_sentence(to_do), needed) if fact)
    facts = [
        _sentence(plain(ticket.status)),
        f"waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else "",
        needed,
        "" if reader == ticket.requester else f"asked by <@{ticket.requester}>",
        _owned(ticket, reader),
    ]
    return " · ".join(fact for fact in facts if fact)


def _owned(ticket: Ticket, reader: str) -> str:
    if reader == ticket.owner:
        return ""
    return f"owned by <@{ticket.owner}>" if ticket.owner else "nobody owns it yet"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _buttons(row: Row, tab: Tab, reader: str) -> list[Block]:
    value = f"{row.ticket.id}:{row.turn}"
    if row.turn:
        return approval.buttons(value)
    return [
        button(text, action_id=action_id, value=value, style=style)
        for text, action_id, style in _offered(row.ticket, tab, reader)
    ]


def _offered(ticket: Ticket, tab: Tab, reader: str) -> list[Offer]:
    """The same as on the cards, as far as one tap goes."""
    if tab in (Tab.WAITING, Tab.MINE):
        return _of_requester(ticket, also_comment=tab is Tab.MINE)
    if reader == ticket.owner:
        return OF_OWNER.get(ticket.status, [])
    return [TAKE] if ticket.status is Status.OPEN else []


def _of_requester(ticket: Ticket, *, also_comment: bool) -> list[Offer]:
    is_asked = ticket.waiting_for is Waiting.REQUESTER
    theirs = [ANSWER] if is_asked else OF_REQUESTER.get(ticket.status, [])
    return [*theirs, COMMENT] if also_comment else theirs
