"""Deciding on tickets, and reminding whoever still has to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import deciding as rules
from domain.approval import Press
from domain.errors import Refusal
from domain.history import Event, happened
from domain.request import case_of
from domain.ticket import Ticket
from domain.working_day import working_days_between
from storage.transaction import Transaction
from views import approval as view
from workflows import telling
from workflows.desk import Desk, rerun_on_conflict


def decide(desk: Desk, press: Press) -> None:
    """Count one approver's verdict and tell everyone it concerns; once for each press.

    Raises what `check` raises.
    """
    with _refusal_kept(desk, press):
        _decide(desk, press)


@rerun_on_conflict
def _decide(desk: Desk, press: Press) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(press.key, now=now):
            return
        filed = tx.tickets.filed(press.ticket_id, lock=True)
        catalogue = tx.catalogues.known()
        after = rules.counted(filed, press, catalogue, now=now)
        after = replace(after, ticket=tx.tickets.save(after.ticket))
        approval = after.approval
        assert approval is not None, "it was decided on"
        entries = telling.recorded(filed, after, press, catalogue=catalogue, now=now)
        news = telling.addressed(tx, *telling.of_verdict(tx, filed, after), now=now, by=press.by)
        with tx.together():
            tx.approvals.save(approval)
            tx.history.add(*entries)
            telling.put(tx, news, now=now)


def check(desk: Desk, press: Press) -> Ticket:
    """The ticket, if this person may decide on it now; for the form that asks for a comment.

    Raises the refusal that the decision would raise; it is a row in the history.
    """
    with _refusal_kept(desk, press):
        with desk.reading() as tx:
            filed = tx.tickets.filed(press.ticket_id)
            catalogue = tx.catalogues.known()
        rules.check(filed.approval, press, case_of(filed, catalogue, now=desk.clock()))
    return filed.ticket


@contextmanager
def _refusal_kept(desk: Desk, press: Press) -> Iterator[None]:
    """A press that does not count undoes itself, and is a row in the history all the same."""
    try:
        yield
    except Refusal as refusal:
        _keep(desk, press, refusal)
        raise


@rerun_on_conflict
def _keep(desk: Desk, press: Press, refusal: Refusal) -> None:
    with desk.transaction() as tx:
        telling.keep_refused(tx, press, refusal, now=desk.clock())


@rerun_on_conflict
def nudge(desk: Desk) -> None:
    """Remind each approver whose answer is missing, once per working day, in working hours."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.catalogues.version():
            return
        catalogue = tx.catalogues.current()
        local = now.astimezone(ZoneInfo(catalogue.zone))
        if not catalogue.calendar.is_open(now):
            return
        for approval in tx.approvals.pending(asked_before=now - timedelta(hours=12)):
            step = approval.current
            if step is None or step.due_at or step.asked_at is None:
                continue  # what has a time of its own is acted on then
            if working_days_between(step.asked_at, now, catalogue.calendar):
                asked = approval.asked or approval.missing
                there = [p for p in asked if catalogue.roster.is_there(p, at=now)]
                _nudge(tx, tx.tickets.get(approval.ticket_id), there, local)


def _nudge(tx: Transaction, ticket: Ticket, approvers: Sequence[str], local: datetime) -> None:
    date = local.date().isoformat()
    for approver in approvers:
        if tx.handled.first_time(f"nudge:{ticket.reference}:{date}:{approver}", now=local):
            place = tx.posts.place_of(f"{ticket.reference}:approval:{approver}")
            card = tx.workspaces.permalink(place) if place else None
            telling.tell(tx, view.nudge(ticket, approver, date=date, card=card), now=local)
            tx.history.add(happened(ticket, Event.NUDGED, by=approver, at=local))
