"""The card of a ticket: one live message wherever it appears, made of strips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.history import Entry, Event
from domain.message import Card, Post
from domain.people import Side
from domain.request import Filed
from domain.ticket import Status, Ticket, Urgency
from views import approval, ids
from views.blocks import Block, actions, button, confirmed, context, section
from views.text import day, fitted, plain, quoted

SIDE = {Side.MARKETING: "marketing", Side.IT: "IT"}
URGENT = {Urgency.WHENEVER: "whenever it fits", Urgency.SOON: "soon", Urgency.BLOCKING: "blocking"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """All that a card is drawn from."""

    filed: Filed
    history: Sequence[Entry]
    catalogue: Catalogue


def cards(filed: Filed, catalogue: Catalogue, standing: Iterable[tuple[str, str]]) -> list[Card]:
    """A card for each place where this ticket is or has to be seen.

    `standing` are the posts there are already, by name and addressee.
    """
    ticket = filed.ticket
    area = catalogue.area(ticket.area)
    places = dict(standing)
    if area:
        places[triage_card(ticket, area.triage)] = area.triage
    places[f"{ticket.reference}:requester"] = ticket.requester
    for answer in filed.approval.answers if filed.approval else ():
        places[f"{ticket.reference}:approval:{answer.approver}"] = answer.approver
    version = f"{ticket.reference}.v{ticket.version}"
    return [Card(key=f"{version}:{name}", to=to, name=name) for name, to in places.items()]


def triage_card(ticket: Ticket, channel: str) -> str:
    return f"{ticket.reference}:triage:{channel}"


def card(shown: Shown, name: str) -> Post:
    """The card with this name, as the ticket stands now."""
    kind, _, place = name.partition(":")[2].partition(":")
    ticket = shown.filed.ticket
    area = shown.catalogue.area(ticket.area)
    if kind == "triage" and area and place != area.triage:
        return _moved(ticket, area.triage)
    strips = [*_strips(shown), *_buttons(shown.filed, kind, place)]
    return Post(text=_in_one_line(shown, kind), blocks=tuple(strips))


def read_button(value: str) -> tuple[int, int]:
    """Ticket id and approval round, as the buttons carry them."""
    ticket_id, approval_round = value.split(":")
    return int(ticket_id), int(approval_round)


def _strips(shown: Shown) -> list[Block]:
    filed = shown.filed
    return [
        section(f"*{filed.ticket.reference}* · *{fitted(filed.ticket.summary, 600)}*"),
        section(quoted(filed.brief.purpose, 2800)),
        *_details(filed),
        _facts(shown),
        *approval.strip(filed.approval),
        *_resolution(shown),
        section(f"*Next:* {next_step(filed)}"),
    ]


NEXT = {
    Status.CHANGES_REQUESTED: "<@{requester}> edits the request and sends it again",
    Status.OPEN: "<@{owner}> takes it",
    Status.IN_PROGRESS: "<@{owner}> works on it and says when it is done",
    Status.RESOLVED: "<@{requester}> checks it and presses Done or Not yet",
    Status.CLOSED: "nothing, it is done",
    Status.DECLINED: "nothing, it was declined; a new request can be filed at any time",
    Status.CANCELLED: "nothing, it was withdrawn",
}


def next_step(filed: Filed) -> str:
    """What happens next, and on whose side."""
    ticket = filed.ticket
    if ticket.status is Status.AWAITING_APPROVAL:
        step = approval.awaited(filed.approval)
    else:
        step = NEXT[ticket.status].format(requester=ticket.requester, owner=ticket.owner)
    return f"{step} · waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else step


def _details(filed: Filed) -> list[Block]:
    words = filed.brief.details
    return [section(f"*Details*\n{fitted(words, 2900)}")] if words else []


def _facts(shown: Shown) -> Block:
    """In one line: what kind of work, who asks, who is answerable, and until when."""
    ticket = shown.filed.ticket
    area, kind = shown.catalogue.area(ticket.area), shown.catalogue.type(ticket.request_type)
    facts = [
        f"*{fitted(kind.name if kind else ticket.request_type, 200)}*",
        fitted(area.name if area else ticket.area, 200),
        f"asked by <@{ticket.requester}>",
        f"owned by <@{ticket.owner}>",
        URGENT[ticket.urgency],
        f"needed by {day(ticket.needed_by)}" if ticket.needed_by else "",
    ]
    return context(" · ".join(fact for fact in facts if fact))


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


def _buttons(filed: Filed, kind: str, place: str) -> list[Block]:
    """What the reader of this card may press; who has answered already is not asked again."""
    if kind == "requester":
        buttons = _of_requester(filed)
    elif kind == "approval" and filed.approval and place not in filed.approval.missing:
        buttons = []
    else:
        buttons = _of_it(filed, kind)
    return [actions(*buttons)] if buttons else []


def _of_requester(filed: Filed) -> list[Block]:
    ticket = filed.ticket
    value = _value(filed)
    edit = button("Edit", action_id=ids.EDIT, value=value)
    comment = button("Comment", action_id=ids.COMMENT, value=value)
    withdraw = confirmed(
        button("Withdraw", action_id=ids.WITHDRAW, value=value),
        title="Withdraw this request?",
        text=f"{ticket.reference} ends here, and everybody involved sees that.",
        yes="Withdraw",
    )
    again = button("Edit and resubmit", action_id=ids.EDIT, value=value, style="primary")
    done = button("Done", action_id=ids.DONE, value=value, style="primary")
    not_yet = button("Not yet", action_id=ids.NOT_YET, value=value)
    return {
        Status.AWAITING_APPROVAL: [edit, comment, withdraw],
        Status.CHANGES_REQUESTED: [again, comment, withdraw],
        Status.OPEN: [edit, comment, withdraw],
        Status.IN_PROGRESS: [comment, withdraw],
        Status.RESOLVED: [done, not_yet, comment],
    }.get(ticket.status, [])


def _of_it(filed: Filed, kind: str) -> list[Block]:
    value = _value(filed)
    if filed.ticket.status is Status.AWAITING_APPROVAL:
        return approval.buttons(value)
    if kind == "approval":
        return []
    take = button("Take it", action_id=ids.TAKE, value=value, style="primary")
    resolve = button("Resolve", action_id=ids.RESOLVE, value=value)
    return {
        Status.OPEN: [take, resolve],
        Status.IN_PROGRESS: [resolve | {"style": "primary"}],
    }.get(filed.ticket.status, [])


def _value(filed: Filed) -> str:
    return f"{filed.ticket.id}:{filed.approval.round if filed.approval else 0}"


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
