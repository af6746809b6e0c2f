"""What the answers of approvers add up to, and which press counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import deciding
from domain.approval import Answer, Outcome, Verdict, settled
from domain.errors import (
    AlreadyDecided,
    AskedAgain,
    MayNotApprove,
    NotYetYourTurn,
    OwnRequest,
    TicketNotFound,
)
from domain.policy import Quorum
from domain.roster import Roster
from domain.ticket import Status
from tests.builders import (
    ANNA,
    BEN,
    IVO,
    MAYA,
    T0,
    TOM,
    a_case,
    a_catalogue,
    a_press,
    a_ticket,
    an_approval,
)

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
    assert answered(*verdicts, needs=needs).outcome == outcome


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

    decided = deciding.decide(an_approval(MAYA, TOM), press, a_case(now=later))

    assert decided.answers == (
        Answer(approver=MAYA, verdict=NO, comment="Too late for spring", decided_at=later),
        Answer(approver=TOM),
    )


def test_a_press_that_may_not_count_is_not_counted():
    with pytest.raises(TicketNotFound):
        deciding.decide(an_approval(MAYA), a_press(by=STRANGER), a_case())


def test_what_was_said_first_stays_said():
    first = deciding.decide(an_approval(MAYA, TOM, needs=Quorum.ALL), a_press(YES), a_case())

    with pytest.raises(AlreadyDecided, match=f"waits for <@{TOM}> now. You approved it already"):
        deciding.decide(first, a_press(NO), a_case())


def test_who_has_decided_is_asked_no_more_while_others_are():
    decided = deciding.decide(an_approval(MAYA, TOM, needs=Quorum.ALL), a_press(YES), a_case())

    assert (decided.asked, decided.missing) == ((TOM,), (TOM,))


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
    after = settled(awaiting(), answered(verdict), now=T0)

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
        deciding.check(
            an_approval(MAYA, round=2),
            a_press(by=by, turn=f"{press_round}.0"),
            a_case(a_ticket(status=status)),
        )


def test_an_approver_may_decide_in_the_current_round():
    deciding.check(an_approval(MAYA, round=2), a_press(turn="2.0"), a_case(awaiting(version=40)))


def test_the_requester_may_not_decide_even_if_they_were_asked():
    with pytest.raises(OwnRequest):
        deciding.check(an_approval(ANNA), a_press(by=ANNA), a_case())


def test_who_filed_it_for_somebody_else_may_not_decide_on_it():
    with pytest.raises(OwnRequest):
        deciding.check(an_approval(BEN), a_press(by=BEN), a_case(awaiting(filed_by=BEN)))


@pytest.mark.parametrize("roster", [Roster(gone={MAYA}), Roster(guests={MAYA})])
def test_a_guest_or_who_has_left_may_not_decide_even_if_they_were_asked(roster):
    with pytest.raises(MayNotApprove):
        deciding.check(an_approval(MAYA), a_press(), a_case(catalogue=a_catalogue(roster=roster)))


@pytest.mark.parametrize("turn", ["", "x", "0.0", "1.x", "-1.0", "3.0"])
def test_a_button_of_another_round_than_this_one_counts_for_nothing(turn):
    with pytest.raises(AskedAgain):
        deciding.check(an_approval(MAYA, round=2), a_press(turn=turn), a_case())


def test_a_button_drawn_before_there_were_steps_is_of_the_first_one():
    deciding.check(an_approval(MAYA), a_press(turn="1"), a_case())


def two_steps():
    """Maya first, then Tom."""
    [first] = an_approval(MAYA).steps
    [second] = an_approval(TOM).steps
    then = replace(second, number=1, asked_at=None)
    return an_approval(MAYA, steps=(first, then))


def test_nobody_decides_before_it_is_their_turn():
    asked = two_steps()
    decided = deciding.decide(asked, a_press(), a_case())

    assert (decided.outcome, decided.turn, decided.asked) == (None, "1.1", (TOM,))
    with pytest.raises(NotYetYourTurn):
        deciding.check(replace(asked, asked=(MAYA, TOM)), a_press(by=TOM), a_case())


def test_the_last_step_settles_it():
    second = deciding.decide(two_steps(), a_press(), a_case())

    done = deciding.decide(second, a_press(by=TOM, turn="1.1"), a_case())

    assert (done.outcome, done.deciding.approver, done.asked) == (Outcome.APPROVED, TOM, ())


def test_a_button_of_a_step_that_is_over_says_who_settled_it():
    second = deciding.decide(two_steps(), a_press(), a_case())

    with pytest.raises(AlreadyDecided, match=f"waits for <@{TOM}> now. You approved it already"):
        deciding.check(second, a_press(turn="1.0"), a_case())


def test_a_ticket_that_needs_no_yes_looks_as_if_it_were_not_there():
    with pytest.raises(TicketNotFound) as refusal:
        deciding.check(None, a_press(), a_case(a_ticket()))

    assert str(refusal.value) == str(TicketNotFound(7))


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.AWAITING_APPROVAL}))
def test_only_a_ticket_that_awaits_approval_is_decided(status):
    with pytest.raises(AlreadyDecided):
        deciding.check(an_approval(MAYA), a_press(), a_case(a_ticket(status=status)))


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
        deciding.check(done, a_press(by=TOM), a_case(a_ticket()))

    assert words in str(refusal.value)


def test_a_question_that_was_taken_back_says_so():
    cancelled = an_approval(MAYA, ended=Outcome.CANCELLED)

    with pytest.raises(AlreadyDecided, match="It was taken back"):
        deciding.check(cancelled, a_press(), a_case(a_ticket(status=Status.CANCELLED)))
