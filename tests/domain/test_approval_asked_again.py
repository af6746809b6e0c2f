"""What becomes of an asking while time passes and people come and go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approval import Answer, Outcome, Verdict
from domain.asking import again, ask, asked_now, timed_out
from domain.condition import Condition, Test
from domain.policy import Policy, Quorum, Step, TimeOut
from domain.roster import Absence, Delegation, Roster
from tests.builders import (
    ANNA,
    IRIS,
    IVO,
    MAYA,
    T0,
    TOM,
    a_case,
    a_catalogue,
    a_policy,
    a_ticket,
    an_approval,
    with_answers,
)

LATER = T0 + timedelta(days=1)


def known(**roster):
    """The case by what is known of people now."""
    return a_case(catalogue=a_catalogue(roster=Roster(**roster)), now=LATER)


def asked(*approvers, then=TimeOut.REMIND, needs=Quorum.ANY):
    return ask(a_policy(*approvers, needs=needs, within=8, then=then), a_case(), round=1)


def away(*people):
    return {"absences": tuple(Absence(person=p, begins=T0) for p in people)}


def speaking(to, person=MAYA):
    ends = T0 + timedelta(days=9)
    return Delegation(person=person, to=to, begins=T0, ends=ends, by=person)


def test_a_step_without_a_time_never_times_out():
    [step] = ask(a_policy(MAYA), a_case(), round=1).steps

    assert step.due_at is None


def test_a_step_begins_to_count_when_it_is_its_turn():
    policy = Policy(steps=(Step(approvers=(MAYA,), within=1), Step(approvers=(TOM,), within=1)))

    first, second = ask(policy, a_case(), round=1).steps

    assert (first.asked_at, first.due_at) == (T0, T0 + timedelta(hours=1))
    assert (second.asked_at, second.due_at) == (None, None)


def test_a_step_is_asked_only_of_what_it_is_for():
    dear = Condition(subject="price", test=Test.LEAST, values=("1000",))
    policy = Policy(steps=(Step(approvers=(MAYA,), when=(dear,)),))

    assert ask(policy, a_case(facts={"price": ("999",)}), round=1) is None
    assert ask(policy, a_case(facts={"price": ("1000",)}), round=1).asked == (MAYA,)


@pytest.mark.parametrize(
    ("then", "answers", "asked_then"),
    [
        (TimeOut.REMIND, (Answer(approver=MAYA),), (MAYA,)),
        (TimeOut.ADD_BACKUP, (Answer(approver=MAYA, also=(TOM,)),), (MAYA, TOM)),
        (TimeOut.REPLACE, (Answer(approver=TOM),), (TOM,)),
    ],
)
def test_once_the_time_is_over_somebody_is_asked_again(then, answers, asked_then):
    after = timed_out(asked(MAYA, then=then), a_case(now=LATER))

    [step] = after.steps
    assert (step.answers, after.asked) == (answers, asked_then)
    assert (step.time_outs, step.due_at > LATER, after.outcome) == (1, True, None)


def test_an_asking_that_is_to_end_expires_and_is_nobodys_no():
    after = timed_out(asked(MAYA, then=TimeOut.CANCEL), a_case(now=LATER))

    assert (after.outcome, after.asked, after.deciding) == (Outcome.EXPIRED, (), None)


def test_what_is_settled_does_not_time_out():
    done = with_answers(asked(MAYA), Answer(approver=MAYA, verdict=Verdict.APPROVED))

    assert timed_out(done, a_case(now=LATER)) == done


@pytest.mark.parametrize("then", [TimeOut.ADD_BACKUP, TimeOut.REPLACE])
def test_what_was_said_in_time_stays_said(then):
    voices = (Answer(approver=MAYA, verdict=Verdict.APPROVED), Answer(approver=IVO))
    half = with_answers(asked(MAYA, IVO, then=then, needs=Quorum.ALL), *voices)

    [step] = timed_out(half, a_case(now=LATER)).steps

    assert step.answers[0] == voices[0]
    assert len(step.missing) == 1


def test_who_has_left_is_replaced_by_the_next_in_line():
    after = again(an_approval(MAYA), known(gone=frozenset({MAYA})))

    assert (after.missing, after.asked) == ((TOM,), (TOM,))


def test_who_is_no_longer_in_the_group_is_asked_no_more():
    approval = an_approval(answers=(Answer(approver=MAYA, via="S0GROUP"),))

    still = again(approval, known(groups={"S0GROUP": (MAYA,)}))
    gone = again(approval, known(groups={"S0GROUP": (IRIS,)}))

    assert (still.asked, gone.asked) == ((MAYA,), (TOM,))


def test_who_stands_in_is_asked_beside_them():
    assert again(an_approval(MAYA), known(delegations=(speaking(TOM),))).asked == (MAYA, TOM)


def test_nobody_stands_in_on_their_own_request():
    to_anna = known(delegations=(speaking(ANNA),))

    assert asked_now(an_approval(MAYA), to_anna) == (MAYA,)


def test_where_all_are_away_the_next_in_line_is_asked_beside_them():
    case = replace(known(**away(MAYA)), now=T0)

    approval = ask(a_policy(MAYA), case, round=1)

    assert approval.asked == (MAYA, TOM)


def test_who_is_there_speaks_for_themselves_alone():
    case = replace(known(**away(MAYA)), now=T0)

    assert ask(a_policy(MAYA, IVO), case, round=1).asked == (MAYA, IVO)


def test_the_requester_is_passed_over_when_somebody_is_replaced():
    toms = a_case(a_ticket(requester=TOM), catalogue=a_catalogue(roster=Roster(gone={MAYA})))

    assert again(an_approval(MAYA), toms).asked == (IVO,)
