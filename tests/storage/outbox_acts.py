"""What a relay does with the outbox, in one transaction each."""

from datetime import timedelta

from domain.delivery import Lease, State
from domain.message import Card, Notice
from tests.builders import ANNA, T0, TRIAGE

SOON = T0 + timedelta(seconds=30)
LATER = T0 + timedelta(seconds=60)


def a_notice(key="n", *, to=ANNA, text="hello", **more):
    return Notice(key=key, to=to, text=text, **more)


def a_card(key="c", *, to=TRIAGE, name="MT-7:triage"):
    return Card(key=key, to=to, name=name)


def put(desk, *messages):
    with desk.transaction() as tx:
        tx.outbox.put(*messages)


def waiting(desk):
    with desk.reading() as tx:
        return tx.outbox.waiting()


def claim(desk, *, real=T0, until=SOON, now=T0, busy=(), limit=10):
    with desk.transaction() as tx:
        return tx.outbox.claim(Lease(since=real, until=until), now=now, busy=busy, limit=limit)


def messages(claims):
    return [claim.message for claim in claims]


def settle(desk, claim, state=State.SENT):
    with desk.transaction() as tx:
        return tx.outbox.settle(claim, state, now=T0)


def put_off(desk, claim, *, until=SOON, state=State.NEW):
    with desk.transaction() as tx:
        return tx.outbox.put_off(claim, until=until, state=state, reason="why not")


def revive(desk, to):
    with desk.transaction() as tx:
        return tx.outbox.revive(to)
