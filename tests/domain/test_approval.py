"""What the answers of approvers add up to, and which press counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import approval
from domain.approval import Answer, Outcome, Verdict
from domain.errors import AlreadyDecided, AskedAgain, OwnRequest, TicketNotFound
from domain.policy import Quorum
from domain.ticket import Status
from tests.builders import ANNA, IVO, MAYA, T0, TOM, a_press, a_ticket, an_approval

YES, CHANGES, NO = Verdict.APPROVED, Verdict.CHANGES_REQUESTED, Verdict.DECLINED
STRANGER = "U0STRANGER"


def answered(*verdicts, needs=Quorum.ANY):
    """An approval that these people answered, a minute after one another; None is silence."""
    answers = tuple(
        Answer(approver=person, verdict=verdict, decided_at=T0 + timedelta(minutes=minute))
        if verdict
        else Answer(approver=person)
        for minute, (person, verdict) in enumerate(zip((MAYA, TOM, IVO), verdicts, strict=False))
    )
    return an_approval(needs=needs, answers=answers)


def awaiting(**changes):
    return a_ticket(status=Status.AWAITING_APPROVAL, **changes)


@pytest.mark.parametrize(
    ("needs", "verdicts", "outcome"),
    [
        (Quorum.ANY, (None, None), None),
        (Quorum.ANY, (YES, None), YES),
        (Quorum.ANY, (None, CHANGES), CHANGES),
        (Quorum.ANY, (None, NO), NO),
        (Quorum.ALL, (None, None), None),
        (Quorum.ALL, (YES, None), None),
        (Quorum.ALL, (YES, YES), YES),
        (Quorum.ALL, (YES, CHANGES), CHANGES),
        (Quorum.ALL, (YES, NO), NO),
        (Quorum.ALL, (CHANGES, NO), NO),
        (Quorum.ALL, (NO, None), NO),
    ],
)
def test_answers_add_up(needs, verdicts, outcome):
    assert answered(*verdicts, needs=needs).outcome is outcome


@pytest.mark.parametrize(
    ("needs", "verdicts", "decider"),
    [
        (Quorum.ANY, (None, None), None),
        (Quorum.ANY, (None, YES), TOM),
        (Quorum.ANY, (YES, YES), MAYA),
        (Quorum.ALL, (YES, None), None),
        (Quorum.ALL, (YES, YES), TOM),
        (Quorum.ALL, (YES, NO), TOM),
        (Quorum.ALL, (NO, NO), MAYA),
        (Quorum.ALL, (YES, CHANGES), TOM),
    ],
)
def test_the_deciding_answer_is_the_one_that_settled_it(needs, verdicts, decider):
    deciding = answered(*verdicts, needs=needs).deciding

    assert (deciding.approver if deciding else None) == decider


def test_who_has_not_answered_is_missing():
    assert answered(None, YES, None, needs=Quorum.ALL).missing == (MAYA, IVO)


def test_a_verdict_is_kept_with_its_words_and_its_time():
    press = a_press(NO, comment="Too late for spring")
    later = T0 + timedelta(hours=1)

    decided = approval.decide(an_approval(MAYA, TOM), awaiting(), press, now=later)

    assert decided.answers == (
        Answer(approver=MAYA, verdict=NO, comment="Too late for spring", decided_at=later),
        Answer(approver=TOM),
    )


def test_a_press_that_may_not_count_is_not_counted():
    with pytest.raises(TicketNotFound):
        approval.decide(an_approval(MAYA), awaiting(), a_press(by=STRANGER), now=T0)


def test_where_all_are_needed_one_may_think_again_until_it_is_settled():
    first = approval.decide(
        an_approval(MAYA, TOM, needs=Quorum.ALL), awaiting(), a_press(YES), now=T0
    )

    again = approval.decide(first, awaiting(), a_press(NO), now=T0)

    assert again.outcome is NO


@pytest.mark.parametrize(
    ("verdict", "status", "closed_at"),
    [
        (None, Status.AWAITING_APPROVAL, None),
        (YES, Status.OPEN, None),
        (CHANGES, Status.CHANGES_REQUESTED, None),
        (NO, Status.DECLINED, T0),
    ],
)
def test_the_ticket_follows_the_outcome(verdict, status, closed_at):
    after = approval.settled(awaiting(), answered(verdict), now=T0)

    assert after == replace(awaiting(), status=status, closed_at=closed_at)


@pytest.mark.parametrize(
    ("by", "press_round", "status", "refusal"),
    [
        (ANNA, 1, Status.OPEN, OwnRequest),
        (STRANGER, 1, Status.OPEN, TicketNotFound),
        (MAYA, 1, Status.OPEN, AskedAgain),
        (MAYA, 2, Status.OPEN, AlreadyDecided),
    ],
    ids=["own request", "stranger", "older round", "settled"],
)
def test_of_several_reasons_the_first_is_told(by, press_round, status, refusal):
    with pytest.raises(refusal):
        approval.check(
            an_approval(MAYA, round=2),
            a_ticket(status=status),
            a_press(by=by, turn=f"{press_round}.0"),
        )


def test_an_approver_may_decide_in_the_current_round():
    approval.check(an_approval(MAYA, round=2), awaiting(version=40), a_press(turn="2.0"))


def test_the_requester_may_not_decide_even_if_they_were_asked():
    with pytest.raises(OwnRequest):
        approval.check(an_approval(ANNA), awaiting(), a_press(by=ANNA))


def test_a_ticket_that_needs_no_yes_looks_as_if_it_were_not_there():
    with pytest.raises(TicketNotFound) as refusal:
        approval.check(None, a_ticket(), a_press())

    assert str(refusal.value) == str(TicketNotFound(7))


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.AWAITING_APPROVAL}))
def test_only_a_ticket_that_awaits_approval_is_decided(status):
    with pytest.raises(AlreadyDecided):
        approval.check(an_approval(MAYA), a_ticket(status=status), a_press())


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (YES, f"<@{MAYA}> was first and approved it"),
        (NO, f"<@{MAYA}> was first and declined it"),
        (CHANGES, f"<@{MAYA}> was first and asked for changes"),
    ],
)
def test_who_comes_second_hears_who_was_first(verdict, words):
    done = an_approval(
        answers=(
            Answer(approver=MAYA, verdict=verdict, decided_at=T0),
            Answer(approver=TOM),
        )
    )

    with pytest.raises(AlreadyDecided) as refusal:
        approval.check(done, a_ticket(), a_press(by=TOM))

    assert words in str(refusal.value)


def test_a_question_that_was_taken_back_says_so():
    cancelled = an_approval(MAYA, ended=Outcome.CANCELLED)

    with pytest.raises(AlreadyDecided, match="It was taken back"):
        approval.check(cancelled, a_ticket(status=Status.CANCELLED), a_press())
