"""Who may see a ticket, and where its words may be sent."""

from dataclasses import replace

import pytest

from domain.ticket import Visibility
from domain.visibility import involved, may_be_told, may_see
from tests.builders import ANNA, BEN, IRIS, IVO, MARA, MAYA, TOM, TRIAGE, a_filed

HIDDEN = [Visibility.PRIVATE, Visibility.RESTRICTED]
EVERYBODY = {ANNA, BEN, MARA, IVO, TOM, IRIS, MAYA}
PART = {ANNA, MARA, IVO, MAYA, BEN}


def a_ticket_of(visibility):
    return a_filed(
        approvers=(MAYA,), watchers=(BEN,), filed_by=MARA, owner=IVO, visibility=visibility
    )


@pytest.mark.parametrize("visibility", Visibility)
def test_who_asked_filed_owns_approves_or_follows_it_has_a_part_in_it(visibility):
    assert involved(a_ticket_of(visibility)) == PART


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_private_ticket_is_seen_by_its_people_and_told_to_each_of_them(visibility):
    filed = a_ticket_of(visibility)

    for to in EVERYBODY | {TRIAGE}:
        assert may_see(filed, to, both_sides=EVERYBODY) == (to in PART)
        assert may_be_told(filed, to) == (to in PART)


def test_any_other_ticket_is_seen_by_both_sides_and_told_in_channels():
    filed = a_ticket_of(Visibility.BOTH_SIDES)

    assert all(may_see(filed, person, both_sides=EVERYBODY) for person in EVERYBODY)
    assert may_be_told(filed, TRIAGE)
    assert not may_see(filed, "U0SAM", both_sides=EVERYBODY)


def test_who_is_no_longer_asked_owns_or_follows_it_has_no_part_in_it_any_more():
    filed = a_ticket_of(Visibility.PRIVATE)
    moved_on = replace(filed, ticket=replace(filed.ticket, owner=TOM), approval=None, watchers=())

    assert involved(moved_on) == {ANNA, MARA, TOM}
