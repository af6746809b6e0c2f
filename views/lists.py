"""Answers to `/request mine`, `assigned`, `MT-1` and `help`."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.history import Entry, Event
from domain.message import Post
from domain.ticket import Ticket
from views import ticket as ticket_view
from views.blocks import Block, context, section
from views.text import fitted, link, moment, plain

HAPPENED = {
    Event.FILED: "filed it",
    Event.APPROVED: "approved it",
    Event.CHANGES_REQUESTED: "asked for changes",
    Event.DECLINED: "declined it",
    Event.EDITED: "edited it",
    Event.TAKEN: "took it",
    Event.RESOLVED: "resolved it",
    Event.DONE: "confirmed that it is done",
    Event.NOT_YET: "sent it back",
    Event.WITHDRAWN: "withdrew it",
    Event.COMMENTED: "commented",
    Event.NUDGED: "was reminded",
    Event.DETAILED: "added the details",
    Event.REPLIED: "replied",
    Event.ASKED: "asked a question",
    Event.ANSWERED: "answered",
    Event.WAITS_FOR_IT: "waits for another IT team",
    Event.WAITS_FOR_THIRD_PARTY: "waits for somebody outside",
    Event.WENT_ON: "goes on with it",
    Event.CLOSED: "closed it, as nobody objected",
    Event.REOPENED: "opened it again",
    Event.CANCELLED: "cancelled it",
    Event.NOTED: "noted something",
    Event.WATCHED: "follows it",
    Event.UNWATCHED: "no longer follows it",
    Event.SNOOZED: "put it aside",
    Event.WOKEN: "took it up again",
    Event.LINKED: "linked it",
    Event.UNLINKED: "took a link away",
}
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Listed:
    ticket: Ticket
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One ticket, to be shown as the card with this name."""

    shown: ticket_view.Shown
    name: str


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
    history = "\n".join(_line(entry) for entry in looked.shown.history[-SHOWN:])
    return Post(text=card.text, blocks=(*card.blocks, context(history)))


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
    side = f" · waits on {ticket_view.SIDE[ticket.waits_on]}" if ticket.waits_on else ""
    return f"*{reference}* {fitted(ticket.summary, 400)}\n{plain(ticket.status)}{side}"


def _line(entry: Entry) -> str:
    who = f"<@{entry.by}>" if entry.by else "Tandem"
    return f"{moment(entry.at)} · {who} {HAPPENED[entry.event]}"
