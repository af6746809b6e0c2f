"""A request as it is being written: what it becomes, and what is amiss with it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import RequestType
from domain.draft import Draft, Occasion, draft_of, expected, written
from domain.errors import FieldRefusal, NobodyToAsk, UnknownType
from domain.form import Choice, FieldKind, ShowIf
from domain.source import Source
from domain.ticket import Origin, Status, Urgency
from tests.builders import (
    ANNA,
    BEN,
    IVO,
    MAYA,
    T0,
    a_catalogue,
    a_field,
    a_policy,
    a_request,
    a_value,
)

TODAY = date(2026, 3, 2)
LANGUAGES = (Choice(key="de", name="German"), Choice(key="en", name="English"))


def a_draft(**changes):
    draft = Draft(
        summary="Spring campaign page",
        request_type="landing_page",
        purpose="Leads for the spring campaign",
    )
    return replace(draft, **changes)


def asking(*fields):
    """The catalogue, where a landing page asks for these."""
    page, access = a_catalogue().types
    return a_catalogue(types=(replace(page, fields=fields), access))


def read(draft, catalogue=None, by=ANNA):
    return written(draft, catalogue or a_catalogue(), by=by, today=TODAY)


def problems(draft, catalogue=None):
    with pytest.raises(FieldRefusal) as refused:
        read(draft, catalogue)
    return refused.value.problems


def test_summary_type_and_purpose_are_enough():
    assert read(a_draft()) == a_request()


def test_everything_else_is_read_as_well():
    draft = a_draft(
        area="website",
        urgency="blocking",
        needed_by="2026-04-01",
        details=" More ",
        acceptance="- It is live\n\n• It is fast \n",
        is_private=True,
    )

    assert read(draft) == a_request(
        area="website",
        urgency=Urgency.BLOCKING,
        needed_by=date(2026, 4, 1),
        details="More",
        acceptance="It is live\nIt is fast",
        is_private=True,
    )


def test_for_somebody_else_it_is_theirs_and_says_who_sent_it():
    assert (read(a_draft(requester=BEN)).requester, read(a_draft(requester=BEN)).filed_by) == (
        BEN,
        ANNA,
    )
    assert (read(a_draft(requester=ANNA)).requester, read(a_draft(requester=ANNA)).filed_by) == (
        ANNA,
        None,
    )


def test_of_a_message_it_keeps_where_it_came_from():
    source = Source(channel="C1", ts="2.0", root="1.0")

    request = read(a_draft(occasion=Occasion(source=source)))

    assert (request.origin, request.source) == (Origin.MESSAGE, source)


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"summary": ""}, "summary", "Please say in a few words what you need."),
        ({"summary": " "}, "summary", "Please say in a few words"),
        ({"summary": "x" * 151}, "summary", "The summary can have 150 characters; this has 151"),
        ({"request_type": ""}, "type", "Please choose a type."),
        ({"request_type": "gone"}, "type", str(UnknownType())),
        ({"purpose": ""}, "purpose", "Please say what it is for"),
        ({"purpose": "x" * 1001}, "purpose", "This can have 1000 characters"),
        ({"details": "x" * 100_000}, "details", "The details can have 3000 characters"),
        ({"acceptance": "x" * 1001}, "acceptance", "This can have 1000 characters"),
        ({"needed_by": "2026-03-01"}, "needed_by", "This day is over."),
        ({"needed_by": "soon"}, "needed_by", "I cannot read this date."),
    ],
)
def test_each_problem_stands_beside_its_input(changes, name, words):
    found = problems(a_draft(**changes))

    assert list(found) == [name]
    assert found[name].startswith(words)


def test_all_problems_are_told_at_once_those_of_the_type_s_fields_too():
    catalogue = asking(a_field(key="x", is_required=True))

    found = problems(a_draft(summary="", needed_by="2020-01-01"), catalogue)

    assert set(found) == {"summary", "needed_by", "field.landing_page.x"}


def test_today_is_not_too_late():
    assert read(a_draft(needed_by="2026-03-02")).needed_by == TODAY


def test_only_the_answers_to_the_chosen_type_are_kept():
    catalogue = asking(a_field(key="x", label="X?"))
    draft = a_draft(typed={"landing_page.x": ("one",), "access.x": ("two",), "landing": ("3",)})

    [value] = read(draft, catalogue).values

    assert (value.key, value.answers) == ("x", ("one",))


def test_what_is_hidden_in_the_end_is_not_kept():
    budget = a_field(key="budget", kind=FieldKind.CHECKBOX)
    amount = a_field(key="amount", show_if=ShowIf(field="budget"))
    typed = {"landing_page.budget": (), "landing_page.amount": ("12",)}

    assert read(a_draft(typed=typed), asking(budget, amount)).values == ()


def test_what_was_typed_earlier_into_hidden_inputs_is_remembered():
    earlier = a_draft(typed={"access.tool": ("CRM",), "landing_page.x": ("old",)})
    now = a_draft(typed={"landing_page.x": ("new",)})

    assert now.over(earlier).typed == {"access.tool": ("CRM",), "landing_page.x": ("new",)}
    assert now.over(None) == now


@pytest.mark.parametrize(
    ("draft", "is_begun"),
    [
        (Draft(), False),
        (Draft(request_type="access", urgency="soon"), False),
        (Draft(typed={"access.x": ("",)}), False),
        (Draft(summary="x"), True),
        (Draft(details="x"), True),
        (Draft(typed={"access.x": ("y",)}), True),
    ],
)
def test_a_draft_is_begun_once_something_was_typed(draft, is_begun):
    assert draft.is_begun is is_begun


def test_a_request_becomes_a_draft_and_the_same_request_again():
    catalogue = asking(
        a_field(key="language", label="Language?", kind=FieldKind.CHOICE, choices=LANGUAGES)
    )
    value = a_value(key="language", label="Language?", kind=FieldKind.CHOICE, answers=("German",))
    request = a_request(
        area="website", needed_by=date(2026, 4, 1), values=(value,), is_private=True
    )

    draft = draft_of(request, catalogue, occasion=Occasion(edits=7))

    assert draft.typed == {"landing_page.language": ("de",)}
    assert read(draft, catalogue) == request


def test_it_says_the_same_unless_something_was_changed():
    draft = draft_of(a_request(), a_catalogue(), occasion=Occasion(edits=7))
    opened = replace(draft, typed={"landing_page.x": ()}, occasion=Occasion(edits=7, turn=1))

    assert draft.says_the_same(opened)
    assert not draft.says_the_same(replace(opened, details="More"))
    assert not draft.says_the_same(replace(opened, typed={"landing_page.x": ("1",)}))


def test_what_would_become_of_it_is_known_before_it_is_whole():
    filed = expected(Draft(request_type="access"), a_catalogue(), by=ANNA, now=T0)

    assert (filed.ticket.owner, filed.ticket.status) == (IVO, Status.AWAITING_APPROVAL)
    assert filed.approval.missing == (MAYA, IVO)


def test_who_asks_for_somebody_else_is_not_foreseen_to_approve_it():
    draft = Draft(request_type="access", requester=BEN)

    assert expected(draft, a_catalogue(), by=MAYA, now=T0).approval.missing == (IVO,)


def test_without_a_type_nothing_is_foreseen():
    assert expected(Draft(), a_catalogue(), by=ANNA, now=T0) is None


def test_where_nobody_could_approve_that_is_foreseen():
    catalogue = a_catalogue()
    alone = a_policy(ANNA)
    area = replace(catalogue.areas[0], owner=ANNA, backup=None)
    sides = {side: replace(members, lead=ANNA) for side, members in catalogue.sides.items()}
    kind = RequestType(key="access", name="Access", area="website", approval=alone)
    catalogue = a_catalogue(areas=(area,), sides=sides, types=(kind,), coordinators=(ANNA,))

    with pytest.raises(NobodyToAsk):
        expected(Draft(request_type="access"), catalogue, by=ANNA, now=T0)
