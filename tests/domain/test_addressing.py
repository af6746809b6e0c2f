"""Where and when people hear of things: as they wish, and of each thing once."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.addressing import Wishes, addressed, is_held, parts_of, quiet_until
from domain.message import Notice, ticket_of
from domain.notification import News, QuietHours, Where
from tests.builders import ANNA, BEN, IVO, T0, TRIAGE

NIGHT = QuietHours(person=ANNA, begins=time(18), ends=time(8, 30))
LATE = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
QUIET = Wishes(quiet={ANNA: NIGHT}, zones={ANNA: "Europe/Berlin"})
SILENT = Wishes(silent=frozenset({TRIAGE}))


def a_notice(**changes):
    notice = Notice(
        key="MT-7.v2:requester",
        to=ANNA,
        text="Ivo took it.",
        why="You asked for it.",
        news=News.PROGRESS,
        thread="MT-7:requester",
    )
    return replace(notice, **changes)


def wishing(place, *, news=News.PROGRESS):
    return Wishes(places={(ANNA, news): place})


def test_without_a_wish_progress_and_talk_come_in_the_thread_and_small_changes_nowhere():
    told = [a_notice(key=f"MT-7.v{n}:x", news=news) for n, news in enumerate(News)]

    heard = addressed(told, Wishes(), now=T0)

    assert [n.news for n in heard] == [News.NEEDS_YOU, News.PROGRESS, News.TALK]
    assert {n.thread for n in heard} == {"MT-7:requester"}


@pytest.mark.parametrize(
    ("place", "threads"),
    [
        (Where.THREAD, ["MT-7:requester"]),
        (Where.DIRECT, [None]),
        (Where.BOTH, ["MT-7:requester", None]),
        (Where.NOWHERE, []),
    ],
)
def test_news_come_where_their_reader_wishes(place, threads):
    heard = addressed([a_notice()], wishing(place), now=T0)

    assert [n.thread for n in heard] == threads
    assert len({n.key for n in heard}) == len(heard)


@pytest.mark.parametrize("news", [None, News.NEEDS_YOU])
def test_what_asks_for_an_answer_always_arrives_at_once(news):
    wishes = replace(QUIET, places={(ANNA, kind): Where.NOWHERE for kind in News})

    heard = addressed([a_notice(news=news)], wishes, now=LATE)

    assert heard == [a_notice(news=news)]


def test_a_wish_is_of_its_person_alone():
    heard = addressed([a_notice(to=BEN)], wishing(Where.NOWHERE), now=T0)

    assert [n.to for n in heard] == [BEN]


def test_who_has_two_parts_in_a_ticket_hears_of_one_event_once():
    told = [a_notice(), a_notice(key="MT-7.v2:watcher:U0ANNA", news=News.TALK)]

    heard = addressed(told, Wishes(), now=T0)

    assert [n.key for n in heard] == ["MT-7.v2:requester"]


def test_what_asks_something_is_heard_before_what_only_tells():
    told = [a_notice(), a_notice(key="MT-7.v2:asked:U0ANNA", news=News.NEEDS_YOU)]

    heard = addressed(told, Wishes(), now=T0)

    assert [n.key for n in heard] == ["MT-7.v2:asked:U0ANNA"]


def test_two_events_are_heard_of_twice():
    heard = addressed([a_notice(), a_notice(key="MT-7.v3:requester")], Wishes(), now=T0)

    assert len(heard) == 2


def test_who_is_called_in_a_channel_is_not_told_directly_as_well():
    called = a_notice(key="MT-7.v2:owner", to=TRIAGE, calls=ANNA)

    heard = addressed([a_notice(), called], Wishes(), now=T0)

    assert heard == [called]


def test_nobody_is_told_of_their_own_act():
    assert addressed([a_notice()], Wishes(), now=T0, by=ANNA) == []
    assert addressed([a_notice()], Wishes(), now=T0, by=IVO) == [a_notice()]


def test_an_answer_to_ones_own_act_arrives():
    answer = a_notice(news=None)

    assert addressed([answer], Wishes(), now=T0, by=ANNA) == [answer]


def test_in_a_silent_channel_nothing_is_said():
    assert addressed([a_notice(to=TRIAGE)], SILENT, now=T0) == []
    assert len(addressed([a_notice(to="C0OTHER")], SILENT, now=T0)) == 1


def test_whom_a_silent_channel_would_have_called_hears_it_directly():
    called = a_notice(to=TRIAGE, thread=f"MT-7:triage:{TRIAGE}", calls=IVO, news=News.NEEDS_YOU)

    [heard] = addressed([called], SILENT, now=T0)

    assert (heard.to, heard.thread, ticket_of(heard)) == (IVO, None, 7)


def test_in_quiet_hours_news_wait_until_they_end():
    [heard] = addressed([a_notice()], QUIET, now=LATE)

    assert heard.not_before == datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    assert is_held(heard)


def test_news_of_one_ticket_wait_under_one_name_and_those_of_another_under_theirs():
    told = [
        a_notice(),
        a_notice(key="MT-7.v3:requester"),
        a_notice(key="comment:4:requester", thread="MT-7:requester"),
        a_notice(key="MT-8.v2:requester", thread="MT-8:requester"),
    ]

    heard = addressed(told, QUIET, now=LATE)

    assert len({n.key for n in heard}) == 2
    assert [ticket_of(n) for n in heard] == [7, 7, 7, 8]


def test_who_wants_both_gets_one_once_quiet_hours_end():
    wishes = replace(QUIET, places={(ANNA, News.PROGRESS): Where.BOTH})

    assert len(addressed([a_notice()], wishes, now=LATE)) == 1


def test_out_of_quiet_hours_news_come_at_once():
    assert addressed([a_notice()], QUIET, now=T0) == [a_notice()]


def test_a_zone_that_there_is_not_is_replaced_by_the_desks():
    wishes = replace(QUIET, zones={ANNA: "Mars/Base"}, zone="America/New_York")

    assert addressed([a_notice()], wishes, now=LATE) == [a_notice()]


def test_what_left_its_thread_is_still_known_to_be_about_its_ticket():
    said = a_notice(key="comment:4:requester")

    [heard] = addressed([said], wishing(Where.DIRECT), now=T0)

    assert (heard.thread, ticket_of(heard)) == (None, 7)


def test_the_parts_of_what_waited_come_apart_again():
    assert list(parts_of(a_notice(text="one\x1etwo"))) == ["one", "two"]


@given(
    begins=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    minutes=st.integers(0, 3 * 24 * 60),
    zone=st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Apia"]),
)
def test_quiet_hours_end_within_a_day_at_their_end(begins, ends, minutes, zone):
    now = T0 + timedelta(minutes=minutes)

    until = quiet_until(QuietHours(person=ANNA, begins=begins, ends=ends), now, zone=zone)

    if until is None:
        return
    assert now < until <= now + timedelta(days=1)
    assert quiet_until(QuietHours(person=ANNA, begins=begins, ends=ends), until, zone=zone) is None
