"""The form of handing on, what is read back of it, and what people and the history are told."""

from dataclasses import replace

import pytest

from domain.catalogue import Area
from domain.errors import FieldRefusal
from domain.history import Event, happened
from domain.message import CardPlace
from domain.ticket import Visibility
from tests.builders import IRIS, IVO, MAYA, T0, TRIAGE, a_catalogue, a_filed, an_approval
from tests.views.block_rules import message_problems, modal_problems
from tests.views.sent import a_view, by_name
from tests.views.test_payload_limits import NASTY
from views import handing as view
from views import ids, routing
from views.delivery import notice
from views.handing import Chosen, Way
from views.text import typed

CRM = Area(key="crm", name="CRM", owner=MAYA, triage="C0CRM")
WIDE = a_catalogue(areas=(*a_catalogue().areas, CRM))
IT = CardPlace(name=f"MT-7:triage:{TRIAGE}", to=TRIAGE)


def labels(form):
    return [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]


def choices(form):
    block = by_name(form)[ids.HANDING_WAY]
    return [option["value"] for option in block["element"]["options"]]


@pytest.mark.parametrize(
    ("way", "asked", "submit"),
    [
        (Way.PERSON, ["Who looks after it?", "Why?"], "Hand over"),
        (Way.AREA, ["To which area?", "Why?"], "Move"),
        (Way.SHARE, ["Which area?"], "Share"),
        (Way.UNSHARE, ["Which area?"], "Stop sharing"),
    ],
)
def test_what_is_chosen_first_decides_what_is_asked(way, asked, submit):
    shared = replace(a_filed(), shared=("crm",)) if way is Way.UNSHARE else a_filed()

    form = view.form(shared, WIDE, way)

    assert labels(form) == ["What should happen?", *asked]
    assert form["submit"]["text"] == submit
    assert modal_problems(form) == []


def test_only_what_can_be_done_is_offered():
    shared = replace(a_filed(), shared=("crm",))
    private = a_filed(visibility=Visibility.PRIVATE)

    assert choices(view.form(a_filed(), WIDE)) == ["person", "area", "share"]
    assert choices(view.form(shared, WIDE)) == ["person", "area", "unshare"]
    assert choices(view.form(private, WIDE)) == ["person", "area"]
    assert labels(view.form(a_filed(), a_catalogue())) == ["Who looks after it?", "Why?"]


def test_a_lead_who_is_not_of_it_is_offered_only_to_choose_somebody():
    form = view.form(a_filed(owner=None), WIDE, allowed={Way.PERSON})

    assert labels(form) == ["Who looks after it?", "Why?"]


def test_what_has_no_owner_is_assigned_and_needs_no_reason():
    form = view.form(a_filed(owner=None), a_catalogue())

    assert (form["title"]["text"], form["submit"]["text"]) == ("Assign MT-7", "Assign")
    assert by_name(form)["words"]["optional"]


def sent(form, *, way=None, to=None, area=None, words=""):
    made = a_view(form, words=words)
    values = made["state"]["values"]
    values["to"] = {"to": {"type": "users_select", "selected_user": to}}
    values["area"] = {"area": {"selected_option": area and {"value": area}}}
    if way:
        values[ids.HANDING_WAY] = {ids.HANDING_WAY: {"selected_option": {"value": way}}}
    return made


def test_what_was_sent_is_read_back():
    person = sent(view.form(a_filed(), WIDE), to=MAYA, words=" She can\x00 ")
    area = sent(view.form(a_filed(), WIDE, Way.AREA), way="area", area="crm", words="Leads")

    assert view.read_form(person) == Chosen(ticket_id=7, way=Way.PERSON, to=MAYA, words="She can")
    assert view.read_form(area) == Chosen(ticket_id=7, way=Way.AREA, to="crm", words="Leads")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "Why"}, "to"),
        ({"to": MAYA, "words": "x" * 1001}, "words"),
        ({"to": MAYA, "words": "Why", "way": "area"}, ids.HANDING_WAY),
    ],
)
def test_what_is_missing_or_was_still_changing_is_said_beside_the_field(given, field):
    with pytest.raises(FieldRefusal) as refusal:
        view.read_form(sent(view.form(a_filed(), WIDE), **given))

    assert list(refusal.value.problems) == [field]


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_whatever_the_reason_is_it_can_be_sent_and_calls_nobody_else(words):
    before, after = a_filed(summary=words), a_filed(summary=words, owner=MAYA, area="crm")
    asked = replace(after, approval=an_approval(IRIS, round=2))
    told = [
        *view.told_given(before, after, by=IVO, words=words, it=IT),
        *view.told_moved(before, asked, WIDE, by=IVO, words=words, it=IT),
    ]
    said = [
        sentence(Event.HANDED_OVER, view.given(before.ticket, after.ticket, by=IRIS, words=words)),
        sentence(Event.MOVED, view.moved(before, asked, WIDE, words)),
    ]

    for each in told:
        post = notice(each)
        assert message_problems(post.text, post.blocks) == []
    assert not any(live in text for text in (*said, *(t.text for t in told)) for live in LIVE)
    assert all(len(text) < 600 for text in said)


def sentence(event, words):
    return routing.told(happened(a_filed().ticket, event, by=None, at=T0, words=words))


LIVE = ("<!channel>", "<!here>", "<@U0EVIL>")


def test_a_hand_over_says_from_whom_where_somebody_else_does_it():
    before, after = a_filed().ticket, a_filed(owner=MAYA).ticket

    own = view.given(before, after, by=IVO, words="")
    others = view.given(before, after, by=IRIS, words="Full")

    assert sentence(Event.HANDED_OVER, own) == f"Tandem handed it over to <@{MAYA}>"
    assert sentence(Event.HANDED_OVER, others).endswith(f"from <@{IVO}> to <@{MAYA}>: “Full”")


def test_who_had_it_is_not_told_of_a_ticket_that_stays_with_them():
    told = view.told_passed_on(a_filed(), a_filed(), it=IT)

    assert told == []


def test_the_history_of_a_ticket_says_it_in_one_sentence():
    words = view.passed(a_filed().ticket, a_filed(owner=MAYA).ticket)

    assert sentence(Event.PASSED_ON, words) == (
        f"Tandem passed it on from <@{IVO}> to <@{MAYA}>, as it was not taken in time"
    )


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("way", Way)
def test_the_form_can_be_opened_whatever_people_wrote_and_areas_are_called(words, way):
    named = replace(CRM, name=typed(words).strip() or "x")
    catalogue = a_catalogue(areas=(*a_catalogue().areas, named))
    filed = replace(a_filed(summary=words, id=999_999_999), shared=("crm",) * (way is Way.UNSHARE))

    assert modal_problems(view.form(filed, catalogue, way)) == []
