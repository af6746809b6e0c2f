"""Asking by hand, once more and by a reminder; and what happens when a step's time is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approval import Outcome
from domain.asking_moves import ask_by_hand
from domain.errors import FieldRefusal, MoveRefused, NotForYou, RemindedAlready, TimeIsOver
from domain.history import Event
from domain.lifecycle import Move
from domain.policy import Quorum, TimeOut
from domain.roster import Absence, Roster
from domain.ticket import Status, Waiting
from tests.builders import (
    ANNA,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    T0,
    TOM,
    a_catalogue,
    a_policy,
    a_press,
    a_request,
    filed,
    saved,
)
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import approval, asking, catalogue, fulfilment, intake

HOUR = timedelta(hours=1)
LATE = T0 + 9 * HOUR  # an hour after its time


def at(desk, moment):
    return replace(desk, clock=lambda: moment)


def with_policy(desk, policy, **changes):
    """Anna asked for access; its type has this policy."""
    known = a_catalogue()
    kinds = tuple(replace(t, approval=policy) if t.approval else t for t in known.types)
    catalogue.apply(desk, replace(known, types=kinds, **changes), by=NOOR)
    intake.take_in(desk, a_request(request_type="access"), key="filed")
    return said_so_far(desk)


def said_so_far(desk):
    return len(notices(desk))


def said_since(desk, before):
    return dict(notices(desk)[before:])


@pytest.mark.parametrize(
    ("then", "event", "asked", "heard"),
    [
        (TimeOut.REMIND, Event.REMINDED, (MAYA,), {MAYA}),
        (TimeOut.ADD_BACKUP, Event.BACKUP_ADDED, (MAYA, TOM), {ANNA, MAYA, TOM}),
        (TimeOut.REPLACE, Event.APPROVER_REPLACED, (TOM,), {ANNA, MAYA, TOM}),
        (TimeOut.CANCEL, Event.EXPIRED, (), {ANNA, MAYA}),
    ],
)
@on_both
def test_when_the_time_is_over_one_thing_is_done_recorded_and_told(desk, then, event, asked, heard):
    before = with_policy(desk, a_policy(MAYA, within=7, then=then))

    asking.tick(at(desk, LATE))

    after = saved(desk, 1)
    assert after.approval.asked == asked
    assert events(desk, 1)[-1] == (event, None)
    assert set(said_since(desk, before)) == heard
    assert f"MT-1:approval:{TOM}" in cards(desk) or TOM not in asked


@on_both
def test_a_time_out_acts_once_for_each_time_that_is_over(desk):
    with_policy(desk, a_policy(MAYA, within=7))

    for _ in range(2):
        asking.tick(at(desk, LATE))
    once = events(desk, 1).count((Event.REMINDED, None))
    asking.tick(at(desk, LATE + timedelta(days=1)))

    assert (once, events(desk, 1).count((Event.REMINDED, None))) == (1, 2)


def test_before_its_time_is_over_nothing_happens(desk):
    before = with_policy(desk, a_policy(MAYA, within=8, then=TimeOut.CANCEL))

    asking.tick(at(desk, T0 + 6 * HOUR))

    assert saved(desk, 1).ticket.status is Status.AWAITING_APPROVAL
    assert said_so_far(desk) == before


def test_what_was_withdrawn_has_no_time_any_more(desk):
    with_policy(desk, a_policy(MAYA, within=7, then=TimeOut.CANCEL))
    fulfilment.move(desk, 1, Move.WITHDRAW, by=ANNA, key="w")
    asking.tick(at(desk, LATE))

    assert saved(desk, 1).ticket.status is Status.CANCELLED


def expired(desk):
    with_policy(desk, a_policy(MAYA, within=7, then=TimeOut.CANCEL))
    asking.tick(at(desk, LATE))
    return saved(desk, 1)


def test_expired_is_nobodys_no(desk):
    after = expired(desk)

    assert (after.ticket.status, after.approval.outcome) == (Status.EXPIRED, Outcome.EXPIRED)
    assert after.approval.deciding is None
    assert "nobody's no" in dict(notices(desk))[ANNA]
    with pytest.raises(TimeIsOver):
        approval.decide(desk, a_press(ticket_id=1))


@pytest.mark.parametrize("by", [ANNA, IVO])
@on_both
def test_one_press_of_requester_or_it_asks_anew(desk, by):
    expired(desk)

    asking.ask_again(at(desk, LATE + HOUR), 1, by=by, key="again")

    after = saved(desk, 1)
    assert (after.ticket.status, after.approval.round) == (Status.AWAITING_APPROVAL, 2)
    assert after.approval.asked == (MAYA,)
    assert events(desk, 1)[-1] == (Event.ASKED_AGAIN, by)


def test_a_second_press_finds_it_asked_already(desk):
    expired(desk)
    asking.ask_again(desk, 1, by=ANNA, key="again")

    with pytest.raises(MoveRefused, match="asked again already"):
        asking.ask_again(desk, 1, by=IVO, key="too")


def test_what_needs_no_yes_any_more_is_open_once_it_is_asked_again(desk):
    expired(desk)
    catalogue.apply(desk, replace(a_catalogue(), types=no_policies()), by=NOOR)

    asking.ask_again(desk, 1, by=ANNA, key="again")

    assert saved(desk, 1).ticket.status is Status.OPEN


def no_policies():
    return tuple(replace(kind, approval=None) for kind in a_catalogue().types)


@on_both
def test_the_requester_reminds_those_who_decide_once_a_day(desk):
    before = with_policy(desk, a_policy(MAYA, TOM))

    assert asking.remind(desk, 1, by=ANNA, key="1") == (MAYA, TOM)

    assert set(said_since(desk, before)) == {MAYA, TOM}
    assert events(desk, 1)[-1] == (Event.REMINDED, ANNA)
    with pytest.raises(RemindedAlready, match="again tomorrow"):
        asking.remind(at(desk, T0 + 5 * HOUR), 1, by=ANNA, key="2")
    assert asking.remind(at(desk, T0 + 24 * HOUR), 1, by=ANNA, key="3")


def test_only_the_requester_reminds(desk):
    with_policy(desk, a_policy(MAYA))

    with pytest.raises(NotForYou):
        asking.remind(desk, 1, by=IVO, key="1")


def test_a_reminder_by_the_clock_takes_nobodys_own_away(desk):
    with_policy(desk, a_policy(MAYA, within=1))
    asking.tick(at(desk, T0 + 2 * HOUR))

    assert asking.remind(at(desk, T0 + 3 * HOUR), 1, by=ANNA, key="1") == (MAYA,)


def ask(desk, *people, ticket_id=7, by=IVO, needs=Quorum.ANY, because="It costs 900 EUR"):
    asking.ask(desk, ticket_id, people, needs=needs, because=because, by=by, key=f"ask:{people}")


@pytest.mark.parametrize(
    "stood",
    [
        {"status": Status.OPEN},
        {"status": Status.IN_PROGRESS},
        {"status": Status.WAITING, "waiting_for": Waiting.THIRD_PARTY},
    ],
)
@on_both
def test_asked_by_hand_and_approved_it_goes_on_where_it_stood(desk, stood):
    filed(desk, **stood)

    ask(desk, MARA)
    waiting = saved(desk)
    approval.decide(desk, a_press(by=MARA))

    assert waiting.ticket.status is Status.AWAITING_APPROVAL
    assert waiting.approval.because == "It costs 900 EUR"
    after = saved(desk).ticket
    assert {name: getattr(after, name) for name in stood} == stood
    assert (Event.APPROVAL_ASKED, IVO) in events(desk)


def test_all_who_are_asked_by_hand_have_to_say_yes_where_all_are_needed(desk):
    filed(desk, status=Status.IN_PROGRESS)
    ask(desk, MARA, IRIS, needs=Quorum.ALL)

    approval.decide(desk, a_press(by=MARA))

    assert saved(desk).ticket.status is Status.AWAITING_APPROVAL


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ((), "at least one"),
        ((IVO,), "cannot ask yourself"),
        ((ANNA, MARA), "their own request"),
        (("U0GUEST",), "Guests"),
        (tuple(f"U{n}" for n in range(21)), "at most 20"),
    ],
)
def test_who_cannot_be_asked_is_refused_beside_the_field(desk, people, why):
    catalogue.apply(desk, a_catalogue(), by=NOOR)
    filed(desk, status=Status.IN_PROGRESS)
    guests = desk.catalogue().with_roster(Roster(guests=frozenset({"U0GUEST"})))
    case = {"needs": Quorum.ANY, "by": IVO, "because": "x", "catalogue": guests, "now": T0}

    with pytest.raises(FieldRefusal, match=why):
        ask_by_hand(saved(desk), people, **case)


def test_an_edit_does_not_get_around_a_yes_that_was_asked_by_hand(desk):
    filed(desk, status=Status.IN_PROGRESS)
    ask(desk, MARA)

    intake.edit(desk, 7, a_request(summary="Twice as large"), key="edit")

    after = saved(desk)
    assert (after.ticket.status, after.approval.round) == (Status.AWAITING_APPROVAL, 2)
    assert (after.approval.asked, after.approval.then) == ((MARA,), Status.IN_PROGRESS)


def test_a_policys_steps_come_before_what_was_asked_by_hand(desk):
    with_policy(desk, a_policy(MAYA))
    approval.decide(desk, a_press(ticket_id=1))
    ask(desk, MARA, ticket_id=1)

    intake.edit(desk, 1, a_request(request_type="access", summary="More"), key="edit")

    assert [s.answers[0].approver for s in saved(desk, 1).approval.steps] == [MAYA, MARA]


def test_where_nobody_is_there_who_could_say_yes_leads_and_coordinators_hear_once_a_day(desk):
    before = with_policy(desk, a_policy(MAYA))
    away = [Absence(person=p, begins=T0) for p in (MAYA, IVO, TOM, IRIS, NOOR)]
    with desk.transaction() as tx:
        for absence in away:
            tx.rosters.be_away(absence)

    for hours in (1, 2):
        asking.tick(at(desk, T0 + hours * HOUR))

    said = notices(desk)[before:]
    assert [to for to, _ in said] == [MARA, IRIS, NOOR]
    assert all("nobody is there who could give it" in words for _, words in said)
    assert not any("Spring" in words for _, words in said)
    assert events(desk, 1).count((Event.STUCK, None)) == 1


def test_where_somebody_is_there_nobody_is_troubled(desk):
    before = with_policy(desk, a_policy(MAYA))

    asking.tick(at(desk, T0 + HOUR))

    assert said_so_far(desk) == before
