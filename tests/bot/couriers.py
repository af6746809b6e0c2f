"""A courier at work: a Slack that does as it is told, and a clock that is moved by hand."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from bot.courier import Courier
from bot.pace import Pace
from domain.message import Card, Notice, Place
from tests.builders import ANNA, T0, TRIAGE
from workflows import delivery

LEASE = timedelta(seconds=30)
TRIAGE_CARD = f"MT-7:triage:{TRIAGE}"


def a_notice(key="n", *, to=ANNA, text="hello", **more):
    return Notice(key=key, to=to, text=text, **more)


def a_card(key="c", *, to=TRIAGE, name=TRIAGE_CARD):
    return Card(key=key, to=to, name=name)


def put(desk, *messages):
    with desk.transaction() as tx:
        tx.outbox.put(*messages)


def place_of(desk, name=TRIAGE_CARD):
    return delivery.thread_of(desk, name)[0]


class HandClock:
    """Real time, moved by hand; `seconds` is the monotonic side of it."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return T0 + timedelta(seconds=self.seconds)

    def pass_by(self, seconds):
        self.seconds += seconds


class FakePosting:
    """Keeps what stands, by identity. `trouble` holds an error for each coming call, or None.

    With `is_accepted`, an error comes after Slack took the message: the answer was lost.
    """

    def __init__(self):
        self.posts = []
        self.updates = []
        self.looks = []
        self.standing = {}
        self.trouble = []
        self.closed = {}
        self.is_accepted = False

    def post(self, to, shown, *, identity, thread):
        error = self._error(to)
        if error and not self.is_accepted:
            raise error
        place = Place(channel=f"D{to}" if to.startswith("U") else to, ts=f"{len(self.posts)}.1")
        self.posts.append((to, shown.text, thread))
        self.standing[identity] = place
        if error:
            raise error
        return place

    def update(self, place, shown):
        error = self._error(place.channel)
        if error and not self.is_accepted:
            raise error
        self.updates.append((place, shown.text))
        if error:
            raise error
        return place

    def find(self, to, *, identity, thread, since):
        self.looks.append((to, identity, thread, since))
        return self.standing.get(identity)

    def _error(self, to):
        if self.trouble:
            return self.trouble.pop(0)
        return self.closed.get(to)


class Round:
    """One relay that works by hand: what may go now is claimed, then delivered in turn.

    The desk's clock goes with the real one, apart by `desk_is_ahead`.
    """

    def __init__(self, desk, *, desk_is_ahead=timedelta()):
        self.clock = HandClock()
        self.desk = desk = replace(desk, clock=lambda: self.clock() + desk_is_ahead)
        self.slack = FakePosting()
        self.pace = Pace(lambda: self.clock.seconds)
        self.courier = Courier(desk, self.slack, self.pace, real_clock=self.clock)

    def go(self):
        """Deliver once what may go now; say how much that was."""
        claims = self.claim()
        for claim in claims:
            self.deliver(claim)
        return len(claims)

    def deliver(self, claim):
        drawing = self.courier.drawn([claim]).get(getattr(claim.message, "name", ""))
        if sent := self.courier.deliver(claim, drawing):
            delivery.sent(self.desk.of(claim.team), sent)

    def claim(self):
        real = self.clock()
        return delivery.claim(
            self.desk, real=real, held_until=real + LEASE, busy=self.pace.busy(), limit=20
        )

    def finish(self, *, within=600):
        """Go on until nothing is left, letting time pass."""
        for _ in range(within):
            self.go()
            if not delivery.waiting(self.desk):
                return
            self.clock.pass_by(1)
        raise AssertionError(delivery.waiting(self.desk))

    def rows(self):
        """State and reason of every message, by key."""
        with self.desk.database.engine.connect() as connection:
            found = connection.execute(text("SELECT key, state, reason FROM outbox ORDER BY id"))
            return {key: (state, reason) for key, state, reason in found}
