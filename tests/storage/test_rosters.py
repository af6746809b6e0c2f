"""The roster, kept on both databases: what is known of people, in the place of what was."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import DelegationRefused
from domain.people import Person
from domain.roster import Absence, Delegation, Group, ToldBy, check_delegation
from tests.builders import BEN, IVO, MAYA, T0, TOM
from tests.marks import on_both

DAY = timedelta(days=1)
GROUP = Group(id="S0SEC", handle="security", people=(MAYA, TOM), known_at=T0)


def hands_on(person, to, *, first=0, days=5):
    begins = T0 + first * DAY
    return Delegation(person=person, to=to, begins=begins, ends=begins + days * DAY, by=person)


def roster_of(database):
    with database.reading("T1") as tx:
        return tx.rosters.read()


def version_of(database):
    with database.reading("T1") as tx:
        return tx.rosters.version()


@on_both
def test_an_absence_takes_the_place_of_what_the_same_source_said(database):
    by_status = Absence(person=MAYA, begins=T0, told_by=ToldBy.STATUS)
    with database.writing("T1") as tx:
        tx.rosters.be_away(Absence(person=MAYA, begins=T0, ends=T0 + DAY, by=IVO))
        tx.rosters.be_away(Absence(person=MAYA, begins=T0 + DAY, ends=T0 + 2 * DAY, by=MAYA))
        tx.rosters.be_away(by_status)

    absences = roster_of(database).absences

    assert {(a.told_by, a.begins) for a in absences} == {
        (ToldBy.HAND, T0 + DAY),
        (ToldBy.STATUS, T0),
    }
    assert by_status in absences


@on_both
def test_a_delegation_takes_the_place_of_those_that_it_overlaps_with(database):
    with database.writing("T1") as tx:
        tx.rosters.delegate(hands_on(MAYA, TOM, days=2))
        tx.rosters.delegate(hands_on(MAYA, TOM, first=4))
        tx.rosters.delegate(hands_on(IVO, TOM))
        tx.rosters.delegate(hands_on(MAYA, BEN, first=2, days=4))

    kept = roster_of(database).delegations

    assert sorted((d.person, d.to, (d.begins - T0).days) for d in kept) == [
        (IVO, TOM, 0),
        (MAYA, BEN, 2),
        (MAYA, TOM, 0),
    ]


@on_both
def test_who_has_left_is_a_guest_or_comes_from_outside_is_known(database):
    with database.writing("T1") as tx:
        tx.people.remember(Person(id=MAYA, is_deactivated=True, known_at=T0))
        tx.people.remember(Person(id=BEN, is_guest=True, known_at=T0))
        tx.people.remember(Person(id=TOM, is_from_outside=True, known_at=T0))
        tx.people.remember(Person(id=IVO, known_at=T0))

    roster = roster_of(database)

    assert (roster.gone, roster.guests) == ({MAYA}, {BEN, TOM})


@on_both
def test_a_deleted_group_has_nobody_and_what_is_no_news_changes_nothing(database):
    with database.writing("T1") as tx:
        tx.rosters.keep_group(GROUP)
    known = version_of(database)

    with database.writing("T1") as tx:
        tx.rosters.keep_group(replace(GROUP, known_at=T0 + DAY, people=(TOM, MAYA)))
    assert version_of(database) == known

    with database.writing("T1") as tx:
        tx.rosters.keep_group(replace(GROUP, is_deleted=True))
    assert version_of(database) == known + 1
    assert roster_of(database).groups == {"S0SEC": ()}


@on_both
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_hand_on_to_each_other_at_once_one_is_refused(database, attempt):
    def delegate(person, to):
        with database.writing("T1") as tx:
            tx.rosters.changed()
            new = hands_on(person, to)
            check_delegation(new, tx.rosters.read())
            tx.rosters.delegate(new)

    with database.writing("T1") as tx:
        tx.rosters.changed()
    with ThreadPoolExecutor(2) as pool:
        wished = [pool.submit(delegate, MAYA, TOM), pool.submit(delegate, TOM, MAYA)]
        refusals = [type(each.exception()) for each in wished]

    assert sorted(map(str, refusals)) == sorted(map(str, [DelegationRefused, type(None)]))
    assert len(roster_of(database).delegations) == 1
    assert version_of(database) == 3
