"""What people typed into a form and did not send: kept by its newest gesture, offered, taken up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.draft import Draft, Occasion, draft_of
from tests.builders import ANNA, BEN, T0, a_catalogue, a_request, filed
from tests.marks import on_both
from workflows import drafts, intake

FIRST = Draft(summary="First")
SECOND = Draft(summary="Second")


def keep(desk, draft, *, form="V1", by=ANNA, stamp=""):
    drafts.keep(desk, draft, by=by, form=form, stamp=stamp)


def held(desk, form="V1", by=ANNA):
    return drafts.held(desk, by=by, form=form)


def begun(desk, *, form="V9", by=ANNA, ticket_id=None):
    found = drafts.begun(desk, by=by, form=form, ticket_id=ticket_id)
    return (found.form, found.draft) if found else None


def at(desk, **later):
    return replace(desk, clock=lambda: T0 + timedelta(**later))


@on_both
def test_a_form_is_remembered_by_its_newest_gesture_whichever_comes_first(desk):
    keep(desk, SECOND, stamp="2.0")
    keep(desk, FIRST, stamp="1.0")

    assert held(desk) == SECOND
    keep(desk, replace(FIRST, details="At last"))
    assert held(desk).details == "At last"


@on_both
def test_what_is_hidden_now_is_remembered_with_it(desk):
    keep(desk, replace(FIRST, typed={"access.tool": ("CRM",)}), stamp="1.0")
    keep(desk, replace(FIRST, typed={"page.x": ("1",)}), stamp="2.0")

    assert held(desk).typed == {"access.tool": ("CRM",), "page.x": ("1",)}


@on_both
def test_the_newest_of_somebody_s_drafts_is_offered_to_them_alone(desk):
    keep(desk, FIRST, form="V1")
    keep(at(desk, hours=1), SECOND, form="V2")

    assert begun(desk) == ("V2", SECOND)
    assert begun(desk, form="V2") == ("V1", FIRST)
    assert begun(desk, by=BEN) is None
    assert held(desk, by=BEN) is None


def test_a_form_in_which_nothing_was_typed_is_not_offered(desk):
    keep(desk, Draft(), form="V1")
    keep(desk, Draft(request_type="access"), form="V2", stamp="1.0")

    assert begun(desk) is None


@on_both
def test_a_draft_is_taken_up_and_what_stood_in_the_form_takes_its_place(desk):
    keep(desk, FIRST, form="V1")

    taken_up = drafts.go_on(desk, SECOND, by=ANNA, form="V2", begun="V1")

    assert taken_up == replace(FIRST, occasion=Occasion(turn=1))
    assert held(desk, "V2") == taken_up
    assert begun(desk, form="V2") == ("V1", SECOND)


def test_an_empty_form_leaves_nothing_behind_when_a_draft_is_taken_up(desk):
    keep(desk, FIRST, form="V1")

    drafts.go_on(desk, Draft(), by=ANNA, form="V2", begun="V1")

    assert begun(desk, form="V2") is None
    assert drafts.go_on(desk, Draft(), by=ANNA, form="V3", begun="V1") is None


@on_both
def test_a_draft_that_was_dropped_is_gone_and_late_gestures_do_not_bring_it_back(desk):
    keep(desk, FIRST, stamp="1.0")

    drafts.drop(desk, by=ANNA, form="V1")
    keep(desk, SECOND, stamp="2.0")

    assert (held(desk), begun(desk)) == (None, None)


def test_nobody_drops_what_another_began(desk):
    keep(desk, FIRST)

    drafts.drop(desk, by=BEN, form="V1")

    assert held(desk) == FIRST


@on_both
def test_what_was_sent_is_not_offered_even_if_word_of_it_comes_late(desk):
    whole = Draft(summary="First", request_type="landing_page", purpose="Leads")

    intake.send(desk, whole, by=ANNA, form="V1", key="form:V1:h1")
    keep(desk, whole, stamp="1.0")

    assert begun(desk) is None


@on_both
def test_a_form_about_a_ticket_is_kept_only_if_it_says_more_than_the_ticket(desk):
    ticket = filed(desk)
    as_it_is = draft_of(ticket.request, a_catalogue(), occasion=Occasion(edits=7))

    keep(desk, as_it_is, form="V1")
    assert begun(desk, ticket_id=7) is None
    keep(desk, replace(as_it_is, details="More"), form="V2")

    assert begun(desk, ticket_id=7) == ("V2", replace(as_it_is, details="More"))
    assert begun(desk) is None


@pytest.mark.parametrize(("days", "forgotten"), [(30, 0), (31, 1)])
def test_after_a_month_a_draft_is_forgotten(desk, days, forgotten):
    keep(desk, FIRST)

    assert drafts.forget_old(at(desk, days=days)) == forgotten


def test_a_request_of_long_words_is_kept_whole(desk):
    words = a_request().summary + "\U0001f642" * 3000

    keep(desk, Draft(details=words))

    assert held(desk).details == words
