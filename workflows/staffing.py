"""People come and go: what waits for somebody who is away or has left finds somebody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.approvers import Case
from domain.asking import again
from domain.handing import way_on
from domain.history import Event, happened
from domain.request import Filed, case_of
from domain.routing import Load
from domain.staffing import moved_on, newly_asked, tally, who_hears
from domain.ticket import Status
from storage.transaction import Transaction
from views import staffing as view
from views.conversation import at_it
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell

AT_ONCE = 200
"""So many tickets move in one transaction."""

LOOKED_AT, LOOK_ANYWAY_SECONDS = "asked again", 300


def tick(desk: Desk) -> None:
    """By what is known of people now: who is asked, who owns, and whom the catalogue names."""
    with desk.reading() as tx:
        if not tx.catalogues.version():
            return
        gone = tx.catalogues.current().roster.gone
        leavers = {t.owner for t in tx.staffing.open_of(gone, limit=AT_ONCE) if t.owner}
    for leaver in sorted(leavers):
        _move_on(desk, leaver)
    ask_again(desk)
    for leaver in sorted(gone):
        _name_vacancies(desk, leaver)


def ask_again(desk: Desk) -> None:
    """Ask those who can settle a step by now, wherever they are others than were asked.

    Where nothing has changed on which that depends, all that waits is looked at now and then only.
    """
    now = desk.clock()
    with desk.reading() as tx:
        catalogue = tx.catalogues.current()
    roster = catalogue.roster  # which does not count when catalogues are compared
    looked_at = (catalogue, roster, roster.in_effect(at=now), _spell(now))
    of_team = f"{LOOKED_AT}:{desk.team}"
    if desk.memory.get(of_team) == looked_at:
        return
    for ticket_id in _to_ask_again(desk, now=now):
        _ask_again(desk, ticket_id)
    desk.memory[of_team] = looked_at


def _spell(now: datetime) -> int:
    """Another one begins every few minutes."""
    return int(now.timestamp()) // LOOK_ANYWAY_SECONDS


def _to_ask_again(desk: Desk, *, now: datetime) -> Sequence[int]:
    with desk.reading() as tx:
        catalogue = tx.catalogues.current()
        return [
            ticket.id
            for ticket, approval in tx.staffing.pending()
            if again(approval, Case(ticket=ticket, facts={}, catalogue=catalogue, now=now))
            != approval
        ]


@rerun_on_conflict
def _ask_again(desk: Desk, ticket_id: int) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        before = tx.tickets.filed(ticket_id, lock=True)
        if before.approval is None or before.ticket.status is not Status.AWAITING_APPROVAL:
            return
        case = case_of(before, tx.catalogues.current(), now=now)
        approval = again(before.approval, case)
        if approval == before.approval:
            return
        tx.approvals.save(approval)
        ticket = tx.tickets.save(before.ticket)
        after = replace(before, ticket=ticket, approval=approval)
        asked = newly_asked(before.approval, approval, case)
        tx.history.add(*view.rows(asked, replace(case, ticket=ticket)))
        told = [view.asked(ticket, one) for one in asked if not view.says_card(one)]
        tell(tx, *cards_after(tx, before, after), *told, now=now)


@rerun_on_conflict
def _move_on(desk: Desk, leaver: str) -> None:
    """All that they own finds somebody else, in one go, so that the leads hear of it once."""
    now = desk.clock()
    with desk.transaction() as tx:
        catalogue = tx.catalogues.current()
        if leaver not in catalogue.roster.gone:
            return
        owned = tx.staffing.open_of([leaver], limit=AT_ONCE)
        passed = [_passed_on(tx, ticket.id, leaver, now=now) for ticket in owned]
        if owners := [owner for owner in passed if owner != leaver]:
            leads = who_hears(catalogue.leads, catalogue)
            tell(tx, *view.left(leaver, tally(owners), leads, now=now), now=now)


def _passed_on(tx: Transaction, ticket_id: int, leaver: str, *, now: datetime) -> str | None:
    """Give it to the next, and say who that is; nobody, where it is in the queue.

    Who has left themselves is said where nothing was moved.
    """
    catalogue = tx.catalogues.current()
    before = tx.tickets.filed(ticket_id, lock=True)
    if before.ticket.owner != leaver:  # somebody was faster
        return leaver
    way = way_on(before, catalogue)
    load = tx.queues.load(way, catalogue) if way else Load()
    history = tx.history.of(ticket_id)
    after = moved_on(before, history, catalogue, load=load, now=now)
    if after.ticket.owner == leaver:  # nobody is left for what may not lie in a queue
        return leaver
    tx.queues.note(after.routed)
    after = replace(after, ticket=tx.tickets.save(after.ticket))
    event = Event.HANDED_OVER if after.ticket.owner else Event.QUEUED
    words = view.has_left(leaver, after.ticket)
    tx.history.add(happened(after.ticket, event, by=None, at=now, words=words))
    _tell(tx, before, after, leaver, now=now)
    return after.ticket.owner


def _tell(tx: Transaction, before: Filed, after: Filed, leaver: str, *, now: datetime) -> None:
    it = at_it(after, tx.catalogues.current())
    told = view.handed_on(after, leaver, it=it)
    tell(tx, *cards_after(tx, before, after), *told, now=now)


@rerun_on_conflict
def _name_vacancies(desk: Desk, leaver: str) -> None:
    """Once for each catalogue that still names them."""
    catalogue = desk.catalogue()
    if not view.named_as(leaver, catalogue):
        return
    now = desk.clock()
    with desk.transaction() as tx:
        catalogue, version = tx.catalogues.current(), tx.catalogues.version()
        if not tx.handled.first_time(f"vacant:{leaver}:{version}", now=now):
            return
        coordinators = who_hears(catalogue.coordinators, catalogue)
        on = f"{version}:{now:%Y-%m-%d}"
        tell(tx, *view.vacancies(leaver, catalogue, coordinators, on=on), now=now)
