"""Asking for a yes: by hand, once more, by a reminder, and by itself when a step's time is over."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import asking_moves as rules
from domain import lifecycle
from domain.approval import settled
from domain.approvers import Case
from domain.asking import is_stuck, timed_out
from domain.catalogue import Catalogue
from domain.history import Event, happened
from domain.lifecycle import Move, company_of
from domain.overdue import what_followed
from domain.policy import Quorum
from domain.request import Filed, case_of
from domain.ticket import Status
from storage.transaction import Transaction
from views import approval_news as view
from views import staffing
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell

AT_ONCE = 200


def tick(desk: Desk) -> None:
    """Act for each step whose time is over; once in each working hour, look for what is stuck."""
    for ticket_id in _overdue(desk):
        _time_out(desk, ticket_id)
    for ticket_id in _stuck(desk):
        _tell_if_stuck(desk, ticket_id)


def to_ask(desk: Desk, ticket_id: int, *, by: str) -> Filed:
    """The ticket, if this person may ask for a yes now. Raises the refusal that asking would."""
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        company = company_of(tx.catalogues.known())
    lifecycle.check(filed, by, Move.ASK_APPROVAL, company=company, now=desk.clock())
    return filed


@rerun_on_conflict
def ask(
    desk: Desk,
    ticket_id: int,
    people: Sequence[str],
    *,
    needs: Quorum,
    because: str,
    by: str,
    key: str,
) -> None:
    """Ask these people for a yes that no policy demands; once for each sent form."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        before = tx.tickets.filed(ticket_id, lock=True)
        after = rules.ask_by_hand(
            before,
            people,
            needs=needs,
            by=by,
            because=because,
            catalogue=tx.catalogues.current(),
            now=now,
        )
        after = _saved(tx, before, after)
        entry = happened(after.ticket, Event.APPROVAL_ASKED, by=by, at=now, words=because)
        tx.history.add(entry, *staffing.rows_of(after, tx.catalogues.current(), now=now))
        told = view.asked_by_hand(after, standing=_standing(tx, before))
        tell(tx, *cards_after(tx, before, after), *told, now=now, by=by)


@rerun_on_conflict
def ask_again(desk: Desk, ticket_id: int, *, by: str, key: str) -> None:
    """Ask once more, when nobody decided in time; once for each press."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        before = tx.tickets.filed(ticket_id, lock=True)
        catalogue = tx.catalogues.current()
        after = rules.ask_again(before, by=by, catalogue=catalogue, now=now)
        after = _saved(tx, before, after)
        entry = happened(after.ticket, Event.ASKED_AGAIN, by=by, at=now)
        tx.history.add(entry, *staffing.rows_of(after, catalogue, now=now))
        told = view.asked_again(after, by=by, standing=_standing(tx, before))
        tell(tx, *cards_after(tx, before, after), *told, now=now, by=by)


@rerun_on_conflict
def remind(desk: Desk, ticket_id: int, *, by: str, key: str) -> Sequence[str]:
    """The requester's word to those who decide, once a day; say who they are."""
    now = desk.clock()
    with desk.transaction() as tx:
        filed = tx.tickets.filed(ticket_id, lock=True)
        ticket, approval = filed.ticket, filed.approval
        if approval is None or not tx.handled.first_time(key, now=now):
            return ()
        catalogue, history = tx.catalogues.current(), tx.history.of(ticket_id)
        rules.check_reminder(filed, history, by=by, catalogue=catalogue, now=now)
        words = view.recorded_turn(approval)
        tx.history.add(happened(ticket, Event.REMINDED, by=by, at=now, words=words))
        told = view.reminded(ticket, approval, day=_day(now, catalogue), card=_cards(tx, filed))
        tell(tx, *told, now=now, by=by)
        return approval.asked


def _overdue(desk: Desk) -> Sequence[int]:
    with desk.reading() as tx:
        return tx.approvals.overdue(at=desk.clock(), limit=AT_ONCE)


@rerun_on_conflict
def _time_out(desk: Desk, ticket_id: int) -> None:
    """What the step says for when its time is over, if it still is."""
    now = desk.clock()
    with desk.transaction() as tx:
        before = tx.tickets.filed(ticket_id, lock=True)
        approval, catalogue = before.approval, tx.catalogues.current()
        step = approval.current if approval else None
        if approval is None or step is None or step.due_at is None or step.due_at > now:
            return
        asked = timed_out(approval, case_of(before, catalogue, now=now))
        ticket = tx.tickets.save(settled(before.ticket, asked, now=now))
        tx.approvals.save(asked)
        after, what = replace(before, ticket=ticket, approval=asked), what_followed(approval, asked)
        words = view.recorded(what)
        tx.history.add(happened(ticket, what.event, by=None, at=now, words=words))
        told = view.overdue(after, what, due_at=step.due_at)
        tell(tx, *cards_after(tx, before, after), *told, now=now)


@rerun_on_conflict
def _stuck(desk: Desk) -> Sequence[int]:
    """What nobody who is there can decide, if it is time to look."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.catalogues.version():
            return ()
        catalogue = tx.catalogues.current()
        local = now.astimezone(ZoneInfo(catalogue.zone))
        is_time = catalogue.calendar.is_open(now)
        if not is_time or not tx.handled.first_time(f"stuck:{local:%Y-%m-%dT%H}", now=now):
            return ()
        return [
            ticket.id
            for ticket, approval in tx.staffing.pending()
            if is_stuck(approval, Case(ticket=ticket, facts={}, catalogue=catalogue, now=now))
        ]


@rerun_on_conflict
def _tell_if_stuck(desk: Desk, ticket_id: int) -> None:
    """Leads and coordinators hear once a day of what nobody who is there can decide."""
    now = desk.clock()
    with desk.transaction() as tx:
        filed, catalogue = tx.tickets.filed(ticket_id, lock=True), tx.catalogues.current()
        approval, day = filed.approval, _day(now, catalogue)
        is_waiting = filed.ticket.status is Status.AWAITING_APPROVAL
        if approval is None or not is_waiting:
            return
        if not is_stuck(approval, case_of(filed, catalogue, now=now)):
            return
        if tx.handled.first_time(f"stuck:{filed.ticket.reference}:{day}", now=now):
            area = catalogue.area(filed.ticket.area)
            named = area.name if area else filed.ticket.area
            people = catalogue.still_here(*catalogue.leads, *catalogue.coordinators)
            told = view.stuck(filed.ticket, approval, people, area=named, day=day)
            tell(tx, *told, now=now)
            tx.history.add(happened(filed.ticket, Event.STUCK, by=None, at=now))


def _saved(tx: Transaction, before: Filed, after: Filed) -> Filed:
    """Saved with its new round; or with none, where nobody has to say yes any more."""
    ticket = tx.tickets.save(after.ticket)
    if after.approval is not before.approval:
        tx.approvals.replace_by(after.approval, before=before.approval)
    return replace(after, ticket=ticket)


def _standing(tx: Transaction, filed: Filed) -> Collection[str]:
    return {place.name for place in tx.posts.about(filed.ticket.reference)}


def _cards(tx: Transaction, filed: Filed) -> dict[str, str]:
    """Where the cards of those stand who are asked, by person."""
    asked = filed.approval.asked if filed.approval else ()
    places = {p: tx.posts.place_of(f"{filed.ticket.reference}:approval:{p}") for p in asked}
    links = {p: tx.workspaces.permalink(place) for p, place in places.items() if place}
    return {person: link for person, link in links.items() if link}


def _day(now: datetime, catalogue: Catalogue) -> str:
    return now.astimezone(ZoneInfo(catalogue.zone)).date().isoformat()
