"""What others are told of a move, beside the cards: each once, in the ticket's own thread."""

from collections.abc import Iterator
from datetime import date

from domain.lifecycle import Move
from domain.message import CardPlace, Message, Notice
from domain.notification import News
from domain.request import Filed
from domain.ticket import Ticket
from views import brief
from views.text import day, fitted, owner, quoted

ROOM = 2000

TO_REQUESTER = {
    Move.TAKE: "{by} has taken {it} and works on it.",
    Move.WAIT_FOR_IT: "{it} waits for another IT team, says {by}. Nothing is needed from you:",
    Move.WAIT_FOR_THIRD_PARTY: "{it} waits for somebody outside, says {by}. Nothing is needed "
    "from you:",
    Move.GO_ON: "{by} works on {it} again.",
    Move.RESOLVE: "{by} says {it} is done. Please check, then press *Done* or *Not yet* above:",
    Move.CLOSE: "{it} is closed now, as nobody said that something is missing. If something is, "
    "press *Reopen* above within a week; later you can file a follow-up.",
    Move.CANCEL: "{by} has cancelled {it}. You can file a new request at any time:",
}
TO_OWNER = {
    Move.ANSWER: "{owner} {it} has its answer from {by}, so it is in progress again.",
    Move.NOT_YET: "{owner} {it} is not done yet, says {by}:",
    Move.REOPEN: "{owner} {it} has to go on, says {by}:",
    Move.WAKE: "{owner} {it} was put aside until today: it is in your backlog again.",
}
TO_IT = {
    Move.DONE: "{by} confirms that {it} is done.",
    Move.WITHDRAW: "{by} has withdrawn {it}. Nothing is left to do.",
}
TO_WATCHERS = {
    Move.RESOLVE: "{by} says {it} is done:",
    Move.CANCEL: "{by} has cancelled {it}:",
    Move.WITHDRAW: "{by} has withdrawn {it}.",
    Move.REOPEN: "{it} goes on, says {by}:",
}
ASKS = frozenset({Move.RESOLVE, Move.NOT_YET, Move.REOPEN, Move.WAKE, Move.ANSWER})
"""Moves after which somebody has something to do: told whatever they prefer."""


def told(filed: Filed, move: Move, *, by: str | None, words: str, it: CardPlace) -> list[Message]:
    """Who hears of this move. `it` is the card that IT talks below."""
    return [
        *_to_requester(filed, move, by, words),
        *_to_it(filed, move, by, words, it=it),
        *_to_watchers(filed, move, by, words),
    ]


def nudge(filed: Filed, *, closes_on: date | None) -> Notice:
    """Asked once whether it is done, when nobody has said so for a while."""
    ticket = filed.ticket
    end = f" Without a word from you it closes on {day(closes_on)}." if closes_on else ""
    return Notice(
        key=f"{_event(ticket)}:requester",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=f"Is {ticket.reference} done? Please press *Done* or *Not yet* above.{end}",
        why="You asked for it.",
        news=News.NEEDS_YOU,
    )


def unblocked(waiting: Filed, done: Ticket, *, is_told: bool, it: CardPlace) -> Notice:
    """The owner of what waited for another ticket hears that it is resolved."""
    ticket = waiting.ticket
    what = f"{done.reference}, _{fitted(done.summary, 200)}_," if is_told else "A ticket"
    return Notice(
        key=f"{_event(done)}:unblocks:{ticket.reference}",
        to=it.to,
        thread=it.name,
        text=f"{owner(ticket.owner)} {what} that {ticket.reference} waits for is resolved: work on "
        "it can go on.",
        why="You own it.",
        calls=ticket.owner,
        news=News.NEEDS_YOU,
    )


def _to_requester(filed: Filed, move: Move, by: str | None, words: str) -> Iterator[Notice]:
    ticket = filed.ticket
    if said := TO_REQUESTER.get(move):
        text = _text(said, ticket, by, words)
        if move is Move.RESOLVE and (list_ := brief.checklist(filed.brief)):
            text += f"\n{list_}"
        yield Notice(
            key=f"{_event(ticket)}:requester",
            to=ticket.requester,
            thread=f"{ticket.reference}:requester",
            text=text,
            why="You asked for it.",
            news=_kind(move),
        )


def _to_it(
    filed: Filed, move: Move, by: str | None, words: str, *, it: CardPlace
) -> Iterator[Notice]:
    """In IT's thread; what is for the owner calls them."""
    ticket = filed.ticket
    said = TO_OWNER.get(move) or TO_IT.get(move)
    if said and not (move is Move.WAKE and by):
        yield Notice(
            key=f"{_event(ticket)}:owner",
            to=it.to,
            thread=it.name,
            text=_text(said, ticket, by, words),
            why="You own it.",
            calls=ticket.owner if move in TO_OWNER else None,
            news=_kind(move),
        )


def _to_watchers(filed: Filed, move: Move, by: str | None, words: str) -> Iterator[Notice]:
    ticket = filed.ticket
    said = TO_WATCHERS.get(move)
    for watcher in filed.watchers if said else ():
        yield Notice(
            key=f"{_event(ticket)}:watcher:{watcher}",
            to=watcher,
            thread=f"{ticket.reference}:watcher:{watcher}",
            text=_text(said or "", ticket, by, words),
            why="You follow it.",
            news=News.PROGRESS,
        )


def _text(said: str, ticket: Ticket, by: str | None, words: str) -> str:
    who = f"<@{by}>" if by else "Tandem"
    text = said.format(it=ticket.reference, by=who, owner=owner(ticket.owner))
    if not said.endswith(":"):
        return text
    return f"{text}\n{quoted(words, ROOM)}" if words else f"{text[:-1]}."


def _event(ticket: Ticket) -> str:
    return f"{ticket.reference}.v{ticket.version}"


def _kind(move: Move) -> News:
    return News.NEEDS_YOU if move in ASKS else News.PROGRESS
