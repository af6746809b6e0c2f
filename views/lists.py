"""Answers to `/request mine`, `assigned`, `waiting`, `search`, `MT-1` and `help`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.comment import Comment
from domain.message import Post
from domain.ticket import Status, Ticket
from views import conversation, history
from views import ticket as ticket_view
from views.blocks import Block, context, section
from views.next_step import SIDE
from views.text import day, fitted, link, owner, plain

SHOWN, ROOM = 20, 2000

ON_HOME = "All of them are on my Home tab."
NARROWER = "Another word finds fewer."
TO_DO = {
    Status.NEW: "its details are missing: press *Add details* on its card",
    Status.AWAITING_APPROVAL: "your decision: *Approve*, *Request changes* or *Decline* it",
    Status.CHANGES_REQUESTED: "changes were asked for: edit it and send it again",
    Status.EXPIRED: "nobody decided in time: press *Ask again*, or take it back",
    Status.WAITING: "{owner} asked you something: answer in the thread of its card",
    Status.RESOLVED: "{owner} says it is done: check it and press *Done* or *Not yet*",
}
"""What a ticket that waits for its reader wants of them."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    ticket: Ticket
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The first rows of a list, and how long it is; `is_cut` says that nobody counted further.

    `is_loose` says of a search that nothing has all of its words.
    """

    rows: Sequence[Listed]
    how_many: int
    is_cut: bool = False
    is_loose: bool = False


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One ticket, to be shown as the card with this name."""

    shown: ticket_view.Shown
    name: str
    reader_is_it: bool = False
    talk: Sequence[Comment] = ()


def listed(
    tickets: Iterable[Ticket], reader: str, catalogue: Catalogue, *, links: Mapping[str, str]
) -> list[Listed]:
    """Each with the address of a card that this reader may open: their own, else triage.

    `links` are the addresses of cards that stand, by name; other cards than those may be there.
    """
    if not links:
        return [Listed(ticket=ticket, link=None) for ticket in tickets]
    channels = {area.key: area.triage for area in catalogue.areas}
    return [
        Listed(ticket=ticket, link=_first(links, _cards(ticket, reader, channels)))
        for ticket in tickets
    ]


def _first(links: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((links[name] for name in names if name in links), None)


def _cards(ticket: Ticket, reader: str, channels: Mapping[str, str]) -> Iterator[str]:
    """The names of the cards that this reader may open, their own ones first."""
    reference = ticket.reference
    if reader == ticket.requester:
        yield f"{reference}:requester"
    for kind in ("approval", "owner", "watcher"):
        yield f"{reference}:{kind}:{reader}"
    channel = channels.get(ticket.area)
    if channel and ticket.is_for_both_sides:
        yield ticket_view.triage_card(ticket, channel)


def mine(listing: Listing, *, command: str) -> Post:
    if not listing.rows:
        return _empty(f"You have no open requests. To file one: `{command} what you need`")
    return _list("Your open requests", listing, [_row(listed) for listed in listing.rows])


def assigned(listing: Listing) -> Post:
    if not listing.rows:
        return _empty(
            "Nothing is assigned to you right now. New work shows up in your triage channels."
        )
    rows = [_row(listed) for listed in listing.rows]
    return _list("Your backlog, what is due first", listing, rows)


def waiting(listing: Listing) -> Post:
    if not listing.rows:
        return _empty("Nothing waits for you. You hear from me as soon as something does.")
    return _list("Waits for you", listing, [_to_do(listed) for listed in listing.rows])


def found(listing: Listing, words: str, *, command: str) -> Post:
    """What a search found; who typed no words is told how to."""
    shown = quoted_shortly(words)
    if not shown:
        return _empty(f"What are you looking for? For example: `{command} search spring campaign`")
    if not listing.rows:
        return _empty(
            f"I found nothing with {shown} among the tickets that you may see. Try fewer words, or "
            f"ask for it: `{command} what you need`"
        )
    near = f"Nothing has all of {shown}; these come close"
    title = near if listing.is_loose else f"Found for {shown}"
    return _list(title, listing, [_row(listed) for listed in listing.rows], more=NARROWER)


def one(looked: Looked) -> Post:
    """The card, and below it what was said and what happened so far."""
    card = ticket_view.card(looked.shown, looked.name)
    said = history.lines(looked.shown.history, reader_is_it=looked.reader_is_it)
    so_far = history.newest(said, limit=SHOWN, room=ROOM)
    talk = conversation.newest(looked.talk)
    return Post(text=card.text, blocks=(*card.blocks, *talk, context(so_far)))


def help_for(command: str, *, emoji: str) -> Post:
    """Every way in, and every way to look."""
    words = "\n".join(
        [
            "*Ask IT for something*",
            f"`{command} a landing page for spring` opens the form with these words",
            f"`{command}` opens an empty form; so do the shortcut *File a request* and my Home tab",
            "*Turn into a request*, in the menu of a message, opens it with that message's words",
            f":{emoji}: on a message, or a mention of me, makes a ticket of it; details can follow",
            "a direct message to me makes a private ticket",
            "",
            "*See where things stand*",
            f"`{command} waiting` what waits for you, and what to do",
            f"`{command} mine` your open requests",
            f"`{command} assigned` the tickets that you own",
            f"`{command} search spring campaign` tickets with these words",
            f"`{command} MT-42` one ticket with its history",
            f"`{command} route a new field in the CRM` where that would go, and who would decide",
            "my Home tab has all of it, and *Notifications*: what you hear, and when not",
            f"`{command} privacy` for data protection: how much is on record, how to get it",
            "",
            "*Be away*",
            f"`{command} away` from when until when, and who decides for you meanwhile",
            "",
            "*Look after a channel*",
            f"`{command} silence` in it: I only keep its cards up to date; `{command} unsilence`",
        ]
    )
    return Post(text="How to use it", blocks=(section(words),))


def quoted_shortly(words: str) -> str:
    """What somebody looked for, to be told back: inert, in one line."""
    return f"\u201c{fitted(' '.join(words.split()), 100)}\u201d" if words.strip() else ""


def _empty(words: str) -> Post:
    return Post(text=words, blocks=(section(words),))


def _list(title: str, listing: Listing, rows: Sequence[str], *, more: str = ON_HOME) -> Post:
    lines: list[Block] = [section(row) for row in rows]
    hidden = listing.how_many - len(rows)
    count = f"{listing.how_many} or more" if listing.is_cut else str(listing.how_many)
    rest = [context(f"{len(rows)} of {count} are shown. {more}")] if hidden > 0 else []
    return Post(text=f"{title}: {count}", blocks=(section(f"*{title}*"), *lines, *rest))


def _row(listed: Listed) -> str:
    ticket = listed.ticket
    facts = [
        plain(ticket.status),
        f"waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else "",
        f"needed by {day(ticket.needed_by)}" if ticket.needed_by else "",
    ]
    return f"{_headline(listed)}\n{' · '.join(fact for fact in facts if fact)}"


def _to_do(listed: Listed) -> str:
    ticket = listed.ticket
    return f"{_headline(listed)}\n{TO_DO[ticket.status].format(owner=owner(ticket.owner))}"


def _headline(listed: Listed) -> str:
    reference = link(listed.link, listed.ticket.reference)
    return f"*{reference}* {fitted(listed.ticket.summary, 400)}"
