"""The relay hands out what waits, a place at a time, and never stops over one failure."""

import threading
import time
from datetime import timedelta

import pytest

from bot.clock import utc_now
from bot.pace import Pace
from bot.precedence import Acks
from bot.relay import FEW, LEASE, Relay
from bot.slack_client import TIMEOUT_SECONDS
from domain.delivery import Sent, State
from domain.message import Card, Notice, Place
from storage.engine import begin
from tests.builders import ANNA, BEN, IVO, T0, TRIAGE
from workflows import delivery

SECONDS = 10


class FakeCourier:
    """Settles each claim; while `is_holding`, it waits before that."""

    def __init__(self, desk):
        self.delivered = []
        self.trouble = None
        self.may_go = threading.Event()
        self.may_go.set()
        self._desk = desk

    def drawn(self, claims):
        return {}

    def deliver(self, claim, _drawing):
        assert self.may_go.wait(SECONDS)
        self.delivered.append(claim)
        if self.trouble:
            raise self.trouble
        with self._desk.transaction() as tx:
            tx.outbox.settle(claim, State.SENT, now=T0)


@pytest.fixture
def courier(desk):
    return FakeCourier(desk)


@pytest.fixture
def pace():
    return Pace(lambda: 0.0)


@pytest.fixture
def acks():
    return Acks()


@pytest.fixture
def relay(desk, courier, pace, acks):
    relay = Relay(desk, courier, pace, real_clock=lambda: T0, workers=2, acks=acks)
    yield relay
    courier.may_go.set()
    relay.stop()


def put(desk, *messages):
    with desk.transaction() as tx:
        tx.outbox.put(*messages)


def a_notice(key, *, to=ANNA):
    return Notice(key=key, to=to, text="hello")


def keys(courier):
    return sorted(claim.message.key for claim in courier.delivered)


def eventually(is_so, *, seconds=SECONDS):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.005)


def idle(pace):
    eventually(lambda: pace.count_in_hand() == 0)


def test_a_lease_outlives_the_call_it_is_for():
    assert LEASE.total_seconds() > TIMEOUT_SECONDS


def test_what_may_go_is_handed_out(desk, relay, courier, pace):
    put(desk, a_notice("a"), a_notice("b", to=BEN))

    assert relay.deliver_due() == 2

    idle(pace)
    assert keys(courier) == ["a", "b"]
    assert delivery.waiting(desk) == []


def test_waiting_rows_of_one_card_are_one_delivery(desk, relay, courier, pace):
    put(desk, *(Card(key=f"v{n}", to=TRIAGE, name="MT-7:triage") for n in range(3)))

    relay.deliver_due()
    idle(pace)

    assert [len(claim.ids) for claim in courier.delivered] == [3]
    assert delivery.waiting(desk) == []


def test_one_message_at_a_time_goes_to_a_place(desk, relay, courier, pace):
    courier.may_go.clear()
    put(desk, a_notice("1"), a_notice("2"))

    assert relay.deliver_due() == 1
    assert relay.deliver_due() == 0

    courier.may_go.set()
    idle(pace)
    assert relay.deliver_due() == 1


class Meanwhile(Pace):
    """Asked for what is busy, it first lets what is in hand be done."""

    def __init__(self, courier):
        super().__init__(lambda: 0.0)
        self._courier = courier

    def busy(self):
        if self.count_in_hand():
            self._courier.may_go.set()
            idle(self)
        return super().busy()


class SendingCourier(FakeCourier):
    """Leaves it to the relay to save what was sent."""

    def deliver(self, claim, _drawing):
        assert self.may_go.wait(SECONDS)
        self.delivered.append(claim)
        return Sent(claim=claim, place=Place(channel="D1", ts=f"{len(self.delivered)}.0"))


def test_what_was_sent_is_saved_before_more_goes_to_its_place(desk, acks):
    courier = SendingCourier(desk)
    courier.may_go.clear()
    pace = Meanwhile(courier)
    relay = Relay(desk, courier, pace, real_clock=lambda: T0, workers=2, acks=acks)
    put(desk, a_notice("1"), a_notice("2"))

    relay.deliver_due()
    relay.deliver_due()

    waiting = [message.key for message in delivery.waiting(desk)]
    relay.stop()
    assert waiting == ["2"]


def test_no_more_is_taken_than_there_are_couriers(desk, relay, courier, pace):
    courier.may_go.clear()
    put(desk, *(a_notice(person, to=person) for person in (ANNA, BEN, IVO)))

    assert relay.deliver_due() == 2
    assert relay.deliver_due() == 0
    assert [m.key for m in delivery.waiting(desk)] == [ANNA, BEN, IVO]

    courier.may_go.set()
    idle(pace)
    assert relay.deliver_due() == 1


