"""Answers to `/request mine`, `assigned`, `MT-1` and `help`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.message import Post
from domain.ticket import Ticket
from views import history
from views import ticket as ticket_view
from views.blocks import Block, context, section
from views.next_step import SIDE
from views.text import fitted, link, plain

SHOWN, ROOM = 20, 2900


@dataclass(frozen=True, kw_only=True)
class Listed:
    ticket: Ticket
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One ticket, to be shown as the card with this name."""

    shown: ticket_view.Shown
    name: str
    reader_is_it: bool = False


def cards_for(tickets: Iterable[Ticket], reader: str, catalogue: Catalogue) -> list[str]:
    """The names of all cards that a link to one of these tickets may lead to."""
    return [name for ticket in tickets for name in _cards(ticket, reader, catalogue)]


def listed(
    tickets: Iterable[Ticket], reader: str, catalogue: Catalogue, *, links: Mapping[str, str]
) -> list[Listed]:
    """Each with the address of a card that this reader may open: their own, else triage."""
    found = []
    for ticket in tickets:
        standing = [n for n in _cards(ticket, reader, catalogue) if n in links]
        found.append(Listed(ticket=ticket, link=links[standing[0]] if standing else None))
    return found


def _cards(ticket: Ticket, reader: str, catalogue: Catalogue) -> Iterator[str]:
    """The names of the cards that this reader may open, their own ones first."""
    if reader == ticket.requester:
        yield f"{ticket.reference}:requester"
    for kind in ("approval", "owner", "watcher"):
        yield f"{ticket.reference}:{kind}:{reader}"
    channel = catalogue.triage_of(ticket.area)
    if channel and ticket.is_for_both_sides:
        yield ticket_view.triage_card(ticket, channel)


def mine(found: Sequence[Listed], *, command: str) -> Post:
    if not found:
        words = f"You have no open requests. To file one: `{command} what you need`"
        return Post(text=words, blocks=(section(words),))
    return _list("Your open requests", found)


def assigned(found: Sequence[Listed]) -> Post:
    if not found:
        words = "Nothing is assigned to you right now. New work shows up in your triage channels."
        return Post(text=words, blocks=(section(words),))
    return _list("Your backlog, what is due first", found)


def one(looked: Looked) -> Post:
    """The card, and below it what happened so far."""
    card = ticket_view.card(looked.shown, looked.name)
    said = history.lines(looked.shown.history, reader_is_it=looked.reader_is_it)
    so_far = history.newest(said, limit=SHOWN, room=ROOM)
    return Post(text=card.text, blocks=(*card.blocks, context(so_far)))


def help_for(command: str) -> Post:
    words = "\n".join(
        [
            "*Ask IT for something*",
            f"`{command} a landing page for the spring campaign` opens the form with these words",
            f"`{command}` opens an empty form",
            "",
            "*See where things stand*",
            f"`{command} mine` your open requests",
            f"`{command} assigned` the tickets that you own",
            f"`{command} MT-1` one ticket with its history",
        ]
    )
    return Post(text="How to use it", blocks=(section(words),))


def _list(title: str, found: Sequence[Listed]) -> Post:
    lines: list[Block] = [section(_row(listed)) for listed in found]
    return Post(text=f"{title}: {len(found)}", blocks=(section(f"*{title}*"), *lines))


def _row(listed: Listed) -> str:
    ticket = listed.ticket
    reference = link(listed.link, ticket.reference)
    side = f" · waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else ""
    return f"*{reference}* {fitted(ticket.summary, 400)}\n{plain(ticket.status)}{side}"
