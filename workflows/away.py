"""Who is away and who stands in: entered in a form, told by a Slack status, ended early."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from domain import away as rules
from domain.away import Status, Wish
from domain.catalogue import Catalogue
from domain.errand import ErrandClaim, delegation_in, to_stand_in
from domain.errors import DelegationRefused, NoCatalogue, NotAway, NotTheirLead
from domain.history import Event, happened
from domain.roster import Absence, Delegation, Roster, ToldBy, check_delegation
from storage.transaction import Transaction
from views import away as view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell

MOST_NOTED = 50
"""Of so many tickets the history says that somebody cannot stand in."""


def be_away(desk: Desk, wish: Wish, *, key: str) -> None:
    """Enter an absence, and who stands in; once for each sent form.

    Raises NotTheirLead, DelegationRefused.
    """
    with _refusal_kept(desk, wish.person, wish.stand_in, by=wish.by):
        _be_away(desk, wish, key=key)


@rerun_on_conflict
def _be_away(desk: Desk, wish: Wish, *, key: str) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        catalogue, roster = _settled(tx)
        if not rules.may_enter(wish.by, wish.person, catalogue):
            raise NotTheirLead
        absence = Absence(person=wish.person, begins=wish.begins, ends=wish.ends, by=wish.by)
        _end(tx, [d for d in roster.delegations if _is_of(d, absence)], now=now)
        tx.rosters.be_away(absence)
        if wish.stand_in:
            _hand_on(tx, _delegation(absence, wish.stand_in, by=wish.by), now=now)
        old = [a for a in roster.absences if a.person == wish.person and a.told_by is ToldBy.HAND]
        tell(tx, *(view.card(each, because=key) for each in (*old, absence)), now=now)
        if wish.by != wish.person:
            tell(tx, view.entered(wish, catalogue.zone), now=now)


def let(desk: Desk, absence: str, to: str, *, by: str, key: str) -> None:
    """Let somebody decide while they are away: what the message about an absence asks.

    Raises NotAway, DelegationRefused.
    """
    with _refusal_kept(desk, by, to, by=by):
        _let(desk, absence, to, by=by, key=key)


@rerun_on_conflict
def _let(desk: Desk, absence: str, to: str, *, by: str, key: str) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        _, roster = _settled(tx)
        found = _named(roster, absence, by=by, now=now)
        begun = replace(found, begins=max(found.begins, now))
        _hand_on(tx, _delegation(begun, to, by=by), now=now)
        tell(tx, view.card(found, because=key), now=now)


@rerun_on_conflict
def be_back(desk: Desk, absence: str, *, by: str, key: str) -> None:
    """End an absence, and what was handed on for its time. Raises NotAway."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        _, roster = _settled(tx)
        found = _named(roster, absence, by=by, now=now)
        if found.told_by is ToldBy.HAND:
            tx.rosters.be_back(by, told_by=ToldBy.HAND)
        else:
            tx.rosters.be_away(rules.back_by_hand(found, now=now))
        _end(tx, [d for d in roster.delegations if _is_of(d, found)], now=now)
        tell(tx, view.card(found, because=key), now=now)


def told_by_status(desk: Desk, person: str, status: Status) -> bool:
    """Whether their status tells of another absence than it did; most changes tell of nothing."""
    try:
        catalogue = desk.catalogue()
    except NoCatalogue:
        return False
    known = _by_status(catalogue.roster, person)
    if rules.told_by_status(person, status, known, catalogue.away, now=desk.clock()) == known:
        return False
    return _told_by_status(desk, person, status)


@rerun_on_conflict
def _told_by_status(desk: Desk, person: str, status: Status) -> bool:
    now = desk.clock()
    with desk.transaction() as tx:
        catalogue, roster = _settled(tx)
        known = _by_status(roster, person)
        told = rules.told_by_status(person, status, known, catalogue.away, now=now)
        if told == known or not roster.may_approve(person):
            return False
        if told:
            tx.rosters.be_away(told)
            _offer(tx, told, catalogue, roster, now=now)
        elif known:
            tx.rosters.be_back(person, told_by=ToldBy.STATUS)
            _end(tx, [d for d in roster.delegations if _is_of(d, known)], now=now)
            _put_again(tx, known, now=now)
        return True


def _offer(
    tx: Transaction, absence: Absence, catalogue: Catalogue, roster: Roster, *, now: datetime
) -> None:
    """Ask once who decides for them, unless it is settled; then only keep the message true."""
    until = absence.ends or absence.begins
    if not _decides(tx, absence.person, catalogue) or _is_settled(absence, roster):
        _put_again(tx, absence, now=now)
    elif tx.handled.first_time(f"offer:{absence.person}:{until.isoformat()}", now=now):
        tell(tx, view.card(absence, because="offer"), now=now)
    else:
        _put_again(tx, absence, now=now)


