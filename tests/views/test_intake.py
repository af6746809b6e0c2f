"""The request form: how it is filled, and how it is read back."""

from datetime import date

import pytest

from domain.errors import FieldRefusal
from domain.message import Notice
from domain.request import Filed
from domain.ticket import Brief, Urgency
from tests.builders import (
    ANNA,
    IVO,
    MAYA,
    TRIAGE,
    a_catalogue,
    a_filed,
    a_request,
    a_ticket,
    an_approval,
)
from tests.views.sent import a_view, by_name
from views import intake as view

TODAY = date(2026, 3, 2)
TYPED = {"summary": "Spring page", "type": "landing_page", "purpose": "Leads"}


def initial(form, name):
    return by_name(form)[name]["element"].get("initial_value", "")


def read(**typed):
    sent = a_view(view.form(a_catalogue()), **{**TYPED, **typed})
    return view.read_form(sent, requester=ANNA, today=TODAY)


def problems(**typed):
    with pytest.raises(FieldRefusal) as refusal:
        read(**typed)
    return refusal.value.problems


def test_the_words_of_the_command_are_in_the_form_already():
    form = view.form(a_catalogue(), words="A page for spring")

    assert initial(form, "summary") == "A page for spring"
    assert initial(form, "details") == ""


def test_words_that_are_too_long_for_the_summary_are_all_in_the_details():
    words = "a page " * 100

    form = view.form(a_catalogue(), words=words)

    assert initial(form, "summary") == words[:149] + "…"
    assert initial(form, "details") == words.strip()


def test_words_that_just_fit_stay_in_the_summary():
    form = view.form(a_catalogue(), words="x" * 150)

    assert (initial(form, "summary"), initial(form, "details")) == ("x" * 150, "")


def test_a_hundred_thousand_characters_still_open_a_form():
    form = view.form(a_catalogue(), words="x" * 100_000)

    assert len(initial(form, "summary")) == 150
    assert len(initial(form, "details")) == 3000


def test_what_nobody_can_use_is_not_offered_back():
    form = view.form(a_catalogue(), words="  safe\u202e\x00\ud800 words ")

    assert initial(form, "summary") == "safe words"


def test_a_sent_form_is_read_as_a_request():
    request = read(area="website", urgency="blocking", needed_by="2026-04-01", details="More")

    assert request == a_request(
        area="website",
        summary="Spring page",
        purpose="Leads",
        urgency=Urgency.BLOCKING,
        needed_by=date(2026, 4, 1),
        details="More",
    )


def test_what_may_be_left_open_is_left_to_us():
    request = read()

    assert (request.area, request.urgency) == (None, Urgency.SOON)
    assert (request.needed_by, request.details) == (None, "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Spring page \n", "Spring page"),
        ("one\r\ntwo", "one\ntwo"),
        ("safe\u202egnp\x00.exe", "safegnp.exe"),
        ("half\ud83d", "half"),
        ("<!channel> & co", "<!channel> & co"),
    ],
)
def test_words_are_kept_as_typed_without_what_nobody_can_use(typed, kept):
    assert read(purpose=typed).purpose == kept


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"summary": ""}, "summary", "Please say in a few words what you need."),
        ({"summary": "\u200b\x00"}, "summary", "Please say in a few words"),
        ({"summary": "x" * 151}, "summary", "The summary can have 150 characters; this has 151"),
        ({"type": None}, "type", "Please choose a type."),
        ({"purpose": None}, "purpose", "Please say what it is for"),
        ({"purpose": "x" * 1001}, "purpose", "This can have 1000 characters"),
        ({"details": "x" * 100_000}, "details", "The details can have 3000 characters"),
        ({"needed_by": "2026-03-01"}, "needed_by", "This day is over."),
    ],
)
def test_each_problem_stands_beside_its_field(typed, field, words):
    found = problems(**typed)

    assert list(found) == [field]
    assert found[field].startswith(words)


def test_all_problems_are_told_at_once():
    found = problems(summary="", type=None, purpose="", needed_by="2020-01-01")

    assert set(found) == {"summary", "type", "purpose", "needed_by"}


def test_today_is_not_too_late():
    assert read(needed_by="2026-03-02").needed_by == TODAY


def test_the_edit_form_shows_the_request_as_it_stands_and_reads_it_back():
    ticket = a_ticket(id=12, urgency=Urgency.WHENEVER, needed_by=date(2026, 4, 1))
    brief = Brief(ticket_id=12, purpose="Leads", details="More")
    filed = Filed(ticket=ticket, brief=brief, approval=None)

    form = view.edit_form(a_catalogue(), filed)

    elements = {name: block["element"] for name, block in by_name(form).items()}
    untouched = {
        name: element.get("initial_value")
        or element.get("initial_date")
        or element["initial_option"]["value"]
        for name, element in elements.items()
    }
    sent = a_view(form, **untouched)
    assert view.read_ticket(sent) == 12
    assert view.read_form(sent, requester=ANNA, today=TODAY) == filed.request


def test_a_type_that_has_left_the_catalogue_has_to_be_chosen_again():
    form = view.edit_form(a_catalogue(), a_filed(request_type="gone"))

    assert "initial_option" not in by_name(form)["type"]["element"]


def test_an_edit_is_told_in_triage():
    filed = a_filed(version=3)

    assert view.sent_again(filed, a_catalogue(), is_asked_again=False) == [
        Notice(
            key="MT-7.v3:edited",
            to=TRIAGE,
            thread=f"MT-7:triage:{TRIAGE}",
            text=f"<@{ANNA}> edited the request.",
        )
    ]


def test_who_is_asked_again_hears_of_it_beside_their_card():
    filed = a_filed(approvers=(MAYA, IVO), summary="Now <another> page", version=3)

    to_maya, to_ivo, to_triage = view.sent_again(filed, a_catalogue(), is_asked_again=True)

    assert (to_maya.to, to_maya.thread) == (MAYA, f"MT-7:approval:{MAYA}")
    assert "waits for you again: _Now &lt;another&gt; page_" in to_maya.text
    assert to_ivo.to == IVO
    assert to_triage.text.endswith(f"Asked again: <@{MAYA}> and <@{IVO}>.")


def test_who_was_asked_is_not_bothered_by_an_edit_that_asks_nothing_again():
    filed = a_filed(approvers=(MAYA,))

    [only] = view.sent_again(filed, a_catalogue(), is_asked_again=False)

    assert only.to == TRIAGE


def test_an_area_that_is_gone_has_no_triage_to_tell():
    ticket = a_ticket(area="gone")
    filed = Filed(ticket=ticket, brief=a_filed().brief, approval=an_approval(MAYA))

    assert [n.to for n in view.sent_again(filed, a_catalogue(), is_asked_again=True)] == [MAYA]
