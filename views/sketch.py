"""What is said about tickets that come in without a form, and the words that they are made of."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.comment import Attached
from domain.errors import ThreadTaken
from domain.message import Notice
from domain.notification import News
from domain.source import Earlier, Said, Source, Wanted
from domain.ticket import Origin, Ticket
from views.blocks import Block, plain_text, section
from views.text import link, mentions, moment, quoted, spoken

QUOTED, QUOTED_LIMIT = 10, 180
"""How many of the earlier messages are quoted, and how much of each."""

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


def earlier(ticket: Ticket, earlier: Earlier, *, to: str, thread: str, where: str | None) -> Notice:
    """One quiet word in IT's thread instead of a message for each; `where` leads to their own."""
    newest = earlier.said[-QUOTED:]
    count = len(earlier.said)
    messages = "message" if count == 1 else "messages"
    head = f"*Earlier in the {link(where, 'thread')}: {count} {messages}*"
    if earlier.left_out:
        head += f" (the newest; {earlier.left_out} older ones stay where they are)"
    before = [f"_{count - len(newest)} before these are kept with the ticket._"]
    lines = [*(before if count > len(newest) else []), *map(_quote, newest)]
    return Notice(
        key=f"{ticket.reference}:earlier",
        to=to,
        thread=thread,
        text="\n".join([head, *lines]),
        news=News.TALK,
    )


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


def _quote(said: Said) -> str:
    files = len(said.attached)
    with_files = f" · with {files} {'file' if files == 1 else 'files'}" if files else ""
    head = f"{mentions([said.by])} · {moment(said.at)}{with_files}"
    words = said.words[: QUOTED_LIMIT * 2].replace("\n", " ")
    return "\n".join([head, quoted(words, QUOTED_LIMIT)]) if words else head


def _file(attached: Attached) -> str:
    where = "it is no longer there" if attached.is_gone else attached.link
    return f"{attached.name}: {where}"
