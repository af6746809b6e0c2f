"""The card of a ticket: one live message wherever it appears, made of strips."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.catalogue import Catalogue
from domain.closing import closes_on, silence
from domain.history import Entry, Event
from domain.lifecycle import company_of
from domain.message import Card, CardPlace, Post
from domain.request import Filed
from domain.ticket import ENDS, Status, Ticket, Urgency
from views import approval, approval_card, brief, links, privacy, private, routing
from views.blocks import Block, actions, context, section
from views.links import Linked
from views.next_step import next_step
from views.text import fitted, link, owner, plain, quoted
from views.ticket_buttons import buttons_of, decides

URGENT = {Urgency.WHENEVER: "whenever it fits", Urgency.SOON: "soon", Urgency.BLOCKING: "blocking"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """All that a card is drawn from; `comments` counts what everybody involved may read.

    `links` are the addresses of its other cards that stand, by name; only asked where one leads
    there.
    """

    filed: Filed
    history: Sequence[Entry]
    catalogue: Catalogue
    linked: Sequence[Linked] = ()
    comments: int = 0
    links: Mapping[str, str] = field(default_factory=dict)


def cards(
    filed: Filed, catalogue: Catalogue, standing: Iterable[CardPlace], *, because: str = ""
) -> list[Card]:
    """A card for each place where this ticket is or has to be seen.

    `standing` are the posts there are already. What is private is never posted in a channel anew.
    `because` names the change of another ticket, where this one did not change itself.
    """
    ticket = filed.ticket
    places = {place.name: place for place in standing}
    for name, to in _wanted(filed, catalogue):
        if to not in catalogue.roster.gone:
            places.setdefault(name, CardPlace(name=name, to=to))
    version = because or f"{ticket.reference}.v{ticket.version}"
    return [
        Card(key=f"{version}:{place.name}", to=place.to, name=place.name, thread=place.thread)
        for place in places.values()
    ]


def _wanted(filed: Filed, catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """Name and addressee of the cards that there have to be."""
    ticket = filed.ticket
    if ticket.is_for_both_sides:
        for channel in triages(filed, catalogue):
            yield triage_card(ticket, channel), channel
    else:
        keeper = ticket.owner or ticket.requester
        yield f"{ticket.reference}:owner:{keeper}", keeper
    yield f"{ticket.reference}:requester", ticket.requester
    for person in filed.approval.people if filed.approval else ():
        yield f"{ticket.reference}:approval:{person}", person
    for watcher in filed.watchers:
        yield f"{ticket.reference}:watcher:{watcher}", watcher


def triages(filed: Filed, catalogue: Catalogue) -> list[str]:
    """The channels in which it is worked on: its area's, then those of areas that share it."""
    found = (catalogue.triage_of(key) for key in (filed.ticket.area, *filed.shared))
    return list(dict.fromkeys(channel for channel in found if channel))


def triage_card(ticket: Ticket, channel: str) -> str:
    return f"{ticket.reference}:triage:{channel}"


def card_of_reader(filed: Filed, reader: str, catalogue: Catalogue, *, is_it: bool) -> str:
    """The name of the card that this person is shown when they ask for it."""
    ticket = filed.ticket
    asked = filed.approval.people if filed.approval else ()
    if reader == ticket.requester:
        return f"{ticket.reference}:requester"
    if is_it:
        return triage_card(ticket, catalogue.triage_of(ticket.area) or "")
    kind = "approval" if reader in asked else "reader"
    return f"{ticket.reference}:{kind}:{reader}"


def card(shown: Shown, name: str) -> Post:
    """The card with this name, as the ticket stands now."""
    kind, _, place = name.partition(":")[2].partition(":")
    filed = shown.filed
    if kind == "triage" and has_left(shown, place):
        return _moved(shown)
    if kind == "watcher" and place not in filed.watchers:
        return _unwatched(filed)
    if kind == routing.QUEUE and not _needs_owner(filed.ticket):
        return _is_settled(filed.ticket)
    buttons = buttons_of(filed, kind, place, company=company_of(shown.catalogue))
    pressed = [actions(*buttons)] if buttons else []
    if kind == "approval" and decides(filed, place):
        words = _in_one_line(shown, kind)
        return Post(text=words, blocks=(*_to_decide(shown, place, pressed),))
    return Post(text=_in_one_line(shown, kind), blocks=(*_strips(shown, kind), *pressed))


def has_left(shown: Shown, channel: str) -> bool:
    """Whether the ticket is worked on in this channel no more."""
    there = triages(shown.filed, shown.catalogue)
    return bool(there) and channel not in there


def now_in(shown: Shown) -> str:
    """The name of the card in its own area's channel."""
    [channel, *_] = triages(shown.filed, shown.catalogue)
    return triage_card(shown.filed.ticket, channel)


def headline(ticket: Ticket) -> Block:
    return section(f"*{ticket.reference}* · *{fitted(ticket.summary, 600)}*")


def _strips(shown: Shown, kind: str) -> list[Block]:
    filed = shown.filed
    return [
        *_first(shown, kind),
        headline(filed.ticket),
        *brief.strips(privacy.left_out(filed.brief, shown.history, shown.catalogue)),
        _facts(shown),
        *privacy.strip(shown.history),
        *private.strip(filed, was_gated=privacy.was_gated(shown.history)),
        *approval.strip(filed.approval),
        *brief.acceptance(filed.brief),
        *links.strip(shown.linked),
        *_said_last(shown),
        section(f"*Next:* {next_step(filed, closes_on=_closes_on(shown))}"),
        *_for_it(shown, kind),
    ]


