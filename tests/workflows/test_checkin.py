"""A series is made once, asks beforehand, and posts what both sides say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from domain.errors import CheckInOver, SeriesNotFound
from domain.message import Card, Notice
from domain.occurrence import Kind, State
from tests.builders import ANNA, BEN, IVO, MAYA, SHARED, filed
from tests.domain.test_checkin import a_series
from tests.marks import on_both
from workflows import cards, checkin, delivery

SLOT = "2026-03-05"
DUE = datetime(2026, 3, 5, 13, tzinfo=UTC)
ASKS = DUE - timedelta(hours=4)
MINUTE, HOUR, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(weeks=1)


def at(desk, moment):
    """The same desk, later."""
    return replace(desk, clock=lambda: moment)


def ticked(desk, *moments):
    """A tick at each of these moments."""
    for moment in moments:
        checkin.tick(at(desk, moment))


@pytest.fixture
def series(desk):
    """A check-in every Thursday at two in Berlin, made on a Monday."""
    checkin.make(desk, a_series(id=0), key="form:V1:h1")
    [listed] = checkin.listed(desk, ANNA)
    return listed.series


def answer(desk, series, *, by=ANNA, words=("A lot", ""), key="form:V2:h1", when=ASKS + MINUTE):
    checkin.answer(at(desk, when), series.id, SLOT, by=by, words=words, key=key)


def put(desk):
    return [m for m in delivery.waiting(desk) if isinstance(m, Card)]


def prompts(desk):
    return [(m.to, m.key.rpartition(":")[2]) for m in put(desk) if ":prompt:" in m.name]


def joint(desk):
    return [m.name for m in put(desk) if m.to == SHARED]


def occurrence(desk, series, slot=SLOT):
    with desk.reading() as tx:
        return tx.occurrences.get(Kind.CHECK_IN, str(series.id), slot=slot)


def drawn(desk, name, to=SHARED):
    post = cards.drawn(desk, [Card(key=name, to=to, name=name)])[name].shown
    return "\n".join(str(block) for block in post.blocks)


@on_both
def test_a_series_is_made_once_however_often_its_form_is_delivered(desk):
    for _ in range(2):
        checkin.make(desk, a_series(id=0), key="form:V1:h1")

    [listed] = checkin.listed(desk, ANNA)
    [told] = [m for m in delivery.waiting(desk) if isinstance(m, Notice)]
    assert listed.next_at == DUE
    assert (told.to, "is set up" in told.text) == (ANNA, True)


def test_others_do_not_see_it_in_their_list(desk, series):
    assert checkin.listed(desk, MAYA) == []


@on_both
def test_everybody_is_asked_once_some_hours_ahead(desk, series):
    ticked(desk, ASKS - MINUTE)
    assert prompts(desk) == []

    ticked(desk, ASKS, ASKS + MINUTE, ASKS + HOUR)

    assert prompts(desk) == [(ANNA, "asked"), (BEN, "asked"), (IVO, "asked")]
    assert joint(desk) == []


def test_a_series_made_late_asks_at_once(desk):
    late = at(desk, DUE - HOUR)
    checkin.make(late, a_series(id=0, made_at=DUE - HOUR), key="form:V1:h1")

    checkin.tick(late)

    assert len(prompts(desk)) == 3


@on_both
def test_at_its_time_there_is_one_post_and_the_prompts_close(desk, series):
    ticked(desk, ASKS, DUE, DUE + MINUTE)

    assert joint(desk) == [f"checkin:{series.id}:{SLOT}"]
    assert prompts(desk)[3:] == [(ANNA, "over"), (BEN, "over"), (IVO, "over")]
    assert occurrence(desk, series).state is State.DONE
    assert checkin.listed(desk, ANNA)[0].next_at == DUE + WEEK


@on_both
def test_what_was_answered_last_is_what_is_posted(desk, series):
    ticked(desk, ASKS)
    answer(desk, series, words=("A lot", ""), key="form:V2:h1")
    answer(desk, series, words=("All of it", ""), key="form:V3:h1")

    ticked(desk, DUE)

    post = drawn(desk, f"checkin:{series.id}:{SLOT}")
    assert "All of it" in post
    assert "A lot" not in post
    assert f"No word yet from <@{BEN}> and <@{IVO}>." in post


def test_an_answer_delivered_twice_is_one_and_its_prompt_shows_it(desk, series):
    ticked(desk, ASKS)

    for _ in range(2):
        answer(desk, series)

    assert prompts(desk)[3:] == [(ANNA, "h1")]
    assert "> A lot" in drawn(desk, f"checkin:{series.id}:{SLOT}:prompt:{ANNA}", to=ANNA)


def test_an_answer_after_the_post_is_refused_and_changes_nothing(desk, series):
    ticked(desk, ASKS, DUE)

    with pytest.raises(CheckInOver):
        answer(desk, series, when=DUE + MINUTE)

    with desk.reading() as tx:
        assert tx.checkins.answers(series.id, slot=SLOT) == {}


@pytest.mark.parametrize(("by", "slot"), [(MAYA, SLOT), (ANNA, "2026-04-02"), (ANNA, "nonsense")])
def test_strangers_and_unknown_meetings_look_the_same(desk, series, by, slot):
    with pytest.raises(SeriesNotFound):
        checkin.to_answer(desk, series.id, slot, by=by)


def test_another_team_cannot_answer(desk, series):
    with pytest.raises(SeriesNotFound):
        checkin.to_answer(desk.of("T2"), series.id, SLOT, by=ANNA)


def test_two_hours_late_is_posted_and_later_is_skipped_with_a_reason(desk, series):
    ticked(desk, DUE + 2 * HOUR, DUE + WEEK + 3 * HOUR)

    assert joint(desk) == [f"checkin:{series.id}:{SLOT}"]
    missed = occurrence(desk, series, "2026-03-12")
    assert (missed.state, missed.asked_at) == (State.SKIPPED, None)
    assert missed.reason == "the desk was not running at 2026-03-12 13:00 UTC"


def test_who_was_asked_is_told_that_it_was_skipped(desk, series):
    ticked(desk, ASKS, DUE + 3 * HOUR)

    assert joint(desk) == []
    assert prompts(desk)[3:] == [(ANNA, "over"), (BEN, "over"), (IVO, "over")]
    assert "was not posted" in drawn(desk, f"checkin:{series.id}:{SLOT}:prompt:{ANNA}", to=ANNA)


def test_after_weeks_of_silence_one_is_caught_up_and_the_others_are_on_record(desk, series):
    ticked(desk, DUE + 3 * WEEK + HOUR)

    days = ["2026-03-05", "2026-03-12", "2026-03-19"]
    assert [occurrence(desk, series, d).state for d in days] == [State.SKIPPED] * 3
    assert joint(desk) == [f"checkin:{series.id}:2026-03-26"]


def test_a_series_owes_nothing_from_before_it_was_made(desk):
    made_at = DUE + MINUTE
    checkin.make(at(desk, made_at), a_series(id=0, made_at=made_at), key="form:V1:h1")

    ticked(desk, made_at + MINUTE)

    assert joint(desk) == []
    [listed] = checkin.listed(desk, ANNA)
    assert listed.next_at == DUE + WEEK


def test_it_keeps_its_local_time_when_the_clocks_change(desk, series):
    ticked(desk, DUE + 3 * WEEK)

    assert checkin.listed(desk, ANNA)[0].next_at == DUE + 4 * WEEK - HOUR


def test_the_post_lists_what_is_open_between_the_two_sides(desk, series):
    filed(desk, id=1)
    filed(desk, id=2, requester=MAYA, summary="Of other people")

    ticked(desk, DUE)

    post = drawn(desk, f"checkin:{series.id}:{SLOT}")
    assert "MT-1 Spring campaign page · open · waits on IT" in post
    assert "Of other people" not in post


@on_both
def test_two_replicas_post_once(desk):
    for n in range(5):
        checkin.make(desk, a_series(id=0), key=f"form:V{n}:h1")

    at_once(desk, ASKS)
    at_once(desk, DUE)

    assert len(joint(desk)) == 5
    assert len(prompts(desk)) == 2 * 5 * 3


@on_both
def test_an_answer_is_there_before_the_post_or_it_is_refused(desk, series):
    for n in range(20):
        with desk.reading() as tx:
            [planned] = tx.occurrences.planned(Kind.CHECK_IN)

        accepted = answered_while_posting(desk, planned, key=f"form:{n}")

        with desk.reading() as tx:
            kept = tx.checkins.answers(series.id, slot=planned.slot)
        keys = [m.key for m in put(desk)]
        name = f"checkin:{series.id}:{planned.slot}"
        assert bool(kept) is accepted
        if accepted:
            assert keys.index(f"{name}:prompt:{ANNA}:form:{n}") < keys.index(name)


def answered_while_posting(desk, planned, *, key):
    """Whether an answer of the last moment was accepted while the post was being made."""
    start = Barrier(2)
    series_id = int(planned.schedule)

    def answering():
        start.wait()
        last_moment = at(desk, planned.due_at - timedelta(microseconds=1))
        try:
            checkin.answer(
                last_moment, series_id, planned.slot, by=ANNA, words=("A lot", ""), key=key
            )
        except CheckInOver:
            return False
        return True

    def posting():
        start.wait()
        ticked(desk, planned.due_at)

    with ThreadPoolExecutor(2) as pool:
        accepted, posted = pool.submit(answering), pool.submit(posting)
        posted.result()
        return accepted.result()


def at_once(desk, moment):
    start = Barrier(2)

    def ticking(_):
        start.wait()
        ticked(desk, moment)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(ticking, range(2)))
