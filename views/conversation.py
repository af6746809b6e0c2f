"""What is said on a ticket, as posts below its cards: drawn as it reads now, wherever it stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.catalogue import Catalogue
from domain.comment import Attached, Comment, CommentKind
from domain.message import Card, CardPlace, Notice, Post
from domain.notification import USUAL, News, Where
from domain.request import Filed
from domain.ticket import Status, Ticket, Waiting
from domain.visibility import may_be_told
from views.blocks import Block, context, section
from views.text import fitted, link, owner, quoted
from views.ticket import triage_card, triages

WORDS_LIMIT = 2600
FILES, FILE_LIMIT = 8, 100
_ADDRESS = re.compile(r"https?://[!-;=?-{}~]{1,190}")

IT = frozenset({"triage", "owner"})
"""Kinds of posts that stand where IT works; internal words stand in no other."""


def cards(
    comment: Comment,
    filed: Filed,
    catalogue: Catalogue,
    standing: Iterable[CardPlace],
    *,
    above: str = "",
    heard: Mapping[str, Where] | None = None,
    change: str = "said",
) -> list[Card]:
    """A post for each place where this comment is to be read beside the one it was written in.

    `above` is the card that it was written below, `heard` where people want to hear what is said.
    """
    places = list(_places(comment, filed, catalogue, standing, heard=heard or {}))
    return [
        Card(
            key=f"comment:{comment.id}:{place.name}.{change}",
            to=place.to,
            name=f"comment:{comment.id}:{place.name}",
            thread=place.thread,
        )
        for place in places
        if place.thread != above or not above
    ]


def also_in(comment: Comment, ticket: Ticket, channel: str, *, at: datetime) -> list[Card]:
    """Its post below the card in one more channel that IT works in."""
    name = f"comment:{comment.id}:triage:{channel}"
    key = f"{name}.{at.isoformat()}"
    return [Card(key=key, to=channel, name=name, thread=triage_card(ticket, channel))]


def again(standing: Iterable[CardPlace], *, change: str) -> list[Card]:
    """The posts of a comment once more, as it has changed."""
    return [
        Card(key=f"{place.name}.{change}", to=place.to, name=place.name, thread=place.thread)
        for place in standing
    ]


def at_it(filed: Filed, catalogue: Catalogue) -> CardPlace:
    """The card that IT talks below: the one in triage; of what is private, the owner's own."""
    ticket = filed.ticket
    channel = catalogue.triage_of(ticket.area)
    if channel and ticket.is_for_both_sides:
        return CardPlace(name=triage_card(ticket, channel), to=channel)
    keeper = ticket.owner or ticket.requester
    return CardPlace(name=f"{ticket.reference}:owner:{keeper}", to=keeper)


def at_requester(filed: Filed, standing: Iterable[CardPlace]) -> CardPlace:
    """The requester's card, and where its thread is."""
    ticket = filed.ticket
    name = f"{ticket.reference}:requester"
    to = next((place.to for place in standing if place.name == name), ticket.requester)
    return CardPlace(name=name, to=to if may_be_told(filed, to) else ticket.requester)


def answered(ticket: Ticket, it: CardPlace, *, by: str) -> Notice:
    """Once, for the owner: the answer itself stands beside it."""
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:answered",
        to=it.to,
        thread=it.name,
        text=f"{owner(ticket.owner)}, {ticket.reference} has its answer from <@{by}>, so it is in "
        "progress again.",
        why="You own it.",
        calls=ticket.owner,
        news=News.NEEDS_YOU,
    )


def _places(
    comment: Comment,
    filed: Filed,
    catalogue: Catalogue,
    standing: Iterable[CardPlace],
    *,
    heard: Mapping[str, Where],
) -> Iterable[CardPlace]:
    ticket, standing = filed.ticket, list(standing)
    it = at_it(filed, catalogue)
    yield CardPlace(name="triage", to=it.to, thread=it.name)
    shared = triages(filed, catalogue)[1:] if ticket.is_for_both_sides else []
    for channel in shared:
        yield CardPlace(name=f"triage:{channel}", to=channel, thread=triage_card(ticket, channel))
    if comment.is_internal or comment.kind is CommentKind.SOURCE:
        return
    if comment.by != ticket.requester:
        card = at_requester(filed, standing)
        yield CardPlace(name="requester", to=card.to, thread=card.name)
    for place in standing:
        kind, _, person = place.name.removeprefix(f"{ticket.reference}:").partition(":")
        if kind == "watcher" and person != comment.by and may_be_told(filed, person):
            yield from _followed(place, heard.get(person, USUAL[News.TALK]))


def _followed(place: CardPlace, where: Where) -> Iterable[CardPlace]:
    """Who follows a ticket reads what is said where they wished to, if at all."""
    if where is not Where.NOWHERE:
        thread = None if where is Where.DIRECT else place.name
        yield CardPlace(name=place.name.partition(":")[2], to=place.to, thread=thread)


