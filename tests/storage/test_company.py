"""What is known of people, what they want to hear, and what they left unsent."""

from dataclasses import replace
from datetime import time, timedelta

from domain.notification import News, Preference, QuietHours, Where
from domain.people import Person
from tests.builders import ANNA, BEN, IVO, T0
from tests.marks import on_both

pytestmark = on_both

HERS = Person(id=ANNA, zone="Europe/Berlin", known_at=T0)
NIGHT = QuietHours(person=ANNA, begins=time(18), ends=time(8, 30))
TALK = Preference(person=ANNA, kind=News.TALK, place=Where.DIRECT)


def in_turn(desk, *acts):
    for act in acts:
        with desk.transaction() as tx:
            act(tx)


def test_what_slack_said_last_of_a_person_is_known(desk):
    guest = replace(HERS, is_guest=True, is_from_outside=True, known_at=T0 + timedelta(days=1))
    left = Person(id=BEN, is_deactivated=True, known_at=T0)

    in_turn(
        desk,
        lambda tx: tx.people.remember(HERS),
        lambda tx: tx.people.remember(left),
        lambda tx: tx.people.remember(guest),
    )

    with desk.reading() as tx:
        assert tx.people.known({ANNA, BEN, IVO}) == {ANNA: guest, BEN: left}
        assert tx.people.known([IVO]) == {}
        assert tx.people.known([]) == {}


def test_a_preference_is_of_one_person_and_one_kind_and_the_last_one_holds(desk):
    progress = replace(TALK, kind=News.PROGRESS, place=Where.BOTH)
    bens = replace(TALK, person=BEN)

    in_turn(
        desk,
        lambda tx: tx.preferences.save(TALK),
        lambda tx: tx.preferences.save(progress),
        lambda tx: tx.preferences.save(bens),
        lambda tx: tx.preferences.save(replace(TALK, place=Where.NOWHERE)),
    )

    with desk.reading() as tx:
        assert set(tx.preferences.of([ANNA])) == {replace(TALK, place=Where.NOWHERE), progress}
        assert set(tx.preferences.of([BEN, IVO])) == {bens}


def test_quiet_hours_are_kept_until_somebody_is_reachable_again(desk):
    shorter, bens = replace(NIGHT, begins=time(20)), replace(NIGHT, person=BEN)

    in_turn(
        desk,
        lambda tx: tx.preferences.keep_quiet(NIGHT),
        lambda tx: tx.preferences.keep_quiet(shorter),
        lambda tx: tx.preferences.keep_quiet(bens),
    )
    with desk.reading() as tx:
        assert tx.preferences.quiet_hours([ANNA, BEN, IVO]) == {ANNA: shorter, BEN: bens}

    in_turn(desk, lambda tx: tx.preferences.be_reachable(ANNA))

    with desk.reading() as tx:
        assert tx.preferences.quiet_hours([ANNA, BEN, IVO]) == {BEN: bens}


def test_a_channel_is_silent_until_it_is_not(desk):
    in_turn(
        desk,
        lambda tx: tx.preferences.silence("C1", by=ANNA),
        lambda tx: tx.preferences.silence("C1", by=BEN),
        lambda tx: tx.preferences.silence("C2", by=ANNA),
    )
    with desk.reading() as tx:
        assert tx.preferences.silent_channels() == {"C1", "C2"}

    in_turn(desk, lambda tx: tx.preferences.unsilence("C1"))

    with desk.reading() as tx:
        assert tx.preferences.silent_channels() == {"C2"}
