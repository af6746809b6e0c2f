"""Gestures are remembered for as long as Slack may deliver them again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import T0
from tests.marks import on_both
from workflows import handled


@pytest.mark.parametrize(("days", "forgotten"), [(6, 0), (7, 0), (8, 1)])
@on_both
def test_what_is_a_week_old_is_forgotten(desk, days, forgotten):
    with desk.transaction() as tx:
        tx.handled.first_time("press:1", now=T0)
    later = replace(desk, clock=lambda: T0 + timedelta(days=days))

    assert handled.forget_old(later) == forgotten

    with desk.transaction() as tx:
        assert tx.handled.first_time("press:1", now=T0) is bool(forgotten)
