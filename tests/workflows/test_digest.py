"""The weekly digest is posted once a week in each channel, and stays as it was posted."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest

from domain.catalogue import Weekly
from domain.digest import Moved
from domain.message import Card, Place
from domain.occurrence import Kind, State
from domain.weekday import Weekday
from tests.builders import SHARED, T0, TRIAGE, a_catalogue, a_request
from tests.marks import on_both
from workflows import cards, catalogue, delivery, digest, intake

DUE = datetime(2026, 3, 9, 8, tzinfo=UTC)  # the Monday after T0, nine o'clock in Berlin
SLOT = "2026-W10"
MINUTE, HOUR, DAY, WEEK = (timedelta(**{k: 1}) for k in ("minutes", "hours", "days", "weeks"))


def at(desk, moment):
    """The same desk, later."""
    return replace(desk, clock=lambda: moment)


def ticked(desk, *moments):
    """A tick at each of these moments."""
    for moment in moments:
        digest.tick(at(desk, moment))


def planned_for(desk, moment, **changes):
    """Another plan comes into force at this moment."""
    plan = replace(a_catalogue().digest, **changes)
    catalogue.apply(at(desk, moment), a_catalogue(digest=plan), by="U0NOOR")


def posted(desk):
    return [m.name for m in delivery.waiting(desk) if isinstance(m, Card)]


def occurrence(desk, slot, channel=SHARED):
    with desk.reading() as tx:
        return tx.occurrences.get(Kind.DIGEST, channel, slot=slot)


def drawn(desk, name=f"digest:{SHARED}:{SLOT}"):
    return cards.drawn(desk, [Card(key=name, to=SHARED, name=name)])[name].shown


@on_both
def test_it_is_posted_once_on_its_day_and_time(desk):
    ticked(desk, T0, DUE - MINUTE)
    assert posted(desk) == []

    ticked(desk, DUE, DUE + MINUTE, DUE + HOUR)

    assert posted(desk) == [f"digest:{SHARED}:{SLOT}"]
    assert occurrence(desk, SLOT).state is State.DONE
    assert occurrence(desk, "2026-W11").due_at == DUE + WEEK


@on_both
def test_it_tells_what_moved_in_its_week(desk):
    for n, moment in enumerate([T0 - 7 * DAY, T0, DUE - MINUTE, DUE]):
        intake.take_in(at(desk, moment), a_request(summary=f"Page {n}"), key=f"form:V{n}:h")

    ticked(desk, T0, DUE)

    with desk.reading() as tx:
        kept = tx.digests.kept(SHARED, week=SLOT)
    assert kept.moved == Moved(new=2)
    assert kept.before == Moved(new=1)
    assert "2 new" in drawn(desk).text


@on_both
def test_it_says_the_same_when_it_is_drawn_again(desk):
    intake.take_in(desk, a_request(), key="form:V1:h1")
    ticked(desk, T0, DUE)
    before = drawn(desk)

    intake.edit(desk, 1, a_request(summary="Another page"), key="form:V2:h1")
    intake.take_in(desk, a_request(), key="form:V3:h1")

    assert drawn(desk) == before


def test_it_links_to_cards_and_names_people_without_paging_them(desk):
    catalogue.remember_workspace(desk, url="https://acme.slack.com/", bot="U0BOT")
    intake.take_in(desk, a_request(), key="form:V1:h1")
    with desk.transaction() as tx:
        tx.posts.stand({f"MT-1:triage:{TRIAGE}": (Place(channel=TRIAGE, ts="1.2"), None)})

    ticked(desk, T0, DUE)

    words = str(drawn(desk).blocks)
    assert f"<https://acme.slack.com/archives/{TRIAGE}/p12|MT-1>" in words
    assert "· Ivo" in words
    assert "<@" not in words


@pytest.mark.parametrize(
    ("late", "state"), [(12 * HOUR, State.DONE), (12 * HOUR + MINUTE, State.SKIPPED)]
)
def test_half_a_day_late_is_posted_and_later_is_skipped_with_a_reason(desk, late, state):
    ticked(desk, T0, DUE + late)

    found = occurrence(desk, SLOT)
    reason = "the desk was not running at 2026-03-09 08:00 UTC" if state is State.SKIPPED else ""
    assert (found.state, found.reason) == (state, reason)
    assert len(posted(desk)) == (state is State.DONE)


def test_after_weeks_of_silence_one_is_caught_up_and_the_others_are_on_record(desk):
    ticked(desk, T0, DUE + 3 * WEEK - HOUR)  # the clocks have changed meanwhile

    assert posted(desk) == [f"digest:{SHARED}:2026-W13"]
    weeks = [SLOT, "2026-W11", "2026-W12"]
    assert [occurrence(desk, week).state for week in weeks] == [State.SKIPPED] * 3


def test_a_first_tick_long_after_the_catalogue_catches_up_as_well(desk):
    ticked(desk, DUE + HOUR)

    assert posted(desk) == [f"digest:{SHARED}:{SLOT}"]


def test_a_channel_owes_nothing_from_before_it_was_added(desk):
    ticked(desk, T0)
    planned_for(desk, DUE + MINUTE, channels=(SHARED, TRIAGE))

    ticked(desk, DUE + HOUR)

    assert posted(desk) == [f"digest:{SHARED}:{SLOT}"]
    assert occurrence(desk, "2026-W11", TRIAGE).due_at == DUE + WEEK


def test_a_catalogue_applied_after_the_time_loses_no_digest(desk):
    ticked(desk, T0)
    planned_for(desk, DUE + MINUTE)

    ticked(desk, DUE + HOUR)

    assert posted(desk) == [f"digest:{SHARED}:{SLOT}"]


def test_a_channel_taken_off_gets_none(desk):
    ticked(desk, T0)
    planned_for(desk, T0 + DAY, channels=())

    ticked(desk, T0 + DAY, DUE)

    assert posted(desk) == []
    assert occurrence(desk, SLOT) is None


@on_both
def test_a_moved_digest_comes_at_its_new_time(desk):
    ticked(desk, T0)
    friday = Weekly(weekday=Weekday.FRIDAY, at=time(16), zone="Europe/Berlin")
    planned_for(desk, T0 + DAY, when=friday)

    ticked(desk, T0 + DAY, datetime(2026, 3, 6, 15, tzinfo=UTC), DUE)

    assert posted(desk) == [f"digest:{SHARED}:{SLOT}"]
    assert occurrence(desk, "2026-W11").due_at == datetime(2026, 3, 13, 15, tzinfo=UTC)


def test_a_week_that_was_told_is_not_told_again_on_another_day(desk):
    friday = Weekly(weekday=Weekday.FRIDAY, at=time(16), zone="Europe/Berlin")
    planned_for(desk, T0, when=friday)
    ticked(desk, T0, datetime(2026, 3, 6, 15, tzinfo=UTC))
    planned_for(desk, datetime(2026, 3, 7, tzinfo=UTC), when=a_catalogue().digest.when)

    ticked(desk, datetime(2026, 3, 7, tzinfo=UTC), DUE, DUE + WEEK)

    assert posted(desk) == [f"digest:{SHARED}:{SLOT}", f"digest:{SHARED}:2026-W11"]


def test_nothing_happens_before_there_is_a_catalogue(desk):
    ticked(desk.of("T2"), T0, DUE)

    assert posted(desk.of("T2")) == []


def test_this_week_so_far_starts_on_monday(desk):
    sunday = T0 - DAY
    for n, moment in enumerate([sunday, T0, T0 + DAY]):
        intake.take_in(at(desk, moment), a_request(), key=f"form:V{n}:h")

    told = digest.so_far(at(desk, T0 + DAY + MINUTE))

    assert (told.week, told.moved, told.before) == (SLOT, Moved(new=2), Moved(new=1))
    assert told.backlogs[0].count == 3


@on_both
def test_two_replicas_post_once_in_each_channel(desk):
    planned_for(desk, T0, channels=(SHARED, TRIAGE))
    for moment in (T0, DUE, DUE + WEEK):
        start = Barrier(2)

        def ticking(_, moment=moment, start=start):
            start.wait()
            ticked(desk, moment)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(ticking, range(2)))

    assert sorted(posted(desk)) == [
        f"digest:{channel}:{week}" for channel in (SHARED, TRIAGE) for week in (SLOT, "2026-W11")
    ]


def test_every_channel_is_told_the_same(desk):
    planned_for(desk, T0, channels=(SHARED, TRIAGE))

    ticked(desk, T0, DUE)

    with desk.reading() as tx:
        assert tx.digests.kept(SHARED, week=SLOT) == tx.digests.kept(TRIAGE, week=SLOT)
