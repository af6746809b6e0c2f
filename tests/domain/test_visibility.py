"""Who may see a ticket: both sides, or only those who have a part in it."""

import pytest

from domain.ticket import Visibility
from domain.visibility import involved, may_see
from tests.builders import ANNA, BEN, IRIS, IVO, MARA, MAYA, TOM, a_catalogue, a_filed

BOTH_SIDES = a_catalogue().both_sides()
HIDDEN = [Visibility.PRIVATE, Visibility.RESTRICTED]


def with_everybody(**changes):
    return a_filed(approvers=(MAYA, TOM), watchers=(BEN,), filed_by=MARA, **changes)


def test_whoever_has_a_part_in_a_ticket_is_involved():
    assert involved(with_everybody()) == {ANNA, MARA, IVO, MAYA, TOM, BEN}


def test_only_requester_and_owner_are_involved_in_a_plain_ticket():
    assert involved(a_filed()) == {ANNA, IVO}


@pytest.mark.parametrize("visibility", Visibility)
def test_whoever_has_a_part_in_it_sees_it_whatever_their_side(visibility):
    filed = with_everybody(visibility=visibility)

    assert all(may_see(filed, person, both_sides=()) for person in involved(filed))


@pytest.mark.parametrize("person", sorted(BOTH_SIDES))
def test_everybody_of_both_sides_sees_what_is_not_private(person):
    assert may_see(a_filed(), person, both_sides=BOTH_SIDES)


def test_a_stranger_of_neither_side_sees_nothing():
    assert not may_see(with_everybody(), "U0STRANGER", both_sides=BOTH_SIDES)


@pytest.mark.parametrize("visibility", HIDDEN)
def test_who_has_no_part_in_a_private_ticket_does_not_see_it(visibility):
    filed = a_filed(visibility=visibility)

    seeing = {person for person in BOTH_SIDES if may_see(filed, person, both_sides=BOTH_SIDES)}

    assert seeing == {ANNA, IVO}
    assert IRIS in BOTH_SIDES
