"""Moves: made once, saved, and told to the other side."""

from datetime import UTC, date, datetime

import pytest

from domain.errors import MoveRefused, NotForYou, TicketNotFound
from domain.history import Event
from domain.lifecycle import Move
from domain.ticket import Status, Visibility
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM, TRIAGE, filed, saved
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import fulfilment

CARDS = {f"MT-7:triage:{TRIAGE}", "MT-7:requester"}


def move(desk, what, *, by, key="press:1", words=""):
    fulfilment.move(desk, 7, what, by=by, key=key, words=words)


@pytest.mark.parametrize(
    ("what", "by", "start", "end", "event", "told"),
    [
        (Move.TAKE, TOM, Status.OPEN, Status.IN_PROGRESS, Event.TAKEN, ANNA),
        (Move.RESOLVE, IVO, Status.OPEN, Status.RESOLVED, Event.RESOLVED, ANNA),
        (Move.DONE, ANNA, Status.RESOLVED, Status.CLOSED, Event.DONE, TRIAGE),
        (Move.NOT_YET, ANNA, Status.RESOLVED, Status.IN_PROGRESS, Event.NOT_YET, TRIAGE),
        (Move.WITHDRAW, ANNA, Status.OPEN, Status.CANCELLED, Event.WITHDRAWN, TRIAGE),
        (Move.WAIT_FOR_IT, IVO, Status.OPEN, Status.WAITING, Event.WAITS_FOR_IT, ANNA),
        (Move.CANCEL, IVO, Status.OPEN, Status.CANCELLED, Event.CANCELLED, ANNA),
        (Move.REOPEN, ANNA, Status.CLOSED, Status.IN_PROGRESS, Event.REOPENED, TRIAGE),
    ],
)
@on_both
def test_a_move_is_saved_and_told(desk, what, by, start, end, event, told):
    filed(desk, status=start)

    move(desk, what, by=by, words="Because")

    after = saved(desk).ticket
    assert (after.status, after.version) == (end, 2)
    assert events(desk) == [(event, by)]
    assert [to for to, _ in notices(desk)] == [told]
    assert cards(desk) == CARDS


def test_who_takes_it_owns_it(desk):
    filed(desk)

    move(desk, Move.TAKE, by=TOM)

    assert saved(desk).ticket.owner == TOM


def test_the_words_of_a_move_stay_in_the_history(desk):
    filed(desk)

    move(desk, Move.RESOLVE, by=IVO, words="It is live")

    with desk.reading() as tx:
        [entry] = tx.history.of(7)
    assert entry.words == "It is live"


@on_both
def test_a_move_delivered_twice_is_made_once(desk):
    filed(desk)

    for _ in range(2):
        move(desk, Move.WAIT_FOR_IT, by=IVO, words="The network team")

    assert len(events(desk)) == len(notices(desk)) == 1


def test_another_gesture_is_another_move(desk):
    filed(desk)

    for key in ("form:1", "form:2"):
        move(desk, Move.WAIT_FOR_IT, by=IVO, key=key, words="The network team")

    assert len(events(desk)) == len(notices(desk)) == 2


def test_a_refused_move_changes_nothing_and_may_come_again(desk):
    before = filed(desk)

    with pytest.raises(MoveRefused):
        move(desk, Move.DONE, by=ANNA)

    assert (saved(desk), events(desk), notices(desk)) == (before, [], [])
    with desk.transaction() as tx:
        assert tx.handled.first_time("press:1", now=T0)


@on_both
def test_a_withdrawn_request_takes_its_question_back(desk):
    filed(desk, approvers=(MAYA,))

    move(desk, Move.WITHDRAW, by=ANNA)

    assert saved(desk).ticket.status is Status.CANCELLED
    assert saved(desk).approval.is_cancelled
    assert cards(desk) == CARDS | {f"MT-7:approval:{MAYA}"}


@pytest.mark.parametrize(
    ("what", "by", "refusal"),
    [
        (Move.COMMENT, "U0STRANGER", TicketNotFound),
        (Move.RESOLVE, ANNA, NotForYou),
        (Move.DONE, ANNA, MoveRefused),
    ],
)
def test_a_form_is_refused_as_the_move_would_be(desk, what, by, refusal):
    filed(desk)

    with pytest.raises(refusal):
        fulfilment.check(desk, 7, what, by=by)
    with pytest.raises(refusal):
        move(desk, what, by=by)


def test_who_may_move_gets_the_ticket_for_the_form(desk):
    before = filed(desk)

    assert fulfilment.check(desk, 7, Move.COMMENT, by=TOM) == before


@on_both
def test_who_follows_is_kept_and_gets_a_card_and_nobody_is_told(desk):
    filed(desk)

    move(desk, Move.WATCH, by=BEN)

    assert saved(desk).watchers == (BEN,)
    assert cards(desk) == CARDS | {f"MT-7:watcher:{BEN}"}
    assert notices(desk) == []


@on_both
def test_who_stops_following_is_forgotten(desk):
    filed(desk, watchers=(BEN, TOM))

    move(desk, Move.UNWATCH, by=BEN)

    assert saved(desk).watchers == (TOM,)


def test_what_is_put_aside_comes_back_in_the_morning_of_where_the_desk_is(desk):
    filed(desk)

    fulfilment.move(desk, 7, Move.SNOOZE, by=IVO, key="form:1", day=date(2026, 7, 1))

    assert saved(desk).ticket.snoozed_until == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert notices(desk) == []


@pytest.mark.parametrize("visibility", Visibility)
def test_the_owner_of_a_private_ticket_hears_of_it_directly(desk, visibility):
    filed(desk, status=Status.RESOLVED, visibility=visibility)

    move(desk, Move.NOT_YET, by=ANNA, words="The form is missing")

    [(to, _)] = notices(desk)
    assert to == (TRIAGE if visibility is Visibility.BOTH_SIDES else IVO)


def test_every_move_is_written_down_by_its_own_name():
    assert set(fulfilment.EVENTS) == set(Move) - fulfilment.ELSEWHERE
    assert len(set(fulfilment.EVENTS.values())) == len(fulfilment.EVENTS)


@pytest.mark.parametrize("what", sorted(fulfilment.ELSEWHERE))
def test_what_takes_more_than_a_move_cannot_be_made_one_by_a_forged_button(desk, what):
    filed(desk, status=Status.EXPIRED)

    with pytest.raises(TicketNotFound):
        move(desk, what, by=IVO, words="Because")

    assert saved(desk).ticket.status is Status.EXPIRED


HIDDEN = [Visibility.PRIVATE, Visibility.RESTRICTED]


@pytest.mark.parametrize("visibility", HIDDEN)
@pytest.mark.parametrize(
    ("what", "by", "start"),
    [
        (Move.TAKE, IVO, Status.OPEN),
        (Move.RESOLVE, IVO, Status.OPEN),
        (Move.DONE, ANNA, Status.RESOLVED),
        (Move.NOT_YET, ANNA, Status.RESOLVED),
        (Move.WITHDRAW, ANNA, Status.OPEN),
        (Move.COMMENT, ANNA, Status.OPEN),
    ],
)
def test_of_a_private_ticket_nothing_is_heard_in_triage(desk, visibility, what, by, start):
    filed(desk, status=start, visibility=visibility)

    move(desk, what, by=by, words="Because")

    assert TRIAGE not in {to for to, _ in notices(desk)}
    assert f"MT-7:triage:{TRIAGE}" not in cards(desk)
