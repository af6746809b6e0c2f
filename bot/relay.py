"""Slack out: the only code that sends messages. Any number of relays may run."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from bot.clock import Clock
from bot.courier import Courier
from bot.pace import Pace
from bot.slack_client import TIMEOUT_SECONDS
from domain.delivery import Claim
from workflows import delivery
from workflows.desk import Desk

LEASE = timedelta(seconds=TIMEOUT_SECONDS + 20)
"""Longer than a call may take and its message may need to show: nobody else sends meanwhile."""

LOOK_SECONDS = 1.0
BREATH_SECONDS = 0.1
REST_SECONDS = 0.01
"""Between two looks, so that what is committed meanwhile is claimed together."""

log = logging.getLogger(__name__)


class Relay:
    """Claims what waits and hands it to couriers, a place at a time, until it is stopped."""

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        pace: Pace,
        *,
        real_clock: Clock,
        workers: int,
        lease: timedelta = LEASE,
    ) -> None:
        self._desk = desk
        self._courier = courier
        self._pace = pace
        self._real_clock = real_clock
        self._lease = lease
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="courier")
        self._workers = workers
        self._is_full = False
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something was put in the outbox."""
        self._wake.set()

    def stop(self) -> None:
        """Finish what is being sent; what waits is sent by whoever comes next."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._pool.shutdown()

    def deliver_due(self) -> int:
        """Claim what may go now and hand it out; say how much that was."""
        real = self._real_clock()
        room = self._workers - self._pace.count_in_hand()
        if room <= 0:
            return 0
        until = real + self._lease
        claims = delivery.claim(
            self._desk, real=real, held_until=until, busy=self._pace.busy(), limit=room
        )
        self._is_full = len(claims) == room
        for claim in claims:
            self._pace.take(claim.message.to)
        for claim in claims:
            delivering = self._pool.submit(self._courier.deliver, claim)
            delivering.add_done_callback(partial(self._is_done, claim))
        return len(claims)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(self._pause())
            self._wake.clear()
            try:
                self.deliver_due()
            except Exception:  # the database may be away: nothing is lost, and we look again
                log.exception("could not look into the outbox")
                self._wake.wait(LOOK_SECONDS)
            self._stopping.wait(REST_SECONDS)

    def _pause(self) -> float:
        """Until somebody wakes us, a resting place is free, or it is time to look anyway."""
        free = self._pace.next_free()
        return LOOK_SECONDS if free is None else min(LOOK_SECONDS, max(BREATH_SECONDS, free))

    def _is_done(self, claim: Claim, delivering: Future[None]) -> None:
        self._pace.let_go(claim.message.to)
        if error := delivering.exception():
            log.error("could not deliver %s", claim.message.key, exc_info=error)
        if self._is_full:
            self._wake.set()
