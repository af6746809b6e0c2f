"""What workflows say, as it waits in the outbox: where and when each reader wants it."""

import ast
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

import workflows
from domain.addressing import parts_of
from domain.delivery import Lease
from domain.message import Card, Notice
from domain.notification import News, Preference, QuietHours, Where
from domain.people import Person
from tests.builders import ANNA, BEN, IVO, NOOR, T0, TRIAGE
from tests.marks import on_both
from workflows.telling import tell

EVENING = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
PAST_TELLING = {"telling.py"}


def a_notice(version=2, **changes):
    notice = Notice(
        key=f"MT-7.v{version}:requester",
        to=ANNA,
        text=f"Thing {version}.",
        news=News.PROGRESS,
        thread="MT-7:requester",
    )
    return replace(notice, **changes)


def told(desk, *messages, now=T0, by=None):
    """What waits in the outbox once this has been told."""
    with desk.transaction() as tx:
        tell(tx, *messages, now=now, by=by)
    with desk.reading() as tx:
        return tx.outbox.waiting()


@pytest.fixture
def quiet(desk):
    """Anna wants no news from seven in the evening to eight, by her clock in Lisbon."""
    with desk.transaction() as tx:
        tx.preferences.keep_quiet(QuietHours(person=ANNA, begins=time(18), ends=time(8)))
        tx.people.remember(Person(id=ANNA, zone="Europe/Lisbon", known_at=T0))


@on_both
def test_what_waits_for_the_end_of_quiet_hours_is_one_message_for_each_ticket(desk, quiet):
    told(desk, a_notice(2), now=EVENING)
    told(desk, a_notice(3), now=EVENING)

    [waiting] = told(desk, a_notice(4), now=EVENING)

    assert parts_of(waiting) == ["Thing 2.", "Thing 3.", "Thing 4."]
    assert waiting.not_before == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


@on_both
def test_what_comes_once_the_others_are_on_their_way_is_not_lost(desk, quiet):
    [first] = told(desk, a_notice(2), now=EVENING)
    with desk.transaction() as tx:
        lease = Lease(since=T0, until=T0)
        tx.outbox.claim(lease, now=first.not_before, busy=(), limit=1)

    waiting = told(desk, a_notice(3), now=EVENING)

    assert [m.text for m in waiting] == ["Thing 2.", "Thing 3."]


def test_the_desks_zone_counts_for_who_has_none(desk, quiet):
    with desk.transaction() as tx:
        tx.preferences.keep_quiet(QuietHours(person=BEN, begins=time(18), ends=time(8)))

    [waiting] = told(desk, a_notice(to=BEN), now=EVENING)

    assert waiting.not_before == datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


def test_preferences_are_heeded(desk):
    with desk.transaction() as tx:
        wish = Preference(person=ANNA, kind=News.PROGRESS, place=Where.DIRECT)
        tx.preferences.save(wish)

    assert [m.thread for m in told(desk, a_notice())] == [None]


def test_a_silent_channel_keeps_its_cards_and_hears_no_words(desk):
    with desk.transaction() as tx:
        tx.preferences.silence(TRIAGE, by=NOOR)
    card = Card(key="MT-7.v2:triage", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}")
    words = a_notice(to=TRIAGE)
    called = a_notice(3, to=TRIAGE, calls=IVO, news=News.NEEDS_YOU)

    waiting = told(desk, card, words, called)

    assert [(type(m), m.to) for m in waiting] == [(Card, TRIAGE), (Notice, IVO)]


def test_without_news_nothing_is_asked_of_the_database(desk):
    with desk.transaction() as tx:
        tx.preferences = tx.people = None
        tell(tx, a_notice(news=None), Card(key="k", to=ANNA, name="MT-7:requester"), now=T0)


def test_no_workflow_puts_messages_past_it():
    for file in Path(workflows.__file__).parent.glob("*.py"):
        if file.name not in PAST_TELLING:
            assert puts_in(file) == [], file.name


def puts_in(file):
    """The lines in which something is put in an outbox."""
    calls = [n.func for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Call)]
    return [
        call.lineno
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in ("put", "gather")
        and isinstance(call.value, ast.Attribute)
        and call.value.attr == "outbox"
    ]
