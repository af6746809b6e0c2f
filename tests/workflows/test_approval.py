"""A verdict counts once, is saved whole, and everybody concerned hears of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from domain.approval import Verdict
from domain.errors import AlreadyDecided, AskedAgain, Refusal, TicketNotFound
from domain.history import Event
from domain.policy import Quorum
from domain.ticket import Status, Visibility
from tests.builders import ANNA, MAYA, T0, TOM, TRIAGE, a_press, filed, saved
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import approval

YES, CHANGES, NO = Verdict.APPROVED, Verdict.CHANGES_REQUESTED, Verdict.DECLINED
ROUNDS = 5


def at_once(desk, *presses):
    """Each press in a thread of its own, all started together; how each ended."""
    start = Barrier(len(presses))

    def decide(press):
        start.wait()
        try:
            approval.decide(desk, press)
        except AlreadyDecided:
            return "refused"
        return "accepted"

    with ThreadPoolExecutor(len(presses)) as pool:
        return sorted(pool.map(decide, presses))


@pytest.mark.parametrize(
    ("verdict", "status", "heard"),
    [
        (YES, Status.OPEN, [ANNA, TRIAGE]),
        (CHANGES, Status.CHANGES_REQUESTED, [ANNA]),
        (NO, Status.DECLINED, [ANNA]),
    ],
)
@on_both
def test_a_verdict_is_saved_and_told(desk, verdict, status, heard):
    filed(desk, approvers=(MAYA,))

    approval.decide(desk, a_press(verdict, comment="Because"))

    after = saved(desk)
    assert (after.ticket.status, after.ticket.version) == (status, 2)
    assert after.approval.deciding.comment == "Because"
    assert [to for to, _ in notices(desk)] == heard
    assert events(desk) == [(Event(verdict), MAYA)]


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.RESTRICTED])
def test_a_verdict_on_a_private_ticket_is_not_told_in_triage(desk, visibility):
    filed(desk, approvers=(MAYA,), visibility=visibility)

    approval.decide(desk, a_press())

    assert [to for to, _ in notices(desk)] == [ANNA]
    assert f"MT-7:triage:{TRIAGE}" not in cards(desk)


def test_every_card_of_the_ticket_is_drawn_anew(desk):
    filed(desk, approvers=(MAYA, TOM))

    approval.decide(desk, a_press())

    assert cards(desk) == {
        f"MT-7:triage:{TRIAGE}",
        "MT-7:requester",
        f"MT-7:approval:{MAYA}",
        f"MT-7:approval:{TOM}",
    }


def test_one_yes_of_two_is_saved_and_not_yet_announced(desk):
    filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL)

    approval.decide(desk, a_press())

    assert saved(desk).ticket.status is Status.AWAITING_APPROVAL
    assert saved(desk).approval.missing == (TOM,)
    assert notices(desk) == []


def test_nothing_is_announced_when_the_verdict_is_refused(desk):
    before = filed(desk, approvers=(MAYA,), status=Status.DECLINED)

    with pytest.raises(AlreadyDecided):
        approval.decide(desk, a_press())

    assert (cards(desk), notices(desk)) == (set(), [])
    assert saved(desk) == before


@on_both
@pytest.mark.parametrize(
    ("by", "turn", "status", "why"),
    [
        (MAYA, "1.0", Status.DECLINED, "that was decided already"),
        (MAYA, "2.0", Status.AWAITING_APPROVAL, "it had changed since they were asked"),
        (ANNA, "1.0", Status.AWAITING_APPROVAL, "it is their own request"),
        (TOM, "1.0", Status.AWAITING_APPROVAL, "they were not asked"),
    ],
)
def test_the_history_keeps_who_pressed_what_in_vain_and_why(desk, by, turn, status, why):
    filed(desk, approvers=(MAYA,), status=status)
    press = a_press(by=by, turn=turn)

    for doing in (approval.check, approval.decide, approval.decide):
        with pytest.raises(Refusal):
            doing(desk, press)

    with desk.reading() as tx:
        [entry] = tx.history.of(7)
    assert (entry.event, entry.by, entry.status) == (Event.NOT_COUNTED, by, status)
    assert entry.words == f"Approve, but {why}"


@pytest.mark.parametrize("approvers", [(), (TOM,)])
def test_to_a_stranger_the_ticket_looks_as_if_it_were_not_there(desk, approvers):
    filed(desk, approvers=approvers)

    with pytest.raises(TicketNotFound) as refusal:
        approval.decide(desk, a_press(by=MAYA))

    assert str(refusal.value) == str(TicketNotFound(7))


@on_both
def test_a_press_delivered_twice_counts_once(desk):
    filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL)

    for _ in range(2):
        approval.decide(desk, a_press())

    assert saved(desk).ticket.version == 2
    assert len(events(desk)) == 1


def test_a_refused_press_is_not_handled_and_may_come_again(desk):
    filed(desk, approvers=(MAYA,))

    for _ in range(2):
        with pytest.raises(AskedAgain):
            approval.decide(desk, a_press(turn="2.0"))

    with desk.transaction() as tx:
        assert tx.handled.first_time(a_press().key, now=T0)


@on_both
def test_of_two_contradictory_clicks_exactly_one_is_accepted(desk):
    for number in range(1, ROUNDS + 1):
        filed(desk, id=number, approvers=(MAYA, TOM))

        outcomes = at_once(
            desk,
            a_press(YES, key=f"{number}:yes", by=MAYA, ticket_id=number),
            a_press(NO, key=f"{number}:no", by=TOM, ticket_id=number),
        )

        assert outcomes == ["accepted", "refused"]
        assert saved(desk, number).ticket.version == 2


@on_both
def test_two_approvers_at_once_both_count(desk):
    for number in range(1, ROUNDS + 1):
        filed(desk, id=number, approvers=(MAYA, TOM), needs=Quorum.ALL)

        outcomes = at_once(
            desk,
            a_press(key=f"{number}:1", by=MAYA, ticket_id=number),
            a_press(key=f"{number}:2", by=TOM, ticket_id=number),
        )

        assert outcomes == ["accepted", "accepted"]
        assert saved(desk, number).ticket.status is Status.OPEN


@on_both
def test_two_deliveries_of_one_press_at_once_count_once(desk):
    for number in range(1, ROUNDS + 1):
        filed(desk, id=number, approvers=(MAYA,))
        press = a_press(key=f"{number}:1", ticket_id=number)

        assert at_once(desk, press, press) == ["accepted", "accepted"]

        assert saved(desk, number).ticket.version == 2
        assert len(events(desk, number)) == 1


@pytest.mark.parametrize(("by", "refusal"), [("U0STRANGER", TicketNotFound), (MAYA, AskedAgain)])
def test_a_form_is_refused_as_the_verdict_would_be(desk, by, refusal):
    filed(desk, approvers=(MAYA,))

    with pytest.raises(refusal):
        approval.check(desk, a_press(by=by, turn="2.0"))


def test_who_may_decide_gets_the_ticket_for_the_form(desk):
    ticket = filed(desk, approvers=(MAYA,)).ticket

    assert approval.check(desk, a_press()) == ticket


def test_a_desk_without_tickets_has_nothing_to_decide(desk):
    with pytest.raises(TicketNotFound):
        approval.check(desk, a_press())
