"""Several decisions at once: one commit, each ticket as if it had been decided alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import event

from domain.approval import Verdict
from domain.errors import AlreadyDecided, AskedAgain, OwnRequest, TicketNotFound
from domain.history import Event
from domain.policy import Quorum
from domain.ticket import Status
from tests.builders import ANNA, IVO, MAYA, TOM, TRIAGE, a_press, filed, saved
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import approval, bulk

FIFTY = range(1, 51)
TEN = FIFTY[:10]


def fill(desk, numbers=FIFTY, *, approvers=(MAYA, IVO), **changes):
    for number in numbers:
        filed(desk, id=number, approvers=approvers, **changes)


def approve(desk, numbers=FIFTY, *, by=MAYA, turn="1.0", key="form:V1:h1"):
    return bulk.approve(desk, dict.fromkeys(numbers, turn), by=by, key=key)


def commits(desk):
    """A list that grows by one with each commit."""
    found = []
    event.listen(desk.database.engine, "commit", found.append)
    return found


@on_both
def test_fifty_are_decided_in_one_commit(desk):
    fill(desk)
    made = commits(desk)

    decided = approve(desk)

    assert len(made) == 1
    assert [t.id for t in decided.approved] == list(FIFTY)
    assert not decided.left_out
    assert {saved(desk, n).ticket.status for n in FIFTY} == {Status.OPEN}


@on_both
def test_each_is_told_and_remembered_as_if_it_had_been_decided_alone(desk):
    fill(desk, (7, 8))
    approval.decide(desk, a_press())
    alone_cards = cards(desk)
    alone = [(to, text.replace("MT-7", "")) for to, text in notices(desk)]

    approve(desk, (8,))

    assert cards(desk) - alone_cards == {name.replace("MT-7", "MT-8") for name in alone_cards}
    told = [(to, text.replace("MT-8", "")) for to, text in notices(desk) if "MT-8" in text]
    assert told == alone
    assert [to for to, _ in told] == [ANNA, TRIAGE]
    assert events(desk, 8) == events(desk, 7) == [(Event.APPROVED, MAYA)]


@on_both
def test_what_stands_elsewhere_by_now_is_left_out_and_says_why(desk):
    fill(desk, (1, 2, 3, 4))
    fill(desk, (5,), requester=MAYA)
    fill(desk, (6,), approvers=(TOM,))
    approval.decide(desk, a_press(Verdict.DECLINED, by=IVO, ticket_id=2, comment="No"))

    chosen = {1: "1.0", 2: "1.0", 3: "0.0", 4: "1.0", 5: "1.0", 6: "1.0", 99: "1.0"}
    decided = bulk.approve(desk, chosen, by=MAYA, key="form:V1:h1")

    assert [t.id for t in decided.approved] == [1, 4]
    kinds = [type(refusal) for refusal in decided.left_out]
    assert kinds == [AlreadyDecided, AskedAgain, OwnRequest, TicketNotFound, TicketNotFound]
    assert saved(desk, 2).ticket.status is Status.DECLINED
    for number in (3, 5, 6):
        assert saved(desk, number).ticket.status is Status.AWAITING_APPROVAL
        assert events(desk, number) == [(Event.NOT_COUNTED, MAYA)]


@on_both
def test_sent_again_it_says_the_same_and_does_nothing_more(desk):
    fill(desk, (1, 2))
    first = approve(desk, (1, 2))
    told = notices(desk)

    again = approve(desk, (1, 2))

    assert [t.id for t in again.approved] == [t.id for t in first.approved] == [1, 2]
    assert not again.left_out
    assert notices(desk) == told
    assert events(desk, 1) == [(Event.APPROVED, MAYA)]


def test_where_everybody_has_to_say_yes_it_is_one_of_the_voices(desk):
    fill(desk, (1, 2), needs=Quorum.ALL)

    approve(desk, (1, 2))

    assert saved(desk, 1).ticket.status is Status.AWAITING_APPROVAL
    assert saved(desk, 1).approval.asked == (IVO,)


@on_both
def test_two_people_at_once_make_one_decision_of_each(desk):
    fill(desk, TEN)
    start = Barrier(2)

    def approving(by, numbers):
        start.wait()
        return approve(desk, numbers, by=by, key=f"form:{by}")

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(approving, MAYA, TEN)
        other = pool.submit(approving, IVO, list(reversed(TEN)))
        both = [one.result(), other.result()]

    assert sum(len(decided.approved) for decided in both) == len(TEN)
    assert sum(len(decided.left_out) for decided in both) == len(TEN)
    for number in TEN:
        happened = dict(events(desk, number))
        assert sorted(happened) == [Event.APPROVED, Event.NOT_COUNTED]
        assert set(happened.values()) == {MAYA, IVO}


def test_the_oldest_come_first_and_only_what_waits_for_them(desk):
    fill(desk, (1, 2))
    fill(desk, (3,), approvers=(IVO,))
    approve(desk, (2,))

    assert [(row.ticket.id, row.turn) for row in bulk.waiting(desk, MAYA, area=None)] == [
        (1, "1.0")
    ]
    assert len(bulk.waiting(desk, IVO, area="website")) == 2
    assert bulk.waiting(desk, IVO, area="crm") == []
