"""Two weeks of work at Acme, told through the same workflows that people use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.approval import Press, Verdict
from domain.delivery import Claim, State
from domain.lifecycle import Move
from domain.message import Card
from domain.request import Request
from domain.ticket import ENDS, Urgency
from workflows import approval, delivery, fulfilment, intake
from workflows.desk import Desk

BEFORE = "it was said before this workspace was opened"
SOON = 2


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody did, so many hours after the request was filed."""

    after_hours: float
    by: str
    what: Verdict | Move
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Tale:
    """One request and what became of it; people by their names."""

    days_ago: float
    by: str
    type: str
    summary: str
    purpose: str
    steps: Sequence[Step] = ()
    urgency: Urgency = Urgency.SOON


def tell(desk: Desk, tales: Sequence[Tale], people: Mapping[str, str], *, now: datetime) -> None:
    """Live through the tales; of what would have been posted, only the living cards remain."""
    for number, tale in enumerate(tales, start=1):
        _live(desk, tale, people, number=number, start=now - timedelta(days=tale.days_ago))
    _leave_living_cards(desk, now=now)


def _live(
    desk: Desk, tale: Tale, people: Mapping[str, str], *, number: int, start: datetime
) -> None:
    request = Request(
        requester=people[tale.by],
        request_type=tale.type,
        summary=tale.summary,
        purpose=tale.purpose,
        urgency=tale.urgency,
    )
    intake.take_in(_at(desk, start), request, key=f"story:{number}")
    for place, step in enumerate(tale.steps):
        then = _at(desk, start + timedelta(hours=step.after_hours))
        _do(then, step, people[step.by], ticket_id=number, key=f"story:{number}:{place}")


def _do(desk: Desk, step: Step, by: str, *, ticket_id: int, key: str) -> None:
    if isinstance(step.what, Move):
        fulfilment.move(desk, ticket_id, step.what, by=by, key=key, words=step.words)
        return
    press = Press(
        key=key, by=by, ticket_id=ticket_id, turn="1.0", verdict=step.what, comment=step.words
    )
    approval.decide(desk, press)


def _at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, clock=lambda: moment)


def _leave_living_cards(desk: Desk, *, now: datetime) -> None:
    """Drop every message but the cards of tickets that are still open: those follow in a moment."""
    soon = now + timedelta(seconds=SOON)
    while claims := delivery.claim(desk, real=now, held_until=soon, busy=(), limit=100):
        for claim in claims:
            if _is_living(desk, claim):
                delivery.put_off(desk, claim, until=soon, state=State.NEW, reason="")
            else:
                delivery.drop(desk, claim, reason=BEFORE)


def _is_living(desk: Desk, claim: Claim) -> bool:
    if not isinstance(claim.message, Card):
        return False
    with desk.reading() as tx:
        ticket = tx.tickets.get(int(claim.message.subject.removeprefix("MT-")))
    return ticket.status not in ENDS
