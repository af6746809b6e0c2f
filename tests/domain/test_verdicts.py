"""Which words of somebody who is asked may be their answer, and what they have said already."""

from datetime import timedelta

import pytest

from domain.approval import Answer, Verdict
from domain.verdicts import has_said, may_be_verdict, said_by, shortly_before
from tests.builders import ANNA, IVO, MAYA, T0, a_comment, a_press, an_approval

YES = Answer(approver=MAYA, verdict=Verdict.APPROVED, decided_at=T0)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Until May only", True),
        ("Why does he need it?", True),
        ("lgtm", True),
        ("Looks good, thanks!", True),
        ("thanks", False),
        ("hello everybody", False),
        (":tada:", False),
        ("no worries", False),
        ("  ", False),
    ],
)
def test_thanks_and_greetings_are_no_answer_and_a_nod_may_be(words, is_one):
    assert may_be_verdict(a_comment(words=words)) is is_one


def test_what_was_deleted_is_no_answer():
    assert not may_be_verdict(a_comment(deleted_at=T0))


@pytest.mark.parametrize(
    ("turn", "by", "is_said"),
    [("1.0", MAYA, True), ("2.0", MAYA, False), ("1.1", MAYA, False), ("1.0", IVO, False)],
)
def test_a_verdict_stands_in_its_turn_for_who_gave_it(turn, by, is_said):
    approval = an_approval(answers=(YES,))

    assert (said_by(by, approval, turn) is not None) is is_said
    assert has_said(approval, a_press(by=by, turn=turn)) is is_said


def test_another_verdict_is_not_the_same():
    assert not has_said(an_approval(answers=(YES,)), a_press(Verdict.DECLINED))


def test_who_spoke_for_somebody_has_said_it():
    answer = Answer(approver=MAYA, verdict=Verdict.APPROVED, decided_at=T0, by=IVO)

    assert has_said(an_approval(answers=(answer,)), a_press(by=IVO))
    assert not has_said(an_approval(answers=(answer,)), a_press(by=MAYA))


def test_nothing_was_said_where_nobody_was_asked():
    assert not has_said(None, a_press())


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"at": T0}, False),
        ({"at": T0 + timedelta(seconds=61)}, False),
        ({"by": ANNA}, False),
        ({"channel": "C2"}, False),
        ({"id": 2}, False),
    ],
)
def test_only_their_own_words_of_the_same_place_within_a_minute_come_before(changes, counts):
    comment = a_comment(id=2, by=MAYA, channel="C1", at=T0 + timedelta(seconds=60))
    usual = {"id": 1, "by": MAYA, "channel": "C1", "at": T0 + timedelta(seconds=1)}
    other = a_comment(**usual | changes)

    assert bool(shortly_before(comment, [other])) is counts