def _to_decide(shown: Shown, reader: str, pressed: Sequence[Block]) -> list[Block]:
    """What they decide by and the buttons on one small screen, then the rest."""
    filed = shown.filed
    words = privacy.left_out(filed.brief, shown.history, shown.catalogue)
    return [
        headline(filed.ticket),
        *approval_card.purpose(filed),
        _facts(shown),
        approval_card.asked(filed, shown.catalogue, reader),
        *privacy.strip(shown.history),
        *pressed,
        *brief.strips(approval_card.left_out(words)),
        *private.strip(filed, was_gated=privacy.was_gated(shown.history)),
        *approval.strip(filed.approval)[1:],
        *brief.acceptance(filed.brief),
        *links.strip(shown.linked),
        section(f"*Next:* {next_step(filed)}"),
    ]


def _first(shown: Shown, kind: str) -> list[Block]:
    """What a lead is asked for."""
    return (
        [section(routing.in_queue(shown.filed, shown.catalogue))] if kind == routing.QUEUE else []
    )


def _for_it(shown: Shown, kind: str) -> list[Block]:
    """Why it is here and with whom, and who works on it, too."""
    if kind not in ("triage", "owner"):
        return []
    shared = [shown.catalogue.area(key) for key in shown.filed.shared]
    names = ", ".join(fitted(area.name, 60) for area in shared if area)
    told = [routing.last_told(shown.history), f"{names} works on it, too" if names else ""]
    words = " · ".join(each for each in told if each)
    return [context(words)] if words else []


def _closes_on(shown: Shown) -> date | None:
    found = silence(shown.history, shown.filed.ticket.requester)
    days = shown.catalogue.intake.close_after_days
    return closes_on(found, shown.catalogue.calendar, days=days) if found else None


def _facts(shown: Shown) -> Block:
    """In one line: what kind of work, who asks, who is answerable, how much was said."""
    ticket = shown.filed.ticket
    area = shown.catalogue.area(ticket.area)
    facts = [
        f"*{fitted(_kind(shown), 200)}*",
        fitted(area.name if area else ticket.area, 200),
        f"asked by <@{ticket.requester}>",
        f"filed by <@{ticket.filed_by}>" if ticket.filed_by else "",
        f"owned by {owner(ticket.owner)}" if ticket.owner else "owned by nobody yet",
        URGENT[ticket.urgency],
        _counted(shown.comments),
    ]
    return context(" · ".join(fact for fact in facts if fact))


def _counted(comments: int) -> str:
    if not comments:
        return ""
    return "1 comment" if comments == 1 else f"{comments} comments"


def _kind(shown: Shown) -> str:
    """The type's name, as long as there is one."""
    key = shown.filed.ticket.request_type
    kind = shown.catalogue.type(key)
    return kind.name if kind else key or "details missing"


SAID = {
    Event.RESOLVED: "says it is done",
    Event.NOT_YET: "still misses something",
    Event.REOPENED: "opened it again",
    Event.ASKED: "asks",
    Event.WAITS_FOR_IT: "waits for another IT team",
    Event.WAITS_FOR_THIRD_PARTY: "waits for somebody outside",
    Event.CANCELLED: "cancelled it",
    Event.WITHDRAWN: "withdrew it",
}
TELLING = {
    Status.IN_PROGRESS: {Event.NOT_YET, Event.REOPENED},
    Status.WAITING: {Event.ASKED, Event.WAITS_FOR_IT, Event.WAITS_FOR_THIRD_PARTY},
    Status.RESOLVED: {Event.RESOLVED},
    Status.CLOSED: {Event.RESOLVED},
    Status.CANCELLED: {Event.CANCELLED, Event.WITHDRAWN},
}
"""What was said last about where it stands now."""


def _said_last(shown: Shown) -> list[Block]:
    """What the owner did or waits for, what the requester still misses, why it ended."""
    telling = TELLING.get(shown.filed.ticket.status, set())
    told = [entry for entry in shown.history if entry.event in telling]
    if not told:
        return []
    last = told[-1]
    words = f":\n{quoted(last.words, 1300)}" if last.words else ""
    return [section(f"<@{last.by}> {SAID[last.event]}{words}")]


def _moved(shown: Shown) -> Post:
    """What stays behind where it is worked on no more, and leads to where it is."""
    ticket, name = shown.filed.ticket, now_in(shown)
    channel, address = name.rpartition(":")[2], shown.links.get(name)
    there = f" · {link(address, 'see it there')}" if address else ""
    text = f"{ticket.reference} went on to <#{channel}>: nothing is left to do here."
    return Post(text=text, blocks=(context(f"{text}{there}"),))


def _needs_owner(ticket: Ticket) -> bool:
    return ticket.owner is None and ticket.status not in ENDS


def _is_settled(ticket: Ticket) -> Post:
    """What stands where a lead was asked for an owner."""
    now = f"is with {owner(ticket.owner)} now" if ticket.owner else "has ended"
    text = f"{ticket.reference} {now}. Nothing is needed from you."
    return Post(text=text, blocks=(context(text),))


def _unwatched(filed: Filed) -> Post:
    """What stands where the card of somebody stood who does not follow it any more."""
    ticket = filed.ticket
    text = f"You no longer follow {ticket.reference}: {fitted(ticket.summary, 300)}"
    return Post(text=text, blocks=(context(text),))


def _in_one_line(shown: Shown, kind: str) -> str:
    """What a notification and a screen reader say."""
    ticket = shown.filed.ticket
    summary = fitted(ticket.summary, 300)
    if kind == "approval" and ticket.status is Status.AWAITING_APPROVAL:
        return f"{ticket.reference} waits for your decision: {summary}"
    if kind == routing.QUEUE:
        return f"{ticket.reference} has nobody to look after it: {summary}"
    return f"{ticket.reference} is {plain(ticket.status)}: {summary}"
