"""A request becomes a ticket, once, with everything that belongs to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import taking_in as rules
from domain.draft import Draft, Occasion
from domain.errors import FiledAlready, NotForYou, OwnRequest, TicketNotFound, UnknownType
from domain.history import Event
from domain.lifecycle import Move
from domain.message import Card, Notice
from domain.ticket import Status, Urgency, Visibility
from tests.builders import (
    ANNA,
    BEN,
    IVO,
    MAYA,
    T0,
    TRIAGE,
    a_catalogue,
    a_press,
    a_request,
    a_sketch,
    filed,
    saved,
)
from tests.marks import on_both
from views.routing import told
from workflows import approval, delivery, fulfilment, intake


def cards(desk):
    return {(m.name, m.to) for m in delivery.waiting(desk) if isinstance(m, Card)}


def notices(desk):
    return {(m.to, m.text) for m in delivery.waiting(desk) if isinstance(m, Notice)}


@on_both
def test_a_request_becomes_one_ticket_however_often_it_is_delivered(desk):
    for _ in range(2):
        intake.take_in(desk, a_request(), key="form:V1:h1")

    ticket = saved(desk, 1).ticket
    assert (ticket.reference, ticket.status, ticket.owner) == ("MT-1", Status.OPEN, IVO)
    with pytest.raises(TicketNotFound):
        saved(desk, 2)


@on_both
def test_a_request_is_seen_in_triage_and_by_its_requester(desk):
    intake.take_in(desk, a_request(), key="k")

    assert cards(desk) == {(f"MT-1:triage:{TRIAGE}", TRIAGE), ("MT-1:requester", ANNA)}


@on_both
def test_who_has_to_say_yes_gets_a_card_of_their_own(desk):
    intake.take_in(desk, a_request(request_type="access"), key="k")

    filed = saved(desk, 1)
    assert filed.ticket.status is Status.AWAITING_APPROVAL
    assert [a.approver for a in filed.approval.answers] == [MAYA, IVO]
    assert {("MT-1:approval:" + p, p) for p in (MAYA, IVO)} <= cards(desk)


@on_both
def test_what_was_filed_stands_in_the_history(desk):
    intake.take_in(desk, a_request(), key="k")

    with desk.reading() as tx:
        filed, routed = tx.history.of(1)
    assert (filed.event, filed.by, filed.status) == (Event.FILED, ANNA, Status.OPEN)
    assert (routed.event, routed.by, routed.owner) == (Event.ROUTED, None, IVO)
    assert f"routed it to Website, as no rule fitted; to <@{IVO}>" in told(routed)


def test_a_type_that_has_left_the_catalogue_is_refused_and_nothing_is_saved(desk):
    with pytest.raises(UnknownType):
        intake.take_in(desk, a_request(request_type="gone"), key="k")

    assert delivery.waiting(desk) == []
    intake.take_in(desk, a_request(), key="k")
    assert saved(desk, 1).ticket.summary == "Spring campaign page"


def test_a_resubmitted_request_asks_again_in_a_new_round(desk):
    filed(desk, approvers=(MAYA,), area="website", request_type="access")
    wanted = replace(a_request(request_type="access"), summary="Access for Ben")

    intake.edit(desk, 7, wanted, key="k")

    after = saved(desk)
    assert after.ticket.summary == "Access for Ben"
    assert (after.approval.round, after.approval.outcome) == (2, None)
    assert MAYA in {to for to, _ in notices(desk)}


def test_urgency_may_change_without_asking_again(desk):
    before = filed(desk, approvers=(MAYA,), request_type="access")

    intake.edit(desk, 7, replace(before.request, urgency=Urgency.BLOCKING), key="k")

    after = saved(desk)
    assert after.approval.round == 1
    assert after.ticket.urgency is Urgency.BLOCKING


def test_another_type_that_needs_no_yes_takes_the_question_back(desk):
    filed(desk, approvers=(MAYA,), request_type="access")

    intake.edit(desk, 7, a_request(), key="k")

    after = saved(desk)
    assert after.ticket.status is Status.OPEN
    assert after.approval.is_cancelled


@pytest.mark.parametrize(("by", "refusal"), [(IVO, NotForYou), ("U0STRANGER", TicketNotFound)])
def test_only_the_requester_edits(desk, by, refusal):
    filed(desk)

    with pytest.raises(refusal):
        intake.to_edit(desk, 7, by=by)


def test_the_requester_is_never_asked_about_their_own_request(desk):
    intake.take_in(desk, a_request(request_type="access", requester=IVO), key="k")

    assert [a.approver for a in saved(desk, 1).approval.answers] == [MAYA]


@on_both
def test_a_private_request_is_seen_by_its_owner_and_not_in_triage(desk):
    intake.take_in(desk, a_request(is_private=True), key="k")

    assert cards(desk) == {(f"MT-1:owner:{IVO}", IVO), ("MT-1:requester", ANNA)}


def test_an_edit_of_a_private_request_is_not_told_in_triage(desk):
    before = filed(desk, visibility=Visibility.PRIVATE)

    intake.edit(desk, 7, replace(before.request, summary="Another page"), key="k")

    assert {to for _, to in cards(desk)} == {IVO, ANNA}
    assert TRIAGE not in {to for to, _ in notices(desk)}


def test_an_edited_request_leaves_its_watchers_and_their_cards(desk):
    before = filed(desk, watchers=(BEN,))

    intake.edit(desk, 7, replace(before.request, summary="Another page"), key="k")

    assert saved(desk).watchers == (BEN,)
    assert (f"MT-7:watcher:{BEN}", BEN) in cards(desk)


WHOLE = Draft(
    summary="Spring campaign page", request_type="landing_page", purpose="Leads for spring"
)


def send(desk, draft=WHOLE, *, by=ANNA, form="V1", key=None):
    intake.send(desk, draft, by=by, form=form, key=key or f"form:{form}:h1")


@on_both
def test_a_sent_form_makes_one_ticket_however_often_it_is_delivered(desk):
    for _ in range(3):
        send(desk)

    assert saved(desk, 1).ticket.summary == "Spring campaign page"
    with pytest.raises(TicketNotFound):
        saved(desk, 2)


@on_both
def test_the_same_words_by_the_same_person_are_asked_about_for_two_minutes(desk):
    send(desk, form="V1")

    with pytest.raises(FiledAlready) as asked:
        send(at(desk, seconds=40), replace(WHOLE, summary="spring  campaign PAGE."), form="V2")

    assert (asked.value.reference, asked.value.ago) == ("MT-1", "40 seconds")
    send(at(desk, seconds=41), replace(WHOLE, occasion=Occasion(is_sure=True)), form="V2")
    assert saved(desk, 2).ticket.summary == "Spring campaign page"


@pytest.mark.parametrize(
    ("seconds", "by", "changes"),
    [
        (121, ANNA, {}),
        (40, BEN, {}),
        (40, ANNA, {"summary": "Autumn campaign page"}),
        (40, ANNA, {"requester": BEN}),
    ],
)
def test_other_words_other_people_and_later_times_are_not_asked_about(desk, seconds, by, changes):
    send(desk, form="V1")

    send(at(desk, seconds=seconds), replace(WHOLE, **changes), by=by, form="V2")

    assert saved(desk, 2).ticket.id == 2


def test_what_was_withdrawn_may_be_filed_again_at_once(desk):
    send(desk, form="V1")
    fulfilment.move(desk, 1, Move.WITHDRAW, by=ANNA, key="press:1")

    send(desk, form="V2")

    assert saved(desk, 2).ticket.status is Status.OPEN


@on_both
def test_for_somebody_else_both_get_a_card_and_neither_is_asked(desk):
    send(desk, replace(WHOLE, request_type="access", requester=BEN), by=IVO)

    filed = saved(desk, 1)
    assert (filed.ticket.requester, filed.ticket.filed_by, filed.watchers) == (BEN, IVO, (IVO,))
    assert [a.approver for a in filed.approval.answers] == [MAYA]
    assert {("MT-1:requester", BEN), (f"MT-1:watcher:{IVO}", IVO)} <= cards(desk)


@on_both
def test_who_filed_it_for_somebody_else_cannot_decide_it(desk):
    send(desk, replace(WHOLE, request_type="access", requester=BEN), by=ANNA)

    press = a_press(by=ANNA, ticket_id=1)
    with pytest.raises(OwnRequest):
        approval.decide(desk, press)


@on_both
def test_details_are_added_by_requester_or_it_and_approval_follows(desk):
    sketch = rules.sketch(a_sketch(), a_catalogue(), number=7, now=T0)
    with desk.transaction() as tx:
        tx.tickets.add(sketch)
    details = replace(WHOLE, request_type="access", occasion=Occasion(edits=7))

    with pytest.raises(NotForYou):
        send(desk, details, by=BEN, form="V1")
    send(desk, details, by=MAYA, form="V2")

    after = saved(desk)
    assert (after.ticket.requester, after.ticket.status) == (ANNA, Status.AWAITING_APPROVAL)
    assert after.approval.missing == (MAYA, IVO)
    with desk.reading() as tx:
        assert [(e.event, e.by) for e in tx.history.of(7)] == [(Event.DETAILED, MAYA)]
    assert (
        ANNA,
        f"<@{MAYA}> added the details to MT-7. The card above shows what happens next.",
    ) in notices(desk)


def test_a_follow_up_of_what_they_may_not_see_is_refused(desk):
    filed(desk, visibility=Visibility.PRIVATE)

    with pytest.raises(TicketNotFound):
        intake.to_follow_up(desk, 7, by=BEN)
    with pytest.raises(TicketNotFound):
        send(desk, replace(WHOLE, occasion=Occasion(follows=7)), by=BEN)


def at(desk, **later):
    return replace(desk, clock=lambda: T0 + timedelta(**later))
