"""What cannot be changed while somebody is asked, and whom a change asks again."""

from dataclasses import replace

import pytest

from domain.draft import Draft, Occasion
from domain.errors import FieldRefusal
from domain.locked import check_locked, locked, occasion_of, whole
from domain.ticket import Status
from tests.builders import MAYA, TOM, a_catalogue, a_field, a_filed, a_policy, a_value

PRICE = a_field(key="price", label="Price")


def with_locked(*names):
    kinds = [
        replace(kind, fields=(PRICE,), approval=replace(a_policy(MAYA), locked=names))
        if kind.key == "access"
        else kind
        for kind in a_catalogue().types
    ]
    return a_catalogue(types=tuple(kinds))


def asked(**changes):
    filed = a_filed(approvers=(MAYA, TOM), **changes)
    brief = replace(filed.brief, values=(a_value(key="price", label="Price", answers=("900",)),))
    return replace(filed, brief=brief)


@pytest.mark.parametrize(
    ("names", "inputs"),
    [
        ((), ()),
        (("price",), ("type", "field.access.price")),
        (("summary", "type"), ("type", "summary")),
    ],
)
def test_what_the_policy_locks_is_locked_while_somebody_is_asked(names, inputs):
    catalogue = with_locked(*names)

    assert locked(asked(), catalogue) == inputs
    assert locked(asked(status=Status.OPEN), catalogue) == ()


@pytest.mark.parametrize(
    ("status", "again"),
    [
        (Status.AWAITING_APPROVAL, (MAYA, TOM)),
        (Status.IN_PROGRESS, (MAYA, TOM)),
        (Status.CHANGES_REQUESTED, ()),
    ],
)
def test_a_form_knows_whom_a_change_asks_again(status, again):
    occasion = occasion_of(asked(status=status), with_locked())

    assert (occasion.edits, occasion.asks_again) == (7, again)


def test_what_a_form_could_not_ask_stays_as_the_ticket_says_it():
    catalogue = with_locked("price", "purpose")
    occasion = occasion_of(asked(), catalogue)

    draft = whole(Draft(summary="Another", occasion=occasion), asked(), catalogue)

    assert (draft.summary, draft.request_type) == ("Another", "access")
    assert draft.purpose == "Leads for the spring campaign"
    assert draft.typed == {"access.price": ("900",)}


def test_where_nothing_is_locked_a_draft_stays_as_it_is():
    draft = Draft(summary="x", occasion=Occasion(edits=7))

    assert whole(draft, asked(), with_locked()) == draft


def test_a_change_of_what_is_locked_is_refused_beside_its_input():
    before = asked()
    dearer = replace(before.brief, values=(a_value(key="price", answers=("5000",)),))
    renamed = replace(before.ticket, summary="Another")
    catalogue = with_locked("price")

    check_locked(before, replace(before, ticket=renamed), catalogue)
    with pytest.raises(FieldRefusal) as refusal:
        check_locked(before, replace(before, brief=dearer), catalogue)

    assert list(refusal.value.problems) == ["field.access.price"]
