"""Who owns a ticket next, which area has it, and which others work on it, too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.approval import Outcome
from domain.catalogue import Area, Assign, RoutingRule
from domain.condition import Condition, Test
from domain.errors import MayNotOwn, MoveRefused, NoSuchArea, NotForYou, WordsMissing
from domain.handing import (
    Act,
    give,
    is_unanswered,
    pass_on,
    relocate,
    share,
    tried_in,
    unshare,
    way_on,
    way_to,
)
from domain.history import Event, happened
from domain.lifecycle import Move, company_of, move
from domain.policy import Role
from domain.roster import Absence, Roster
from domain.routing import Load
from domain.ticket import Status, Visibility, Waiting
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
    a_filed,
    a_policy,
    an_approval,
)

CRM = Area(key="crm", name="CRM", owner=MAYA, triage="C0CRM", answer_within=4)
[WEBSITE] = a_catalogue().areas
WIDE = a_catalogue(areas=(replace(WEBSITE, answer_within=4), CRM))
NIGHT = datetime(2026, 3, 2, 22, tzinfo=UTC)


def act(*, by=IVO, catalogue=WIDE, words="She knows the form", now=T0):
    return Act(by=by, catalogue=catalogue, now=now, words=words)


def away(*people):
    return Roster(absences=tuple(Absence(person=p, begins=T0) for p in people))


def within(catalogue, **changes):
    return replace(catalogue, **changes)


def test_a_new_owner_has_the_areas_time_to_take_it():
    after = give(a_filed(), MAYA, act())

    assert (after.ticket.owner, after.ticket.status) == (MAYA, Status.OPEN)
    assert after.ticket.answer_by == T0 + timedelta(hours=4)


def test_who_gives_a_ticket_to_themselves_needs_no_reminder():
    after = give(a_filed(answer_by=T0), MAYA, act(by=MAYA))

    assert after.ticket.answer_by is None


@pytest.mark.parametrize(
    ("stands", "after"),
    [
        ({"status": Status.IN_PROGRESS}, Status.OPEN),
        ({"status": Status.WAITING, "waiting_for": Waiting.REQUESTER}, Status.WAITING),
        ({"status": Status.AWAITING_APPROVAL}, Status.AWAITING_APPROVAL),
        ({"status": Status.NEW}, Status.NEW),
    ],
)
def test_what_somebody_else_had_begun_is_to_be_taken_again(stands, after):
    assert give(a_filed(**stands), MAYA, act()).ticket.status is after


def test_who_takes_over_what_was_begun_goes_on_with_it():
    began = a_filed(status=Status.IN_PROGRESS)

    assert give(began, MAYA, act(by=MAYA)).ticket.status is Status.IN_PROGRESS


def test_what_was_put_aside_is_in_hand_again():
    asleep = a_filed(snoozed_until=T0 + timedelta(days=3))

    assert give(asleep, MAYA, act()).ticket.snoozed_until is None


@pytest.mark.parametrize(
    ("to", "roster"),
    [
        (ANNA, Roster()),
        ("U0SAM", Roster()),
        (MAYA, Roster(gone=frozenset({MAYA}))),
        (MAYA, Roster(guests=frozenset({MAYA}))),
    ],
)
def test_only_people_of_it_who_are_still_here_and_no_guests_may_own(to, roster):
    with pytest.raises(MayNotOwn, match="Only people of IT"):
        give(a_filed(), to, act(catalogue=WIDE.with_roster(roster)))


def test_who_has_it_is_not_given_it_again():
    with pytest.raises(MayNotOwn, match="have it already"):
        give(a_filed(), IVO, act())


def test_who_is_away_may_be_given_something_to_come_back_to():
    after = give(a_filed(), MAYA, act(catalogue=WIDE.with_roster(away(MAYA))))

    assert after.ticket.owner == MAYA


def test_a_ticket_is_handed_over_with_a_reason_and_from_the_queue_without_one():
    with pytest.raises(WordsMissing):
        give(a_filed(), MAYA, act(words=" "))

    assert give(a_filed(owner=None), MAYA, act(words="")).ticket.owner == MAYA


@pytest.mark.parametrize("by", [MARA, IRIS, NOOR, TOM])
def test_leads_coordinators_and_it_find_an_owner_for_what_has_none(by):
    assert give(a_filed(owner=None), MAYA, act(by=by)).ticket.owner == MAYA


def test_only_it_hands_over_what_has_an_owner():
    with pytest.raises(NotForYou):
        give(a_filed(), MAYA, act(by=MARA))


def test_what_is_resolved_is_not_handed_over():
    with pytest.raises(MoveRefused):
        give(a_filed(status=Status.RESOLVED), MAYA, act())


def test_another_area_chooses_the_owner_by_its_own_manner():
    shared_out = replace(CRM, assign=Assign.ROUND_ROBIN, people=(MAYA, TOM))
    catalogue = within(WIDE, areas=(WEBSITE, shared_out))

    after = relocate(a_filed(), "crm", act(catalogue=catalogue), load=Load(last=MAYA))

    assert (after.ticket.area, after.ticket.owner) == ("crm", TOM)
    assert after.routed.way.queue == "area:crm"


def test_a_rule_that_leads_there_names_the_people_there():
    speaks = Condition(subject="words", test=Test.SAYS, values=("campaign",))
    rules = (
        RoutingRule(name="elsewhere", when=(speaks,), area="website", people=(IVO,)),
        RoutingRule(name="campaigns", when=(speaks,), area="crm", people=(TOM,)),
    )

    after = relocate(a_filed(), "crm", act(catalogue=within(WIDE, routing=rules)))

    assert (after.ticket.owner, after.routed.way.rule) == (TOM, "campaigns")


def test_where_nobody_is_there_it_waits_in_the_queue_but_what_is_private_is_its_leads():
    absent = act(catalogue=WIDE.with_roster(away(MAYA)))

    shown = relocate(a_filed(), "crm", absent)
    private = relocate(a_filed(visibility=Visibility.PRIVATE), "crm", absent)

    assert (shown.ticket.owner, private.ticket.owner) == (None, IRIS)


@pytest.mark.parametrize(
    ("area", "why"), [("website", "in this area already"), ("gone", "taken off the catalogue")]
)
def test_a_ticket_moves_only_to_another_area_that_there_is(area, why):
    with pytest.raises(NoSuchArea, match=why):
        relocate(a_filed(), area, act())

    with pytest.raises(NoSuchArea):
        way_to(a_filed(), "gone", WIDE)


def test_others_who_decide_there_are_asked_in_a_new_round():
    before = a_filed(approvers=(MAYA, IVO))

    after = relocate(before, "crm", act())

    assert after.ticket.status is Status.AWAITING_APPROVAL
    assert (after.approval.round, after.approval.asked) == (2, (MAYA,))


def test_a_yes_of_the_old_area_is_no_yes_of_the_new_one():
    approved = replace(
        a_filed(request_type="access", status=Status.IN_PROGRESS),
        approval=an_approval(IVO, ended=Outcome.APPROVED),
    )

    after = relocate(approved, "crm", act())

    assert (after.ticket.status, after.approval.round) == (Status.AWAITING_APPROVAL, 2)


def test_where_the_same_people_decide_nobody_is_asked_again():
    kinds = tuple(replace(t, approval=a_policy(IRIS)) for t in WIDE.types)
    before = replace(a_filed(approvers=(IRIS,)))

    after = relocate(before, "crm", act(catalogue=within(WIDE, types=kinds)))

    assert after.approval is before.approval
    assert after.ticket.status is Status.AWAITING_APPROVAL


def test_where_no_yes_is_needed_work_may_begin():
    only_here = Condition(subject="area", test=Test.IS, values=("website",))
    policy = a_policy(Role.AREA_OWNER, when=(only_here,))
    kinds = tuple(replace(t, approval=policy) for t in WIDE.types)

    after = relocate(a_filed(approvers=(IVO,)), "crm", act(catalogue=within(WIDE, types=kinds)))

    assert (after.ticket.status, after.approval.outcome) == (Status.OPEN, Outcome.CANCELLED)
    assert after.ticket.answer_by


@pytest.mark.parametrize("status", [Status.NEW, Status.CHANGES_REQUESTED, Status.EXPIRED])
def test_what_waits_to_be_sent_again_is_asked_about_then(status):
    before = a_filed(status=status, request_type="access")

    assert relocate(before, "crm", act()).ticket.status is status


def test_an_area_that_shared_it_has_it_alone_once_it_moves_there():
    assert relocate(replace(a_filed(), shared=("crm",)), "crm", act()).shared == ()


def test_a_ticket_is_shared_and_shared_no_more():
    shared = share(a_filed(), "crm", act(words=""))

    assert shared.shared == ("crm",)
    assert unshare(shared, "crm", act(words="")).shared == ()


@pytest.mark.parametrize(
    ("area", "visibility", "why"),
    [
        ("website", Visibility.BOTH_SIDES, "works on it already"),
        ("gone", Visibility.BOTH_SIDES, "taken off"),
        ("crm", Visibility.PRIVATE, "private"),
    ],
)
def test_what_cannot_be_shared_is_refused_with_what_to_do(area, visibility, why):
    with pytest.raises(NoSuchArea, match=why):
        share(a_filed(visibility=visibility), area, act())


def test_an_area_that_has_no_part_in_it_cannot_leave():
    with pytest.raises(NoSuchArea, match="nothing is left to do"):
        unshare(a_filed(), "crm", act())


DUE = {"answer_by": T0 - timedelta(minutes=1)}


@pytest.mark.parametrize(
    ("changes", "now", "is_due"),
    [
        (DUE, T0, True),
        ({"answer_by": T0}, T0, True),
        ({"answer_by": T0 + timedelta(minutes=1)}, T0, False),
        ({}, T0, False),
        (DUE, NIGHT, False),
        (DUE, T0 + timedelta(days=5), False),  # a Saturday
        (DUE | {"status": Status.IN_PROGRESS}, T0, False),
        (DUE | {"status": Status.WAITING, "waiting_for": Waiting.REQUESTER}, T0, False),
        (DUE | {"snoozed_until": T0 + timedelta(days=1)}, T0, False),
    ],
)
def test_only_what_waits_to_be_taken_is_passed_on_and_never_at_night(changes, now, is_due):
    assert is_unanswered(a_filed(**changes), WIDE, now=now) is is_due


def passed(filed, *entries, catalogue=WIDE):
    history = [happened(filed.ticket, Event.FILED, by=ANNA, at=T0), *entries]
    return pass_on(filed, history, catalogue, load=Load(), now=T0)


def test_the_next_person_has_as_much_time_as_the_first():
    after = passed(a_filed(**DUE))

    assert (after.ticket.owner, after.ticket.answer_by) == (TOM, T0 + timedelta(hours=4))


def test_after_the_last_one_it_waits_in_the_queue():
    second = a_filed(owner=TOM, **DUE)
    had = happened(a_filed().ticket, Event.ROUTED, by=None, at=T0)

    after = passed(second, had)

    assert (after.ticket.owner, after.ticket.answer_by) == (None, None)


def test_what_is_private_stays_with_its_lead_after_the_last_one():
    private = a_filed(visibility=Visibility.RESTRICTED, owner=TOM, **DUE)
    had = happened(a_filed().ticket, Event.ROUTED, by=None, at=T0)

    after = passed(private, had)
    again = passed(after, had, happened(private.ticket, Event.PASSED_ON, by=None, at=T0))

    assert after.ticket.owner == IRIS
    assert (again.ticket.owner, again.ticket.answer_by) == (IRIS, None)


def test_of_an_area_that_is_gone_it_waits_in_the_queue():
    gone = a_filed(area="gone", **DUE)

    assert way_on(gone, WIDE) is None
    assert passed(gone).ticket.owner is None


def test_who_had_it_in_another_area_may_have_it_here():
    moved = a_filed(owner=MAYA)
    entries = [
        happened(a_filed(area="crm", owner=TOM).ticket, Event.FILED, by=ANNA, at=T0),
        happened(moved.ticket, Event.MOVED, by=IVO, at=T0),
    ]

    assert tried_in(entries, moved) == {MAYA}


@pytest.mark.parametrize("what", [Move.TAKE, Move.REPLY])
def test_who_takes_it_or_replies_has_answered(what):
    filed = a_filed(answer_by=T0)

    after = move(filed, IVO, what, company=company_of(WIDE), now=T0, words="Soon")

    assert after.ticket.answer_by is None


def test_who_only_notes_something_has_not():
    filed = a_filed(answer_by=T0)

    after = move(filed, IVO, Move.NOTE, company=company_of(WIDE), now=T0, words="Hm")

    assert after.ticket.answer_by == T0


def test_what_was_asked_by_hand_is_asked_in_the_other_area_too():
    kinds = tuple(replace(k, approval=a_policy(Role.AREA_OWNER)) for k in WIDE.types)
    catalogue = within(WIDE, types=kinds)
    [step] = an_approval(MARA).steps
    asked = an_approval(steps=(replace(step, by_hand=True),), by=IVO, because="It is dear")
    before = replace(a_filed(approvers=(MARA,)), approval=asked)

    after = relocate(before, "crm", act(catalogue=catalogue))

    assert [s.answers[0].approver for s in after.approval.steps] == [MAYA, MARA]
    assert after.approval.because == "It is dear"
