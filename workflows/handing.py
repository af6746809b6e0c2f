"""Handing on by somebody's hand: to a person, to another area, and sharing with one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from domain import handing as rules
from domain import lifecycle
from domain.approval import taken_back
from domain.errors import FieldRefusal, WordsMissing
from domain.handing import Act
from domain.history import Event, happened
from domain.lifecycle import Move, company_of
from domain.message import CardPlace, Message
from domain.request import Filed
from storage.transaction import Transaction
from views import conversation, routing, staffing
from views import handing as view
from views.handing import Chosen, Way
from views.ticket import triages
from workflows.desk import Desk, cards_after, rerun_on_conflict
from workflows.telling import tell

MOST_TALK = 20
"""So much of what was said follows a ticket into another thread."""

MOVES = {Way.AREA: Move.MOVE_AREA, Way.SHARE: Move.SHARE, Way.UNSHARE: Move.UNSHARE}


def check(
    desk: Desk, ticket_id: int, *, by: str, way: Way = Way.PERSON
) -> tuple[Filed, frozenset[Way]]:
    """The ticket, if this person may hand it on like this, and in what other ways they may.

    Raises the refusal otherwise.
    """
    with desk.reading() as tx:
        filed = tx.tickets.filed(ticket_id)
        company = company_of(tx.catalogues.known())
    moves = {Way.PERSON: rules.what_giving_is(filed)} | MOVES
    lifecycle.check(filed, by, moves[way], company=company, now=desk.clock())
    may = partial(lifecycle.may_move, filed, by, company=company, now=desk.clock())
    return filed, frozenset(way for way, what in moves.items() if may(what))


@rerun_on_conflict
def hand_on(desk: Desk, chosen: Chosen, *, by: str, key: str) -> None:
    """Do what the form says and tell everyone it concerns; once for each sent form.

    Raises FieldRefusal with words beside the field that is amiss.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        before = tx.tickets.filed(chosen.ticket_id, lock=True)
        act = Act(by=by, catalogue=tx.catalogues.known(), now=now, words=chosen.words)
        try:
            DO[chosen.way](tx, before, chosen.to, act)
        except WordsMissing as missing:
            raise FieldRefusal({"words": "Please say why: both owners read it."}) from missing


def _give(tx: Transaction, before: Filed, to: str, act: Act) -> None:
    event = Event.HANDED_OVER if before.ticket.owner else Event.ASSIGNED
    after = _saved(tx, rules.give(before, to, act))
    said = view.given(before.ticket, after.ticket, by=act.by, words=act.words)
    _note(tx, after, act, event=event, words=said)
    it = conversation.at_it(after, act.catalogue)
    told = view.told_given(before, after, by=act.by, words=act.words, it=it)
    tell(tx, *cards_after(tx, before, after), *told, now=act.now, by=act.by)


def _move(tx: Transaction, before: Filed, area: str, act: Act) -> None:
    load = tx.queues.load(rules.way_to(before, area, act.catalogue), act.catalogue)
    moved = rules.relocate(before, area, act, load=load)
    tx.queues.note(moved.routed)
    tx.tickets.unshare(before.ticket.id, area)
    if moved.approval is not before.approval:
        taken = taken_back(before.approval) if before.approval else None
        is_new = moved.approval is not None and moved.approval.outcome is None
        tx.approvals.replace_by(moved.approval if is_new else None, before=taken)
    after = _saved(tx, moved)
    _note(
        tx, after, act, event=Event.MOVED, words=view.moved(before, after, act.catalogue, act.words)
    )
    why = routing.why(after, act.catalogue, now=act.now)
    tx.history.add(happened(after.ticket, Event.ROUTED, by=None, at=act.now, words=why))
    if moved.approval is not before.approval:
        tx.history.add(*staffing.rows_of(after, act.catalogue, now=act.now))
    standing = tx.posts.about(after.ticket.reference)
    told = view.told_moved(
        before,
        after,
        act.catalogue,
        by=act.by,
        words=act.words,
        it=conversation.at_it(after, act.catalogue),
    )
    told += routing.queued(after, act.catalogue, standing, now=act.now)
    told += _talk(tx, before, after, act)
    tell(tx, *cards_after(tx, before, after), *told, now=act.now, by=act.by)


def _share(tx: Transaction, before: Filed, key: str, act: Act) -> None:
    after = _saved(tx, rules.share(before, key, act))
    tx.tickets.share(after.ticket.id, key)
    _note(tx, after, act, event=Event.SHARED, words=view.shared_with(key, act.catalogue))
    area = act.catalogue.area(key)
    told = view.told_shared(after, area, by=act.by) if area else []
    told += _talk(tx, before, after, act)
    tell(tx, *cards_after(tx, before, after), *told, now=act.now, by=act.by)


def _unshare(tx: Transaction, before: Filed, key: str, act: Act) -> None:
    after = _saved(tx, rules.unshare(before, key, act))
    tx.tickets.unshare(after.ticket.id, key)
    _note(tx, after, act, event=Event.UNSHARED, words=view.shared_with(key, act.catalogue))
    tell(tx, *cards_after(tx, before, after), now=act.now, by=act.by)


DO = {Way.PERSON: _give, Way.AREA: _move, Way.SHARE: _share, Way.UNSHARE: _unshare}


def _saved(tx: Transaction, after: Filed) -> Filed:
    return replace(after, ticket=tx.tickets.save(after.ticket))


def _note(tx: Transaction, after: Filed, act: Act, *, event: Event, words: str) -> None:
    tx.history.add(happened(after.ticket, event, by=act.by, at=act.now, words=words))


def _talk(tx: Transaction, before: Filed, after: Filed, act: Act) -> Sequence[Message]:
    """What was said last follows the ticket into the threads where it is worked on from now on."""
    if not after.ticket.is_for_both_sides:
        return []
    been = {place.to for place in tx.posts.about(after.ticket.reference) if _is_triage(place)}
    new = [c for c in triages(after, act.catalogue) if c not in been]
    said = [c for c in tx.comments.of(after.ticket.id) if not c.is_deleted][-MOST_TALK:]
    return [
        card
        for channel in new
        for comment in said
        for card in conversation.also_in(comment, after.ticket, channel, at=act.now)
    ]


def _is_triage(place: CardPlace) -> bool:
    return place.name.split(":")[1] == "triage"
