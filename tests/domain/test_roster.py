"""Who is there, who speaks for whom; and no delegations that were accepted lead in a circle."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DelegationRefused
from domain.roster import (
    LONGEST_CHAIN,
    Absence,
    Delegation,
    Roster,
    check_delegation,
    with_delegation,
)
from tests.builders import BEN, IRIS, IVO, MAYA, T0, TOM

DAY = timedelta(days=1)
CHAIN = [f"U{n}" for n in range(LONGEST_CHAIN + 2)]


def hands_on(person, to, *, first=0, days=5):
    """From the day with this number on."""
    begins = T0 + first * DAY
    return Delegation(person=person, to=to, begins=begins, ends=begins + days * DAY, by=person)


def a_roster(*delegations, **more):
    return Roster(delegations=delegations, **more)


def refused(new, roster):
    with pytest.raises(DelegationRefused) as refusal:
        check_delegation(new, roster)
    return refusal.value.why


def test_an_absence_keeps_away_from_its_first_moment_up_to_its_end():
    roster = Roster(absences=(Absence(person=MAYA, begins=T0, ends=T0 + DAY),))

    away = [roster.is_away(MAYA, at=T0 + hours * DAY / 24) for hours in (-1, 0, 23, 24)]

    assert away == [False, True, True, False]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (hands_on(MAYA, MAYA), "to_oneself"),
        (hands_on(MAYA, BEN), "may_not_approve"),
        (hands_on(MAYA, IVO), "may_not_approve"),
        (hands_on(MAYA, TOM, days=0), "ends_first"),
        (hands_on(TOM, IRIS, days=2), "circle"),
    ],
)
def test_a_delegation_that_leads_nowhere_is_refused(new, why):
    roster = a_roster(hands_on(IRIS, TOM), guests=frozenset({BEN}), gone=frozenset({IVO}))

    assert refused(new, roster) == why


def test_a_circle_of_three_is_refused_at_whatever_moment_it_would_close():
    roster = a_roster(hands_on(IRIS, TOM, first=0), hands_on(TOM, MAYA, first=4))

    assert refused(hands_on(MAYA, IRIS, first=1, days=10), roster) == "circle"
    check_delegation(hands_on(MAYA, IRIS, first=5), roster)
    check_delegation(hands_on(MAYA, IRIS, first=0, days=4), roster)


def test_the_newer_word_of_one_person_takes_the_place_of_the_older():
    roster = a_roster(hands_on(IRIS, TOM))

    after = with_delegation(roster, hands_on(IRIS, IVO, first=2))

    assert [d.to for d in after.delegations] == [IVO]
    check_delegation(hands_on(TOM, IRIS, first=2), after)


def test_a_chain_is_as_long_as_it_is_followed():
    chain = [hands_on(person, to) for person, to in pairwise(CHAIN[:-1])]
    roster = a_roster(*chain)

    assert roster.stand_ins(CHAIN[0], at=T0) == tuple(CHAIN[1:-1])
    assert refused(hands_on(CHAIN[-2], CHAIN[-1]), roster) == "too_long"
    assert refused(hands_on(CHAIN[-1], CHAIN[0]), roster) == "too_long"
    check_delegation(hands_on(CHAIN[-1], CHAIN[1]), roster)


def test_who_may_not_approve_hands_on_and_speaks_for_nobody():
    roster = a_roster(hands_on(MAYA, IVO), hands_on(IVO, TOM), gone=frozenset({IVO}))

    assert roster.stand_ins(MAYA, at=T0) == (TOM,)


@st.composite
def wished(draw):
    person, to = draw(st.sampled_from(CHAIN)), draw(st.sampled_from(CHAIN))
    first, days = draw(st.integers(0, 12)), draw(st.integers(1, 8))
    return hands_on(person, to, first=first, days=days)


@given(st.lists(wished(), max_size=25))
def test_whatever_was_accepted_always_ends_at_somebody_who_is_asked(wishes):
    roster = Roster()
    for new in wishes:
        try:
            check_delegation(new, roster)
        except DelegationRefused:
            continue
        roster = with_delegation(roster, new)

    for half_days in range(42):
        at = T0 + half_days * DAY / 2
        to_whom = {d.person: d.to for d in roster.delegations if d.begins <= at < d.ends}
        for person in CHAIN:
            walked = [person]
            while walked[-1] in to_whom:
                walked.append(to_whom[walked[-1]])
                assert len(walked) <= LONGEST_CHAIN + 1, f"in a circle or too long: {walked}"
            assert roster.stand_ins(person, at=at) == tuple(walked[1:])


@given(st.lists(wished(), max_size=12), wished())
def test_only_what_would_close_a_circle_or_a_chain_is_refused(wishes, new):
    roster = Roster()
    for one in wishes:
        try:
            check_delegation(one, roster)
        except DelegationRefused:
            continue
        roster = with_delegation(roster, one)

    try:
        check_delegation(new, roster)
    except DelegationRefused as refusal:
        if refusal.why == "to_oneself":
            return
        after = with_delegation(roster, new)
        assert any(
            _is_broken(after, new.begins + n * DAY) for n in range((new.ends - new.begins).days)
        )


def _is_broken(roster, at):
    to_whom = {d.person: d.to for d in roster.delegations if d.begins <= at < d.ends}
    for start in CHAIN:
        person, steps = start, 0
        while person in to_whom and steps <= LONGEST_CHAIN:
            person, steps = to_whom[person], steps + 1
        if steps > LONGEST_CHAIN:
            return True
    return False


def test_who_has_left_is_never_there():
    roster = replace(Roster(), gone=frozenset({MAYA}))

    assert not roster.is_there(MAYA, at=T0)
