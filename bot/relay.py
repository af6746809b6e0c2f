"""Slack out: the only code that sends messages. Any number of relays may run."""

import logging
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from bot.clock import Clock
from bot.courier import Courier
from bot.pace import Pace
from bot.precedence import Acks
from bot.slack_client import TIMEOUT_SECONDS
from domain.delivery import Claim, Sent
from domain.message import Card
from workflows import delivery
from workflows.desk import Desk

LEASE = timedelta(seconds=TIMEOUT_SECONDS + 20)
"""Longer than a call may take and its message may need to show: nobody else sends meanwhile."""

LOOK_SECONDS = 1.0
BREATH_SECONDS = 0.1
REST_SECONDS = 0.01
"""Between two looks, so that what is committed meanwhile is claimed together."""

PATIENCE_SECONDS = 0.1
FEW = 2
"""How many go out at a time while acks are waited for all the time."""

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
        acks: Acks,
        lease: timedelta = LEASE,
    ) -> None:
        self._desk = desk
        self._courier = courier
        self._pace = pace
        self._real_clock = real_clock
        self._lease = lease
        self._acks = acks
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="courier")
        self._workers = workers
        self._to_save: deque[Sent] = deque()
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
        try:
            self._save()
        except Exception:  # whoever comes next finds them in Slack
            log.exception("could not save what was sent last")

    def deliver_due(self) -> int:
        """Claim what may go now and hand it out; say how much that was."""
        most = self._workers if self._acks.wait_for_none(PATIENCE_SECONDS) else FEW
        room = most - self._pace.count_in_hand()
        if room <= 0:
            self._save()
            return 0
        claims = self._claim(room)
        drawings = self._courier.drawn(claims)
        for claim in claims:
            self._pace.take(claim.message.to)
        for claim in claims:
            drawing = drawings.get(claim.message.name) if isinstance(claim.message, Card) else None
            delivering = self._pool.submit(self._courier.deliver, claim, drawing)
            delivering.add_done_callback(partial(self._is_done, claim))
        return len(claims)

    def _claim(self, room: int) -> Sequence[Claim]:
        real = self._real_clock()
        busy = self._pace.busy()  # before what was sent: a place is let go once its post is there
        with self._saving() as sent:
            return delivery.claim(
                self._desk,
                sent=sent,
                real=real,
                held_until=real + self._lease,
                busy=busy,
                limit=room,
            )

    def _save(self) -> None:
        with self._saving() as sent:
            if sent:
                delivery.sent(self._desk, *sent)

    @contextmanager
    def _saving(self) -> Iterator[Sequence[Sent]]:
        """What was sent and is not saved yet; if that fails it is kept for the next time."""
        sent = [self._to_save.popleft() for _ in range(len(self._to_save))]
        try:
            yield sent
        except BaseException:
            self._to_save.extendleft(reversed(sent))
            raise

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

    def _is_done(self, claim: Claim, delivering: "Future[Sent | None]") -> None:
        error = delivering.exception()
        sent = None if error else delivering.result()
        if error:
            log.error("could not deliver %s", claim.message.key, exc_info=error)
        if sent:
            self._to_save.append(sent)
        self._pace.let_go(claim.message.to)
        self._wake.set()  # also for what was put off: what it waits for may stand behind it
