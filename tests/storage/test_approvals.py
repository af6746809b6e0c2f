"""Approvals: one row for each asking, one for each person asked, and what still waits."""

from datetime import timedelta

import pytest

from domain.approval import Answer, Approval, AskedStep, Outcome, Verdict, taken_back
from domain.policy import Quorum, TimeOut
from domain.ticket import Status
from tests.builders import IVO, MAYA, T0, TOM, an_approval, filed, saved, with_answers
from tests.marks import on_both

pytestmark = on_both


def answered(approval, by, verdict, words=""):
    answer = Answer(approver=by, verdict=verdict, comment=words, decided_at=T0)
    return with_answers(approval, *(answer if a.approver == by else a for a in approval.answers))


def save(desk, approval):
    with desk.transaction() as tx:
        tx.approvals.save(approval)


def pending(desk, *, asked_before=T0 + timedelta(days=1)):
    with desk.reading() as tx:
        return [a.ticket_id for a in tx.approvals.pending(asked_before=asked_before)]


def test_a_ticket_that_was_never_asked_about_has_no_approval(desk):
    filed(desk)

    assert saved(desk).approval is None


def test_approvers_keep_the_order_in_which_they_were_asked(desk):
    asked = filed(desk, approvers=(TOM, IVO, MAYA), needs=Quorum.ALL).approval

    assert saved(desk).approval == asked


def test_an_answer_is_kept_with_its_words(desk):
    asked = filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL).approval
    after = answered(asked, MAYA, Verdict.APPROVED, "Fine")

    save(desk, after)

    assert saved(desk).approval == after


def test_two_answers_saved_one_after_the_other_both_stay(desk):
    asked = filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL).approval
    save(desk, answered(asked, MAYA, Verdict.APPROVED))

    save(desk, answered(saved(desk).approval, TOM, Verdict.APPROVED))

    assert saved(desk).approval.outcome is Outcome.APPROVED


def test_steps_keep_all_that_was_asked_and_said(desk):
    filed(desk)
    later, due_at = T0 + timedelta(hours=1), T0 + timedelta(hours=9)
    voice = Answer(approver=MAYA, verdict=Verdict.APPROVED, decided_at=later, by=TOM, via="S1")
    first = AskedStep(name="Budget", needs=2, asked_at=T0, answers=(voice, Answer(approver=IVO)))
    second = AskedStep(
        number=1, within=8, then=TimeOut.REPLACE, due_at=due_at, time_outs=1, answers=(voice,)
    )
    asked = Approval(
        ticket_id=7,
        steps=(first, second),
        asked_at=T0,
        ended=Outcome.EXPIRED,
        by=TOM,
        because="It costs",
        then=Status.IN_PROGRESS,
    )

    with desk.transaction() as tx:
        tx.approvals.add(asked)

    assert saved(desk).approval == asked


def test_the_newest_round_counts_and_the_one_before_is_cancelled(desk):
    first = filed(desk, approvers=(MAYA,)).approval
    second = an_approval(TOM, round=2, asked_at=T0 + timedelta(hours=1))

    with desk.transaction() as tx:
        tx.approvals.replace_by(second, before=taken_back(first))

    assert saved(desk).approval == second
    assert second != first
    assert pending(desk) == [7]


def test_a_round_that_was_decided_is_not_cancelled_by_the_next(desk, database):
    asked = filed(desk, approvers=(MAYA,)).approval
    after = answered(asked, MAYA, Verdict.CHANGES_REQUESTED)
    save(desk, after)

    with desk.transaction() as tx:
        tx.approvals.replace_by(an_approval(round=2), before=taken_back(after))

    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT round, is_pending, outcome FROM approval ORDER BY round"
        )
        assert [tuple(row) for row in rows] == [(1, False, "changes_requested"), (2, True, None)]


def test_a_question_taken_back_is_cancelled_and_waits_for_nobody(desk):
    asked = filed(desk, approvers=(MAYA,)).approval

    with desk.transaction() as tx:
        tx.approvals.replace_by(None, before=taken_back(asked))

    assert saved(desk).approval.is_cancelled
    assert pending(desk) == []


@pytest.mark.parametrize(("verdict", "waits"), [(Verdict.APPROVED, [7]), (Verdict.DECLINED, [])])
def test_an_approval_is_pending_until_it_has_an_outcome(desk, verdict, waits):
    asked = filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL).approval

    save(desk, answered(asked, MAYA, verdict))

    assert pending(desk) == waits


def test_pending_approvals_come_oldest_first_up_to_a_moment(desk):
    for number, hours in ((1, 2), (2, 1), (3, 5)):
        asked = filed(desk, id=number).ticket
        with desk.transaction() as tx:
            tx.approvals.add(an_approval(ticket_id=asked.id, asked_at=T0 + timedelta(hours=hours)))

    assert pending(desk, asked_before=T0 + timedelta(hours=5)) == [2, 1]


def test_one_tickets_approval_does_not_touch_anothers(desk):
    asked = filed(desk, id=1, approvers=(MAYA,)).approval
    filed(desk, id=2, approvers=(MAYA,))

    save(desk, answered(asked, MAYA, Verdict.APPROVED))

    assert saved(desk, 2).approval.outcome is None
    assert pending(desk) == [2]


def test_who_is_and_was_asked_is_known_by_person(desk, database):
    asked = filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL).approval

    save(desk, answered(asked, MAYA, Verdict.APPROVED))

    query = "SELECT person, turn, is_asked FROM approver ORDER BY person"
    with database.engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(query)]
    assert rows == [(MAYA, "1.0", False), (TOM, "1.0", True)]
