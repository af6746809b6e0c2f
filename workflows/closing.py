"""What happens to tickets by itself: silence closes them, and what was put aside comes back."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import closing as silent
from domain import lifecycle as rules
from domain.closing import Due, Silence
from domain.history import Event, happened
from domain.lifecycle import Move, company_of
from domain.message import Message
from domain.request import Filed
from domain.ticket import AT_WORK, Status, Ticket
from storage.transaction import Transaction
from views import told as view
from views.conversation import at_it
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell

AT_ONCE = 1000

EVENTS = {Move.CLOSE: Event.CLOSED, Move.WAKE: Event.WOKEN}


def tick(desk: Desk) -> None:
    """Wake what is due; once in each working hour, look who has been silent for long enough."""
    for ticket in _asleep(desk):
        _wake(desk, ticket.id)
    for ticket in _silent(desk):
        _settle(desk, ticket.id)


def _asleep(desk: Desk) -> list[Ticket]:
    with desk.reading() as tx:
        return list(tx.tickets.asleep(until=desk.clock(), limit=AT_ONCE))


@rerun_on_conflict
def _silent(desk: Desk) -> list[Ticket]:
    """What was resolved long enough ago to be worth a look, if it is time for one."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.catalogues.version():
            return []
        catalogue = tx.catalogues.current()
        days, local = catalogue.intake.close_after_days, now.astimezone(ZoneInfo(catalogue.zone))
        if days < 1 or not catalogue.calendar.is_open(now):
            return []
        if not tx.handled.first_time(f"closing:{local:%Y-%m-%dT%H}", now=now):
            return []
        return list(tx.tickets.resolved(before=now - timedelta(days=days - 1), limit=AT_ONCE))


@rerun_on_conflict
def _wake(desk: Desk, ticket_id: int) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        filed = tx.tickets.filed(ticket_id, lock=True)
        until = filed.ticket.snoozed_until
        if until and until <= now and filed.ticket.status in AT_WORK:
            _move(tx, filed, Move.WAKE, now=now)


@rerun_on_conflict
def _settle(desk: Desk, ticket_id: int) -> None:
    """Remind the requester, or close it: whichever this silence asks for, if any."""
    now = desk.clock()
    with desk.transaction() as tx:
        filed = tx.tickets.filed(ticket_id, lock=True)
        found = silent.silence(tx.history.of(ticket_id), filed.ticket.requester)
        if found is None or filed.ticket.status is not Status.RESOLVED:
            return
        catalogue = tx.catalogues.current()
        days, calendar = catalogue.intake.close_after_days, catalogue.calendar
        match silent.due(found, calendar, now=now, days=days):
            case Due.NUDGE:
                asked = Silence(since=found.since, nudged_at=now)
                closes_on = silent.closes_on(asked, calendar, days=days)
                saved = replace(filed, ticket=tx.tickets.save(filed.ticket))
                by = filed.ticket.requester
                tx.history.add(happened(saved.ticket, Event.NUDGED, by=by, at=now))
                _tell(tx, filed, saved, [view.nudge(saved, closes_on=closes_on)], now=now)
            case Due.CLOSE:
                _move(tx, filed, Move.CLOSE, now=now)


def _move(tx: Transaction, before: Filed, what: Move, *, now: datetime) -> None:
    """Let Tandem make this move, by nobody's hand."""
    catalogue = tx.catalogues.current()
    after = rules.move(before, None, what, company=company_of(catalogue), now=now)
    after = replace(after, ticket=tx.tickets.save(after.ticket))
    tx.history.add(happened(after.ticket, EVENTS[what], by=None, at=now))
    told = view.told(after, what, by=None, words="", it=at_it(after, catalogue))
    _tell(tx, before, after, told, now=now)


def _tell(
    tx: Transaction, before: Filed, after: Filed, told: list[Message], *, now: datetime
) -> None:
    tell(tx, *cards_after(tx, before, after), *told, now=now)