def card(comment: Comment, filed: Filed, name: str, *, source: str | None = None) -> Post:
    """The comment as it reads now. `source` is the address of the message it was written in."""
    kind = name.split(":")[2]
    head = _head(comment, filed.ticket, kind)
    if comment.is_deleted:
        return Post(text=head, blocks=(context(head),))
    strips = [section(f"{head}\n{_said(comment)}"), *_files(comment.attached)]
    strips += _asks(comment, filed.ticket, kind)
    strips.append(context(_small_print(comment, filed.ticket, kind, source)))
    return Post(text=f"{head} {fitted(comment.words, 300)}", blocks=tuple(strips))


def preview(comment: Comment, filed: Filed) -> Sequence[Block]:
    """The very blocks that the requester will read, once this was sent."""
    ticket = filed.ticket
    if comment.kind is CommentKind.QUESTION:
        ticket = replace(ticket, status=Status.WAITING, waiting_for=Waiting.REQUESTER)
    return card(comment, replace(filed, ticket=ticket), "comment:0:requester").blocks


def line(comment: Comment) -> str:
    """The comment in a few words, for a list of them."""
    by = f"<@{comment.by}>"
    if comment.is_deleted:
        return f"{by} deleted what they wrote"
    names = fitted(", ".join(file.name for file in comment.attached[:FILES]), FILE_LIMIT)
    among = " (among IT)" if comment.is_internal else ""
    said = fitted(" ".join(comment.words.split()), 180)
    return f"{by}{among}: {' · '.join(part for part in (said, names) if part)}"


def newest(comments: Sequence[Comment], *, limit: int = 5) -> list[Block]:
    """What was said last, a line each; nothing where nothing was."""
    if not comments:
        return []
    left = len(comments) - limit
    before = [f"_{left} earlier, in the thread_"] if left > 0 else []
    return [context("\n".join([*before, *map(line, comments[-limit:])]))]


def _head(comment: Comment, ticket: Ticket, kind: str) -> str:
    by, reference = f"<@{comment.by}>", ticket.reference
    if comment.kind is CommentKind.SOURCE:
        came = f"the message that {reference} came from"
        return f"{by} deleted {came}." if comment.is_deleted else f"{by} edited {came}:"
    if comment.is_deleted:
        return f"{by} deleted what they wrote here about {reference}."
    if comment.is_internal:
        return f"{by} on {reference}, among IT:"
    to = f"<@{ticket.requester}>"
    if kind == "requester":
        said = {CommentKind.REPLY: "replies", CommentKind.QUESTION: "asks"}.get(comment.kind)
        return f"{to}, {by} {said}:" if said else f"{by} on {reference}:"
    said = {CommentKind.REPLY: "replied to", CommentKind.QUESTION: "asked"}.get(comment.kind)
    return f"{by} {said} {to}:" if said else f"{by} on {reference}:"


def _said(comment: Comment) -> str:
    return quoted(comment.words, WORDS_LIMIT) or "_(no words)_"


def _files(attached: Sequence[Attached]) -> list[Block]:
    """By name and address: who may open them is for Slack to say."""
    if not attached:
        return []
    named = [_file(file) for file in attached[:FILES]]
    more = [f"and {len(attached) - FILES} more"] if len(attached) > FILES else []
    return [context(f"Attached: {', '.join([*named, *more])}")]


def _file(file: Attached) -> str:
    name = fitted(file.name, FILE_LIMIT) or "a file"
    return f"{name} (deleted)" if file.is_gone else link(_safe(file.link), name)


def _safe(address: str) -> str | None:
    """An address as Slack gives them; anything else is no link."""
    return address if _ADDRESS.fullmatch(address) else None


def _asks(comment: Comment, ticket: Ticket, kind: str) -> list[Block]:
    """While an answer is waited for, where to give it."""
    is_open = ticket.status is Status.WAITING and ticket.waiting_for is Waiting.REQUESTER
    if kind != "requester" or comment.kind is not CommentKind.QUESTION or not is_open:
        return []
    return [section(f"*Please answer in this thread.* {ticket.reference} waits for you.")]


def _small_print(comment: Comment, ticket: Ticket, kind: str, source: str | None) -> str:
    if comment.is_internal:
        reads = "Only IT reads this"
    elif kind == "requester":
        reads = f"About {ticket.reference} · what you write in this thread reaches IT"
    elif kind == "watcher":
        reads = f"You follow {ticket.reference}"
    elif comment.kind in (CommentKind.REPLY, CommentKind.QUESTION):
        reads = "Sent to the requester"
    else:
        reads = "Press Reply to requester above to answer; this thread stays within IT"
    edited = ["edited"] if comment.edited_at else []
    return " · ".join([*([link(source, "where it was written")] if source else []), reads, *edited])
