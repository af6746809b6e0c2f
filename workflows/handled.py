"""Forgetting gestures that are too old to be delivered again, and errands run long ago."""

from datetime import timedelta

from workflows.desk import Desk

KEPT = timedelta(days=7)


def forget_old(desk: Desk) -> int:
    """Drop what was handled or settled long ago; say how many gestures there were."""
    before = desk.clock() - KEPT
    with desk.transaction() as tx:
        tx.errands.forget(before=before)
        return tx.handled.forget(before=before)
