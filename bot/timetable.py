"""The ticks: what every replica looks for again and again. APScheduler is only the clock."""

import logging
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from workflows import (
    approval,
    asking,
    catalogue,
    checkin,
    closing,
    digest,
    drafts,
    handled,
    holidays,
    people,
    routing,
    staffing,
)
from workflows.desk import Desk

Tick = Callable[[Desk], object]

TICKS: Sequence[Tick] = (
    catalogue.refresh,
    people.tick,
    staffing.tick,
    approval.nudge,
    asking.tick,
    closing.tick,
    routing.tick,
    checkin.tick,
    digest.tick,
    holidays.tick,
    handled.forget_old,
    drafts.forget_old,
)
"""Each may safely run twice, at any time, on any replica: it finds what is due and claims it."""

UNHURRIED: Sequence[Tick] = (holidays.tick,)
"""They load a library of their own: no start waits for that."""

log = logging.getLogger(__name__)


class Timetable:
    def __init__(self, desk: Desk, *, every: timedelta, ticks: Sequence[Tick] = TICKS) -> None:
        self._desk = desk
        self._ticks = ticks
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(1)}
        )
        self._scheduler.add_job(
            self.tick,
            IntervalTrigger(seconds=every.total_seconds(), timezone=UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._ticked_at = time.monotonic()

    @property
    def seconds_since_tick(self) -> float:
        """How old the last whole tick is: the scheduler's `running` says nothing of its thread."""
        return time.monotonic() - self._ticked_at

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown()

    def tick(self, *, but: Collection[Tick] = ()) -> None:
        """Run every tick; one that fails is logged, comes again, and holds up no other."""
        for tick in self._ticks:
            if tick in but:
                continue
            try:
                tick(self._desk)
            except Exception:  # whatever it is, the next tick tries again
                log.exception("tick %s.%s failed", tick.__module__, tick.__name__)
        self._ticked_at = time.monotonic()