def _put_again(tx: Transaction, absence: Absence, *, now: datetime) -> None:
    """Where a message about it stands, it shows how it is now."""
    card = view.card(absence, because=now.isoformat())
    if tx.posts.place_of(card.name) or tx.outbox.has_waiting(card.name):
        tell(tx, card, now=now)


def _decides(tx: Transaction, person: str, catalogue: Catalogue) -> bool:
    named = rules.decides_or_owns(person, catalogue)
    return named or bool(tx.staffing.waits_for(person)) or person in tx.staffing.owners()


def _is_settled(absence: Absence, roster: Roster) -> bool:
    """They said themselves that they are away, or have named somebody."""
    by_hand = [a for a in roster.absences if a.person == absence.person and a.by is not None]
    return any(a.covers(absence.begins) for a in by_hand) or any(
        _is_of(d, absence) for d in roster.delegations
    )


@rerun_on_conflict
def stand_in_known(desk: Desk, claim: ErrandClaim) -> None:
    """Slack has told who they are: now they stand in, or whoever named them hears why not."""
    now, new = desk.clock(), delegation_in(claim.errand)
    with desk.transaction() as tx:
        if not tx.errands.settle(claim, now=now):
            return
        _, roster = _settled(tx)
        meant = [a for a in roster.absences if a.person == new.person and _is_of(new, a)]
        if not meant:  # they are back already
            return
        try:
            _hand_on(tx, new, now=now)
        except DelegationRefused as refusal:
            _keep(tx, new.person, new.to, refusal, by=new.by, now=now)
            tell(tx, view.cannot_stand_in(new, str(refusal)), now=now)
        tell(tx, *(view.card(a, because=claim.errand.key) for a in meant), now=now)


@contextmanager
def _refusal_kept(desk: Desk, person: str, to: str | None, *, by: str) -> Iterator[None]:
    """What is refused undoes itself, and is a row in the history of what waits for them."""
    try:
        yield
    except DelegationRefused as refusal:
        _note(desk, person, str(to), refusal, by=by)
        raise


@rerun_on_conflict
def _note(desk: Desk, person: str, to: str, refusal: DelegationRefused, *, by: str) -> None:
    with desk.transaction() as tx:
        _keep(tx, person, to, refusal, by=by, now=desk.clock())


def _keep(
    tx: Transaction, person: str, to: str, refusal: DelegationRefused, *, by: str, now: datetime
) -> None:
    """A row a day for each reason: what waits for them goes on waiting."""
    words = view.recorded(person, to, refusal.why)
    for ticket in tx.staffing.waiting_for(person, limit=MOST_NOTED):
        what = f"cannot_stand_in:{ticket.reference}:{person}:{to}:{refusal.why}:{now:%Y-%m-%d}"
        if tx.handled.first_time(what, now=now):
            tx.history.add(happened(ticket, Event.CANNOT_STAND_IN, by=by, at=now, words=words))


def _settled(tx: Transaction) -> tuple[Catalogue, Roster]:
    """What is in force, which nobody else changes until the end of this transaction."""
    tx.rosters.changed()
    roster = tx.rosters.read()
    return tx.catalogues.known(), roster


def _named(roster: Roster, stamped: str, *, by: str, now: datetime) -> Absence:
    """The absence of theirs that a button speaks of, if it is not over."""
    for absence in roster.absences:
        is_over = absence.ends is not None and absence.ends <= now
        if absence.person == by and view.is_named(absence, stamped) and not is_over:
            return absence
    raise NotAway


def _hand_on(tx: Transaction, new: Delegation, *, now: datetime) -> None:
    """Raises DelegationRefused. Who they are is asked first, where Slack has never told."""
    check_delegation(new, tx.rosters.read())
    if not tx.people.known([new.to]):
        tx.errands.put(to_stand_in(new))
        return
    tx.rosters.delegate(new)
    zone, waiting = tx.catalogues.known().zone, tx.staffing.waits_for(new.person)
    tell(tx, view.to_stand_in(new, zone, waiting=waiting), now=now)


def _end(tx: Transaction, delegations: list[Delegation], *, now: datetime) -> None:
    for delegation in delegations:
        tx.rosters.end_delegation(delegation.person, begins=delegation.begins)
        if delegation.covers(now):
            tell(tx, view.no_longer(delegation, now=now), now=now)


def _delegation(absence: Absence, to: str, *, by: str) -> Delegation:
    ends = absence.ends or absence.begins + rules.FURTHEST
    return Delegation(person=absence.person, to=to, begins=absence.begins, ends=ends, by=by)


def _is_of(delegation: Delegation, absence: Absence) -> bool:
    """Whether it is for this absence's time."""
    before_its_end = absence.ends is None or delegation.begins < absence.ends
    return (
        delegation.person == absence.person and before_its_end and delegation.ends > absence.begins
    )


def _by_status(roster: Roster, person: str) -> Absence | None:
    told = (a for a in roster.absences if a.person == person and a.told_by is ToldBy.STATUS)
    return next(told, None)
