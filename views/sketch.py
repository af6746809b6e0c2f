"""What is said about tickets that come in without a form, and the words that they are made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.comment import Attached, Comment
from domain.errors import ThreadTaken
from domain.message import Card, Notice, Post
from domain.source import Source, Wanted
from domain.ticket import Origin, Ticket
from views.blocks import Block, plain_text, section
from views.text import link, mentions, moment, quoted, spoken

QUOTED, QUOTED_LIMIT = 10, 180
"""How many of the earlier messages are quoted, and how much of each."""

EARLIER = "earlier"
_EARLIER = re.compile(rf"comment:(\d+):\w+:{EARLIER}\.(\d+)\.(\d+)")

INVITE = "type `/invite @Tandem`"


def words_of(text: str, names: Mapping[str, str], *, bot: str) -> str:
    """What somebody wrote to us or before us, without our own name in it."""
    for called in (f"<@{bot}>", f"<@{bot}|"):
        head, found, rest = text.partition(called)
        if found:
            text = head + (rest.partition(">")[2] if called.endswith("|") else rest)
    return spoken(text, names).strip()


def with_files(words: str, attached: Sequence[Attached]) -> str:
    """The words, and below them the files by name and address."""
    return "\n".join([line for line in (words, *map(_file, attached)) if line])


def taken_form(words: str) -> Block:
    """Instead of the form, where it would be about a thread that has a ticket."""
    shown = {"type": "modal", "title": plain_text("Already a request"), "close": plain_text("OK")}
    return shown | {"blocks": [section(words)]}


def guest(wanted: Wanted, *, on: date) -> Notice:
    return Notice(
        key=f"guest:{wanted.by}:{on.isoformat()}",
        to=wanted.by,
        text="Thank you for telling me. I may take requests only from people who work here, so no "
        "ticket was made. Please ask somebody here whom you work with: they can file it for you "
        "from that very message.",
    )


def by_app(wanted: Wanted, key: str) -> Notice:
    return _told(
        wanted,
        key,
        "An app wrote that message, so there is nobody to ask back, and no ticket was made. If you "
        "need something done about it, choose *Turn into a request* in the message's menu: then it "
        "is yours.",
    )


def already(wanted: Wanted, key: str, *, reference: str, card: str | None) -> Notice:
    words = f"That message belongs to {link(card, reference)} already, so no second ticket was made"
    return _told(wanted, key, f"{words}. You find everything about it there.")


def taken(wanted: Wanted, key: str) -> Notice:
    return _told(wanted, key, str(ThreadTaken(None)))


def wordless(wanted: Wanted, key: str) -> Notice:
    return _told(
        wanted,
        key,
        "You called me, but I found no words to make a request of. Mention me again and say what "
        "you need, or write it to me here.",
    )


def gone(wanted: Wanted, key: str) -> Notice:
    return _told(
        wanted,
        key,
        "That message was deleted before I could read it, so no ticket was made. If it is still "
        "needed, just write it to me here.",
    )


def unreadable(wanted: Wanted, key: str, *, is_closed: bool) -> Notice:
    """The message cannot be read: because we are not there, or for a reason of Slack's."""
    where = "here" if wanted.channel.startswith("D") else f"in <#{wanted.channel}>"
    if is_closed:
        why = f"I am not {where}, so I could not read that message. Please {INVITE} there, then "
        what = "ask me again" if wanted.way is Origin.MENTION else "put the emoji on it again"
        return _told(wanted, key, f"{why}{what}.")
    return _told(
        wanted,
        key,
        f"Slack did not let me read your message {where}, so no ticket was made. Please write to "
        "me here what you need.",
    )


@dataclass(frozen=True, kw_only=True)
class Span:
    """Which comments were said before their ticket: by number, and how many older ones are not
    kept. It stands in the name of the post that tells of them.
    """

    first: int
    last: int
    left_out: int


def earlier(span: Span, ticket: Ticket, *, to: str, thread: str) -> Card:
    """One quiet word in IT's thread instead of a message for each."""
    where = "triage" if ticket.is_for_both_sides else "owner"
    name = f"comment:{span.first}:{where}:{EARLIER}.{span.last}.{span.left_out}"
    return Card(key=f"{ticket.reference}:{EARLIER}", to=to, name=name, thread=thread)


def span_of(name: str) -> Span | None:
    """What the name of such a post says; None of any other."""
    found = _EARLIER.fullmatch(name)
    if found is None:
        return None
    first, last, left_out = map(int, found.groups())
    return Span(first=first, last=last, left_out=left_out)


def tells_of(name: str, comment: Comment) -> bool:
    """Whether this is the post that tells of it together with others."""
    span = span_of(name)
    return span is not None and span.first <= comment.id <= span.last


def earlier_post(said: Sequence[Comment], *, left_out: int, where: str | None) -> Post:
    """All of it, as it reads now; `where` leads to their own thread."""
    count = len(said)
    messages = "message" if count == 1 else "messages"
    head = f"*Earlier in the {link(where, 'thread')}: {count} {messages}*"
    if left_out:
        head += f" (the newest; {left_out} older ones stay where they are)"
    before = [f"_{count - QUOTED} before these are kept with the ticket._"]
    lines = [*(before if count > QUOTED else []), *map(_quote, said[-QUOTED:])]
    return Post(text=head, blocks=(section("\n".join([head, *lines])),))


def earlier_unreadable(ticket: Ticket, source: Source, *, is_closed: bool) -> Notice:
    """To the requester, whose ticket stands without what was said before."""
    why = (
        f"I am not in <#{source.channel}>, so {ticket.reference} stands without what was said "
        f"there before, and I cannot answer you there. You can {INVITE} there for the next time."
        if is_closed
        else f"Slack did not let me read the thread that {ticket.reference} came from."
    )
    return Notice(
        key=f"{ticket.reference}:earlier_unreadable",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=f"{why} If something in it matters, please press Comment on the card above.",
        why="You asked for it.",
    )


def _told(wanted: Wanted, key: str, words: str) -> Notice:
    """A private word to who wanted a ticket, once for each time they did."""
    return Notice(key=f"{key}:told", to=wanted.by, text=words)


def _quote(said: Comment) -> str:
    if said.is_deleted:
        return f"{mentions([said.by])} deleted what they wrote"
    files = len(said.attached)
    with_files = f" · with {files} {'file' if files == 1 else 'files'}" if files else ""
    edited = " · edited" if said.edited_at else ""
    head = f"{mentions([said.by])} · {moment(said.at)}{with_files}{edited}"
    words = said.words[: QUOTED_LIMIT * 2].replace("\n", " ")
    return "\n".join([head, quoted(words, QUOTED_LIMIT)]) if words else head


def _file(attached: Attached) -> str:
    where = "it is no longer there" if attached.is_gone else attached.link
    return f"{attached.name}: {where}"