def test_while_acks_are_waited_for_few_go_out(desk, relay, courier, acks):
    relay_of_many = Relay(
        desk, courier, Pace(lambda: 0.0), real_clock=lambda: T0, workers=20, acks=acks
    )
    put(desk, *(a_notice(f"n{number}", to=f"C{number}") for number in range(5)))

    with acks:
        assert relay_of_many.deliver_due() == FEW
    relay_of_many.stop()

    assert len(delivery.waiting(desk)) == 5 - FEW


def test_the_moment_after_the_last_ack_is_enough(acks):
    def leave_soon():
        with acks:
            entered.set()
            assert may_leave.wait(SECONDS)

    entered, may_leave = threading.Event(), threading.Event()
    acking = threading.Thread(target=leave_soon)
    acking.start()
    assert entered.wait(SECONDS)
    assert not acks.wait_for_none(0.01)

    may_leave.set()

    assert acks.wait_for_none(SECONDS)
    acking.join()


def test_a_resting_place_is_left_alone(desk, relay, pace):
    pace.rest(ANNA, 5)
    put(desk, a_notice("a"), a_notice("b", to=BEN))

    assert relay.deliver_due() == 1


def test_a_delivery_that_breaks_is_logged_and_its_place_is_free_again(
    desk, relay, courier, pace, caplog
):
    courier.trouble = RuntimeError("boom")
    put(desk, a_notice("a"))

    relay.deliver_due()
    idle(pace)

    eventually(lambda: "could not deliver a" in caplog.text)
    assert [m.key for m in delivery.waiting(desk)] == ["a"]


def test_once_started_it_sends_what_is_put_when_it_is_woken(desk, relay, courier):
    relay.start()

    for number in range(5):
        put(desk, a_notice(f"n{number}", to=f"C{number}"))
        relay.wake()

    eventually(lambda: delivery.waiting(desk) == [])
    assert len(courier.delivered) == 5


def test_couriers_that_come_back_go_out_again_at_once(desk, relay, courier):
    put(desk, *(a_notice(f"n{number}", to=f"C{number}") for number in range(20)))

    relay.start()

    eventually(lambda: len(courier.delivered) == 20, seconds=5)


class WaitingCourier(FakeCourier):
    """Puts off for half a second what waits for its card, until that was delivered."""

    def deliver(self, claim, _drawing):
        if isinstance(claim.message, Notice) and not self.delivered:
            until = utc_now() + timedelta(seconds=0.5)
            delivery.put_off(
                self._desk, claim, until=until, state=State.NEW, reason="its card is coming"
            )
        else:
            super().deliver(claim, _drawing)


def test_what_waits_for_its_card_lets_it_pass(desk, acks):
    """Though it is the older one, and may be tried again before the next look."""
    courier, pace = WaitingCourier(desk), Pace(lambda: 0.0)
    relay = Relay(desk, courier, pace, real_clock=utc_now, workers=2, acks=acks)
    put(desk, a_notice("below", to=TRIAGE), Card(key="v1", to=TRIAGE, name="MT-7:triage"))

    relay.start()

    eventually(lambda: delivery.waiting(desk) == [], seconds=5)
    relay.stop()
    assert [claim.message.key for claim in courier.delivered] == ["v1", "below"]


def test_it_looks_without_being_woken(desk, relay):
    relay.start()

    put(desk, a_notice("a"))

    eventually(lambda: delivery.waiting(desk) == [])


def test_stopping_finishes_what_is_being_sent(desk, relay, courier):
    courier.may_go.clear()
    put(desk, a_notice("1"), a_notice("2"))
    relay.deliver_due()
    stopping = threading.Thread(target=relay.stop)
    stopping.start()

    courier.may_go.set()
    stopping.join(SECONDS)

    assert keys(courier) == ["1"]
    assert [m.key for m in delivery.waiting(desk)] == ["2"]


def test_a_database_that_is_away_does_not_stop_it(desk, database, relay, caplog):
    hidden = desk.database.engine
    with hidden.begin() as connection:
        begin(connection, reading=False)
        connection.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")
    relay.start()
    eventually(lambda: "could not look into the outbox" in caplog.text)

    with hidden.begin() as connection:
        begin(connection, reading=False)
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO outbox")
    put(desk, a_notice("a"))

    eventually(lambda: delivery.waiting(desk) == [])
