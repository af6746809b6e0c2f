"""Approvals: one row for each asking, one for each answer, and what still waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approval import Answer, Verdict
from domain.policy import Quorum
from tests.builders import IVO, MAYA, T0, TOM, an_approval, filed, saved
from tests.marks import on_both

pytestmark = on_both


def answered(approval, by, verdict, words=""):
    answer = Answer(approver=by, verdict=verdict, comment=words, decided_at=T0)
    answers = tuple(answer if a.approver == by else a for a in approval.answers)
    return replace(approval, answers=answers)


def save(desk, approval, *, by):
    with desk.transaction() as tx:
        tx.approvals.save(approval, by=by)


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

    save(desk, after, by=MAYA)

    assert saved(desk).approval == after


def test_two_answers_saved_apart_both_stay(desk):
    asked = filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL).approval
    save(desk, answered(asked, MAYA, Verdict.APPROVED), by=MAYA)

    save(desk, answered(asked, TOM, Verdict.APPROVED), by=TOM)

    assert saved(desk).approval.outcome is Verdict.APPROVED


def test_the_newest_round_counts_and_the_one_before_is_cancelled(desk):
    first = filed(desk, approvers=(MAYA,)).approval
    second = an_approval(TOM, round=2, asked_at=T0 + timedelta(hours=1))

    with desk.transaction() as tx:
        tx.approvals.replace_by(second, ticket_id=7)

    assert saved(desk).approval == second
    assert second != first
    assert pending(desk) == [7]


def test_a_round_that_was_decided_is_not_cancelled_by_the_next(desk, database):
    asked = filed(desk, approvers=(MAYA,)).approval
    save(desk, answered(asked, MAYA, Verdict.CHANGES_REQUESTED), by=MAYA)

    with desk.transaction() as tx:
        tx.approvals.replace_by(an_approval(round=2), ticket_id=7)

    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT round, is_pending, is_cancelled FROM approval ORDER BY round"
        )
        assert [tuple(map(int, row)) for row in rows] == [(1, 0, 0), (2, 1, 0)]


def test_a_question_taken_back_is_cancelled_and_waits_for_nobody(desk):
    filed(desk, approvers=(MAYA,))

    with desk.transaction() as tx:
        tx.approvals.replace_by(None, ticket_id=7)

    assert saved(desk).approval.is_cancelled
    assert pending(desk) == []


@pytest.mark.parametrize(("verdict", "waits"), [(Verdict.APPROVED, [7]), (Verdict.DECLINED, [])])
def test_an_approval_is_pending_until_it_has_an_outcome(desk, verdict, waits):
    asked = filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL).approval

    save(desk, answered(asked, MAYA, verdict), by=MAYA)

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

    save(desk, answered(asked, MAYA, Verdict.APPROVED), by=MAYA)

    assert saved(desk, 2).approval.outcome is None
    assert pending(desk) == [2]
