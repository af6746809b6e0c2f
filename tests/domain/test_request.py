"""What becomes of a request when it is taken in, and when it is written anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import rewriting
from domain import taking_in as rules
from domain.approval import Answer, Verdict
from domain.catalogue import Area, IntakePlan, RequestType
from domain.condition import Condition, Test
from domain.errors import NobodyToAsk, UnknownType
from domain.ticket import Brief, Origin, Status, Urgency, Visibility, Waiting
from tests.builders import (
    ANNA,
    BEN,
    IRIS,
    IVO,
    MAYA,
    T0,
    TOM,
    TRIAGE,
    a_catalogue,
    a_filed,
    a_policy,
    a_request,
    a_sketch,
    a_ticket,
    a_value,
    an_approval,
    with_answers,
)

LATER = T0 + timedelta(days=1)
CRM = Area(key="crm", name="CRM", owner=IRIS, triage="C0CRM")


def wide():
    """A catalogue with a second area."""
    return a_catalogue(areas=(*a_catalogue().areas, CRM))


def taken_in(catalogue=None, **changes):
    return rules.take_in(a_request(**changes), catalogue or wide(), number=7, now=T0)


def decided(filed, verdict=Verdict.APPROVED, status=Status.OPEN):
    """The same, once the first approver has spoken."""
    first, *others = filed.approval.answers
    answers = (Answer(approver=first.approver, verdict=verdict, decided_at=T0), *others)
    approval = with_answers(filed.approval, *answers)
    return replace(filed, ticket=replace(filed.ticket, status=status), approval=approval)


def edited(filed, catalogue=None, **changes):
    request = replace(filed.request, **changes)
    return rewriting.edit(filed, request, catalogue or wide(), now=LATER)


def test_what_the_form_says_stands_in_the_ticket_and_its_brief():
    filed = taken_in(
        urgency=Urgency.BLOCKING, needed_by=date(2026, 4, 1), details="Like last year's"
    )

    assert filed.ticket == a_ticket(urgency=Urgency.BLOCKING, needed_by=date(2026, 4, 1))
    assert filed.brief == Brief(
        ticket_id=7, purpose="Leads for the spring campaign", details="Like last year's"
    )


def test_a_type_that_needs_no_yes_is_open_at_once():
    filed = taken_in()

    assert filed.ticket.status is Status.OPEN
    assert filed.approval is None


def test_a_type_that_needs_a_yes_waits_for_it():
    filed = taken_in(request_type="access")

    assert filed.ticket.status is Status.AWAITING_APPROVAL
    assert filed.approval == an_approval(MAYA, IVO, asked_at=T0)


def test_a_ticket_says_what_its_request_said():
    request = a_request(
        area="crm",
        filed_by=BEN,
        urgency=Urgency.WHENEVER,
        needed_by=date(2026, 4, 1),
        details="All of it",
        acceptance="It is live",
        values=(a_value(),),
        is_private=True,
        origin=Origin.MESSAGE,
    )

    assert rules.take_in(request, wide(), number=7, now=T0).request == request


def test_a_type_that_has_left_the_catalogue_is_refused():
    with pytest.raises(UnknownType):
        taken_in(request_type="gone")


def test_an_edit_is_refused_like_a_new_request():
    with pytest.raises(UnknownType):
        edited(taken_in(), request_type="gone")


def test_a_request_that_nobody_else_could_approve_is_refused():
    area = Area(key="website", name="Website", owner=ANNA, triage=TRIAGE)
    sides = {side: replace(m, lead=ANNA) for side, m in a_catalogue().sides.items()}
    [landing_page, access] = a_catalogue().types
    by_owner = replace(access, approval=a_policy(ANNA))
    catalogue = a_catalogue(
        areas=(area,), sides=sides, types=(landing_page, by_owner), coordinators=(ANNA,)
    )

    with pytest.raises(NobodyToAsk):
        taken_in(catalogue, request_type="access")


def test_urgency_date_and_acceptance_change_without_asking_again():
    before = decided(taken_in(request_type="access"), status=Status.OPEN)

    after = edited(
        before, urgency=Urgency.BLOCKING, needed_by=date(2026, 4, 1), acceptance="It is live"
    )

    assert after.approval is before.approval
    assert after.brief == replace(before.brief, acceptance="It is live")
    assert after.ticket == replace(
        before.ticket, urgency=Urgency.BLOCKING, needed_by=date(2026, 4, 1)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "Another page"},
        {"purpose": "Something else"},
        {"details": "And more"},
        {"values": (a_value(),)},
        {"area": "crm"},
        {"request_type": "review"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_a_material_change_asks_again_in_a_new_round(change):
    [_, access] = a_catalogue().types
    review = replace(access, key="review", name="Review")
    catalogue = replace(wide(), types=(*wide().types, review))
    before = decided(taken_in(catalogue, request_type="access"))

    after = edited(before, catalogue, **change)

    assert after.ticket.status is Status.AWAITING_APPROVAL
    assert (after.approval.round, after.approval.outcome) == (2, None)
    assert after.approval.asked_at == LATER


def test_a_request_sent_back_for_changes_is_asked_again_even_unchanged():
    before = decided(
        taken_in(request_type="access"), Verdict.CHANGES_REQUESTED, Status.CHANGES_REQUESTED
    )

    after = edited(before)

    assert after.ticket.status is Status.AWAITING_APPROVAL
    assert (after.approval.round, after.approval.missing) == (2, (MAYA, IVO))


def test_a_type_that_needs_no_yes_takes_the_question_back():
    after = edited(taken_in(request_type="access"), request_type="landing_page")

    assert after.approval is None
    assert after.ticket.status is Status.OPEN


def test_the_first_question_of_a_ticket_is_its_first_round():
    after = edited(taken_in(), request_type="access")

    assert after.approval.round == 1
    assert after.ticket.status is Status.AWAITING_APPROVAL


def test_an_edit_leaves_number_age_and_version_alone():
    before = taken_in()
    before = replace(before, ticket=replace(before.ticket, version=9))

    after = edited(before, summary="Another page")

    assert (after.ticket.id, after.ticket.opened_at, after.ticket.version) == (7, T0, 9)
    assert after.ticket.summary == "Another page"
    assert after.brief.ticket_id == 7


def test_another_area_gives_the_ticket_to_its_owner():
    assert edited(taken_in(), area="crm").ticket.owner == IRIS


def test_who_has_the_ticket_keeps_it_while_the_area_stays():
    before = taken_in()
    before = replace(before, ticket=replace(before.ticket, owner=TOM))

    assert edited(before, summary="Another page").ticket.owner == TOM


def test_a_type_without_an_area_of_its_own_wish_goes_where_it_usually_goes():
    kinds = (RequestType(key="landing_page", name="Landing page", area="crm"),)

    filed = taken_in(replace(wide(), types=kinds), area=None)

    assert (filed.ticket.area, filed.ticket.owner) == ("crm", IRIS)


@pytest.mark.parametrize(
    ("kind", "is_private", "visibility"),
    [
        ("landing_page", False, Visibility.BOTH_SIDES),
        ("landing_page", True, Visibility.PRIVATE),
        ("contract", False, Visibility.RESTRICTED),
        ("contract", True, Visibility.RESTRICTED),
    ],
)
def test_a_ticket_is_as_private_as_its_type_demands_or_its_requester_wishes(
    kind, is_private, visibility
):
    contract = RequestType(key="contract", name="Contract", area="website", is_restricted=True)
    catalogue = replace(wide(), types=(*wide().types, contract))

    filed = taken_in(catalogue, request_type=kind, is_private=is_private)

    assert filed.ticket.visibility is visibility


@pytest.mark.parametrize(
    ("status", "waiting_for"),
    [
        (Status.OPEN, None),
        (Status.IN_PROGRESS, None),
        (Status.WAITING, Waiting.REQUESTER),
        (Status.WAITING, Waiting.THIRD_PARTY),
    ],
)
def test_where_no_yes_is_needed_work_goes_on_as_it_was(status, waiting_for):
    before = a_filed(status=status, waiting_for=waiting_for, owner=TOM, snoozed_until=LATER)

    after = edited(before, summary="Another page", details="And more")

    assert after.ticket == replace(before.ticket, summary="Another page")
    assert after.brief == replace(before.brief, details="And more")
    assert after.approval is None


@pytest.mark.parametrize("status", [Status.NEW, Status.CHANGES_REQUESTED])
def test_what_waited_for_its_words_is_open_once_they_are_there(status):
    before = a_filed(status=status)

    assert edited(before).ticket == replace(before.ticket, status=Status.OPEN)


def test_a_new_ticket_asks_for_a_yes_once_its_details_name_a_type_that_needs_one():
    after = edited(a_filed(status=Status.NEW, request_type=""), request_type="access")

    assert after.ticket.status is Status.AWAITING_APPROVAL
    assert (after.approval.round, after.approval.missing) == (1, (MAYA, IVO))


def test_work_that_has_to_be_approved_anew_neither_waits_nor_sleeps():
    before = a_filed(status=Status.WAITING, waiting_for=Waiting.IT, snoozed_until=LATER)

    after = edited(before, request_type="access").ticket

    assert (after.status, after.waiting_for) == (Status.AWAITING_APPROVAL, None)
    assert after.snoozed_until is None


def test_an_edit_leaves_who_filed_it_how_it_came_and_who_follows_it_alone():
    before = a_filed(filed_by=BEN, origin=Origin.EMOJI, watchers=(TOM,))

    after = edited(before, filed_by=MAYA, origin=Origin.FORM, summary="Another page")

    assert (after.ticket.filed_by, after.ticket.origin) == (BEN, Origin.EMOJI)
    assert after.watchers == (TOM,)


def sketched(catalogue=None, **changes):
    return rules.sketch(a_sketch(**changes), catalogue or wide(), number=7, now=T0)


def test_words_without_a_form_make_a_new_ticket_whose_details_are_missing():
    filed = sketched(filed_by=BEN, words="The form is broken", origin=Origin.EMOJI)

    assert filed.ticket == a_ticket(
        request_type="",
        summary="The form is broken",
        filed_by=BEN,
        status=Status.NEW,
        origin=Origin.EMOJI,
    )
    assert filed.brief == Brief(ticket_id=7, purpose="")
    assert (filed.approval, filed.watchers) == (None, ())


@pytest.mark.parametrize(
    ("is_private", "visibility"), [(True, Visibility.PRIVATE), (False, Visibility.BOTH_SIDES)]
)
def test_what_was_written_in_private_stays_private(is_private, visibility):
    assert sketched(is_private=is_private).ticket.visibility is visibility


@pytest.mark.parametrize(
    ("words", "summary", "details"),
    [
        ("Broken", "Broken", ""),
        ("  Broken \n\n ", "Broken", ""),
        ("\n Broken \nSince today ", "Broken", "Broken \nSince today"),
        ("", "(no words)", ""),
        (" \n ", "(no words)", ""),
        ("x" * 150, "x" * 150, ""),
        ("x" * 151, "x" * 149 + "…", "x" * 151),
    ],
)
def test_the_first_line_is_the_summary_and_no_word_is_lost(words, summary, details):
    filed = sketched(words=words)

    assert (filed.ticket.summary, filed.brief.details) == (summary, details)


@pytest.mark.parametrize(
    ("named", "planned", "area", "owner"),
    [
        ("crm", None, "crm", IRIS),
        ("crm", "website", "crm", IRIS),
        (None, "crm", "crm", IRIS),
        ("gone", "crm", "crm", IRIS),
        (None, None, "website", IVO),
        ("gone", "gone", "website", IVO),
    ],
)
def test_a_sketch_goes_to_its_own_area_or_to_the_one_for_what_has_none(named, planned, area, owner):
    catalogue = replace(wide(), intake=IntakePlan(area=planned))

    ticket = sketched(catalogue, area=named).ticket

    assert (ticket.area, ticket.owner) == (area, owner)


def test_a_step_for_an_area_is_asked_of_what_went_there_by_itself():
    when = (Condition(subject="area", test=Test.IS, values=("website",)),)
    kind = replace(a_catalogue().types[1], approval=a_policy(MAYA, when=when))
    catalogue = a_catalogue(types=(kind,))

    filed = rules.take_in(a_request(request_type="access", area=None), catalogue, number=7, now=T0)

    assert filed.approval is not None
    assert filed.approval.asked == (MAYA,)
