"""Forgetting gestures that are too old to be delivered again."""

from datetime import timedelta

from workflows.desk import Desk

KEPT = timedelta(days=7)


def forget_old(desk: Desk) -> int:
    """Drop what was handled long ago; say how many there were."""
    with desk.transaction() as tx:
        return tx.handled.forget(before=desk.clock() - KEPT)
