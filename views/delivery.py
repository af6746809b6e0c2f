"""What is said, and to whom, when a message cannot reach its place."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from domain.message import Card, Message, Notice, Post
from domain.ticket import Ticket
from views import preferences
from views.blocks import context, section
from views.sketch import EARLIER

CLOSED = {
    "is_archived": "the channel is archived. Please unarchive it, or name another one in the "
    "catalogue",
    "not_in_channel": "I am not in it. Please type `/invite @Tandem` there",
    "channel_not_found": "I cannot see it. If it is private, please type `/invite @Tandem` there",
}


def uninvited(to: str, coordinators: Collection[str], *, reason: str, on: date) -> list[Message]:
    """One word a day to each coordinator about a place that messages cannot reach."""
    if to.startswith(("U", "W")):
        words = f"I cannot write to <@{to}> (`{reason}`). Please check if they still work here."
    else:
        why = CLOSED.get(reason, f"Slack says `{reason}`")
        words = f"I cannot post in <#{to}>: {why}. Until then, owners get its tickets directly."
    return [
        Notice(key=f"unreachable:{to}:{on.isoformat()}:{coordinator}", to=coordinator, text=words)
        for coordinator in coordinators
        if coordinator != to
    ]


def notice(notice: Notice) -> Post:
    """Its words, and in small print why this person reads them."""
    words, why = preferences.words_of(notice), preferences.why(notice)
    if not why:
        return Post(text=words, blocks=())
    return Post(text=words, blocks=(section(words), context(why)))


def to_owner(message: Message, ticket: Ticket, *, lead: str) -> Message:
    """The same message, in the owner's direct messages; of one in the queue, in the lead's."""
    owner = ticket.owner or lead
    name = f"{ticket.reference}:owner:{owner}"
    if isinstance(message, Card) and message.subject.startswith("comment:"):
        span = [part for part in message.name.split(":")[3:] if part.startswith(EARLIER)]
        key, said = f"{message.key}:owner", ":".join([message.subject, "owner", *span])
        return Card(key=key, to=owner, name=said, thread=name)
    if isinstance(message, Card):
        return Card(key=f"{message.key}:owner", to=owner, name=name)
    return replace(message, key=f"{message.key}:owner", to=owner, thread=name)
