"""The card of a ticket: one live message wherever it appears, made of strips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.history import Entry, Event
from domain.message import Card, CardPlace, Post
from domain.people import Side
from domain.request import Filed
from domain.ticket import Status, Ticket, Urgency, Waiting
from views import approval, private
from views.blocks import Block, context, section
from views.text import day, fitted, plain, quoted
from views.ticket_buttons import buttons_of

SIDE = {Side.MARKETING: "marketing", Side.IT: "IT"}
URGENT = {Urgency.WHENEVER: "whenever it fits", Urgency.SOON: "soon", Urgency.BLOCKING: "blocking"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """All that a card is drawn from."""

    filed: Filed
    history: Sequence[Entry]
    catalogue: Catalogue


def cards(filed: Filed, catalogue: Catalogue, standing: Iterable[CardPlace]) -> list[Card]:
    """A card for each place where this ticket is or has to be seen.

    `standing` are the posts there are already. What is private is never posted in a channel anew.
    """
    ticket = filed.ticket
    places = {place.name: place for place in standing}
    for name, to in _wanted(filed, catalogue):
        places.setdefault(name, CardPlace(name=name, to=to))
    version = f"{ticket.reference}.v{ticket.version}"
    return [
        Card(key=f"{version}:{place.name}", to=place.to, name=place.name, thread=place.thread)
        for place in places.values()
    ]


def _wanted(filed: Filed, catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """Name and addressee of the cards that there have to be."""
    ticket = filed.ticket
    channel = catalogue.triage_of(ticket.area)
    if channel and ticket.is_for_both_sides:
        yield triage_card(ticket, channel), channel
    elif not ticket.is_for_both_sides:
        yield f"{ticket.reference}:owner:{ticket.owner}", ticket.owner
    yield f"{ticket.reference}:requester", ticket.requester
    for answer in filed.approval.answers if filed.approval else ():
        yield f"{ticket.reference}:approval:{answer.approver}", answer.approver
    for watcher in filed.watchers:
        yield f"{ticket.reference}:watcher:{watcher}", watcher


def triage_card(ticket: Ticket, channel: str) -> str:
    return f"{ticket.reference}:triage:{channel}"


def card_of_reader(filed: Filed, reader: str, catalogue: Catalogue, *, is_it: bool) -> str:
    """The name of the card that this person is shown when they ask for it."""
    ticket = filed.ticket
    asked = [answer.approver for answer in filed.approval.answers] if filed.approval else []
    if reader == ticket.requester:
        return f"{ticket.reference}:requester"
    if is_it:
        return triage_card(ticket, catalogue.triage_of(ticket.area) or "")
    kind = "approval" if reader in asked else "reader"
    return f"{ticket.reference}:{kind}:{reader}"


def card(shown: Shown, name: str) -> Post:
    """The card with this name, as the ticket stands now."""
    kind, _, place = name.partition(":")[2].partition(":")
    ticket = shown.filed.ticket
    area = shown.catalogue.area(ticket.area)
    if kind == "triage" and area and place != area.triage:
        return _moved(ticket, area.triage)
    strips = [*_strips(shown), *buttons_of(shown.filed, kind, place)]
    return Post(text=_in_one_line(shown, kind), blocks=tuple(strips))


def _strips(shown: Shown) -> list[Block]:
    filed = shown.filed
    return [
        section(f"*{filed.ticket.reference}* · *{fitted(filed.ticket.summary, 600)}*"),
        *_purpose(filed),
        *_details(filed),
        _facts(shown),
        *private.strip(filed),
        *approval.strip(filed.approval),
        *_resolution(shown),
        section(f"*Next:* {next_step(filed)}"),
    ]


NEXT = {
    Status.NEW: "<@{requester}> or <@{owner}> adds the details",
    Status.CHANGES_REQUESTED: "<@{requester}> edits the request and sends it again",
    Status.OPEN: "<@{owner}> takes it",
    Status.IN_PROGRESS: "<@{owner}> works on it and says when it is done",
    Status.RESOLVED: "<@{requester}> checks it and presses Done or Not yet",
    Status.CLOSED: "nothing, it is done",
    Status.DECLINED: "nothing, it was declined; a new request can be filed at any time",
    Status.CANCELLED: "nothing, it was withdrawn",
}


WAITS_FOR = {
    Waiting.REQUESTER: "<@{requester}> answers the question in this thread",
    Waiting.IT: "another IT team does its part; <@{owner}> keeps at it",
    Waiting.THIRD_PARTY: "somebody outside does their part; <@{owner}> keeps at it",
}


def next_step(filed: Filed) -> str:
    """What happens next, and on whose side."""
    ticket = filed.ticket
    if ticket.status is Status.AWAITING_APPROVAL:
        step = approval.awaited(filed.approval)
    else:
        said = WAITS_FOR[ticket.waiting_for] if ticket.waiting_for else NEXT[ticket.status]
        step = said.format(requester=ticket.requester, owner=ticket.owner)
    return f"{step} · waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else step


def _purpose(filed: Filed) -> list[Block]:
    return [section(quoted(filed.brief.purpose, 2800))] if filed.brief.purpose else []


def _details(filed: Filed) -> list[Block]:
    words = filed.brief.details
    return [section(f"*Details*\n{fitted(words, 2900)}")] if words else []


def _facts(shown: Shown) -> Block:
    """In one line: what kind of work, who asks, who is answerable, and until when."""
    ticket = shown.filed.ticket
    area = shown.catalogue.area(ticket.area)
    facts = [
        f"*{fitted(_kind(shown), 200)}*",
        fitted(area.name if area else ticket.area, 200),
        f"asked by <@{ticket.requester}>",
        f"owned by <@{ticket.owner}>",
        URGENT[ticket.urgency],
        f"needed by {day(ticket.needed_by)}" if ticket.needed_by else "",
    ]
    return context(" · ".join(fact for fact in facts if fact))


def _kind(shown: Shown) -> str:
    """The type's name, as long as there is one."""
    key = shown.filed.ticket.request_type
    kind = shown.catalogue.type(key)
    return kind.name if kind else key or "details missing"


def _resolution(shown: Shown) -> list[Block]:
    """What the owner said was done, or what the requester still misses."""
    told = [e for e in shown.history if e.event in (Event.RESOLVED, Event.NOT_YET) and e.words]
    if not told or shown.filed.ticket.status not in (
        Status.RESOLVED,
        Status.CLOSED,
        Status.IN_PROGRESS,
    ):
        return []
    last = told[-1]
    said = "says it is done" if last.event is Event.RESOLVED else "still misses something"
    return [section(f"<@{last.by}> {said}:\n{quoted(last.words, 2500)}")]


def _moved(ticket: Ticket, channel: str) -> Post:
    text = f"{ticket.reference} was moved to <#{channel}>."
    return Post(text=text, blocks=(context(text),))


def _in_one_line(shown: Shown, kind: str) -> str:
    """What a notification and a screen reader say."""
    ticket = shown.filed.ticket
    summary = fitted(ticket.summary, 300)
    if kind == "approval" and ticket.status is Status.AWAITING_APPROVAL:
        return f"{ticket.reference} waits for your decision: {summary}"
    return f"{ticket.reference} is {plain(ticket.status)}: {summary}"
