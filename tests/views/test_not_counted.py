"""A press that did not count, in the words of the history."""

import pytest

from domain import errors
from domain.approval import Verdict
from tests.builders import a_press
from views import not_counted as view


@pytest.mark.parametrize("verdict", list(Verdict))
def test_it_says_what_was_pressed_and_why_it_did_not_count(verdict):
    words = view.recorded(a_press(verdict), errors.TimeIsOver("MT-7"))

    assert words == f"{view.PRESSED[verdict]}, but the time for it was over"


def test_each_refusal_of_a_verdict_has_a_reason_of_its_own():
    assert len(set(view.WHY.values())) == len(view.WHY) == 8
    assert set(view.PRESSED) == set(Verdict)


def test_what_cannot_be_foreseen_is_told_all_the_same():
    words = view.recorded(a_press(), errors.NoCatalogue())

    assert words == "Approve, but it could not be done"
