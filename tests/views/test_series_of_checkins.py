from dataclasses import replace
from datetime import date, time

import pytest

from domain.errors import FieldRefusal
from sandbox.blockkit.check import check_message, check_view
from tests.builders import ANNA, BEN, IVO, SHARED, T0, a_catalogue
from tests.domain.test_checkin import a_series
from views import series as view
from views.series import Listed

SENT = {
    "name": {"value": "Website check-in"},
    "marketing": {"selected_users": [ANNA, BEN]},
    "it": {"selected_users": [IVO]},
    "starts": {"selected_date": "2026-03-05"},
    "often": {"selected_option": {"value": "week"}},
    "time": {"selected_time": "14:00"},
    "zone": {"value": " Europe/Berlin "},
    "channel": {"selected_conversation": SHARED},
}


def read(**changes):
    values = {name: {name: element} for name, element in (SENT | changes).items()}
    form = {"state": {"values": values}}
    return view.read_form(form, a_catalogue(), made_by=ANNA, now=T0)


def problems(**changes):
    with pytest.raises(FieldRefusal) as refused:
        read(**changes)
    return refused.value.problems


def test_the_form_is_filled_with_the_catalogue_s_day_time_and_zone():
    form = view.form(a_catalogue().check_in, now=T0)
    elements = {b["block_id"]: b["element"] for b in form["blocks"]}

    check_view(form, kinds=("modal",))
    assert elements["starts"]["initial_date"] == "2026-03-05"
    assert elements["often"]["initial_option"]["value"] == "week"
    assert elements["time"]["initial_time"] == "14:00"
    assert elements["zone"]["initial_value"] == "Europe/Berlin"


def test_a_sent_form_is_read_back():
    assert read() == a_series(id=0)


def test_day_and_time_are_the_person_s():
    found = read(starts={"selected_date": "2026-03-09"}, time={"selected_time": "08:30"})

    assert (found.starts, found.at) == (date(2026, 3, 9), time(8, 30))


@pytest.mark.parametrize(
    ("often", "starts", "words"),
    [
        ("2weeks", "2026-03-05", "every second Thursday at"),
        ("4weeks", "2026-03-05", "every fourth Thursday at"),
        ("weekday", "2026-03-10", "every month on the second Tuesday at"),
        ("weekday", "2026-03-31", "every month on the last Tuesday at"),
        ("last", "2026-03-05", "every month on the last Thursday at"),
        ("day", "2026-03-31", "every month on day 31 at"),
        ("quarter", "2026-03-05", "every third month on the first Thursday at"),
    ],
)
def test_how_often_is_read_back_and_said_as_people_say_it(often, starts, words):
    series = read(often={"selected_option": {"value": often}}, starts={"selected_date": starts})

    post = view.listed([Listed(series=series, next_at=None)], command="/checkin")

    assert words in post.blocks[1]["text"]["text"]


@pytest.mark.parametrize(
    ("field", "element", "says"),
    [
        ("name", {"value": "  "}, "give it a name"),
        ("name", {"value": "x" * 101}, "100 characters; this has 101"),
        ("marketing", {"selected_users": []}, "at least one person from marketing"),
        ("it", {"selected_users": []}, "at least one person from IT"),
        ("it", {"selected_users": [f"U{n}" for n in range(16)]}, "at most 15 people"),
        ("it", {"selected_users": [IVO, BEN]}, "Ben cannot be on both sides"),
        ("starts", {"selected_date": "2026-03-01"}, "1 March 2026 is over"),
        ("zone", {"value": "Berlin"}, "Did you mean Europe/Berlin?"),
        ("zone", {"value": "here and now"}, "by its city"),
        ("channel", {"selected_conversation": None}, "choose the channel"),
        ("channel", {"selected_conversation": "D0IVO"}, "choose the channel"),
    ],
)
def test_what_is_amiss_is_said_beside_its_field(field, element, says):
    found = problems(**{field: element})

    assert [*found] == [field]
    assert says in found[field]


def test_everything_amiss_is_said_at_once():
    found = problems(name={"value": ""}, zone={"value": "x"}, marketing={"selected_users": []})

    assert set(found) == {"name", "zone", "marketing"}


def test_the_list_says_when_each_is_next():
    post = view.listed([Listed(series=a_series(), next_at=T0)], command="/checkin")
    row = post.blocks[1]["text"]["text"]

    assert "*Website check-in* · every Thursday at 14:00 (Europe/Berlin) in <#C0MARTECH>" in row
    assert f"next <!date^{int(T0.timestamp())}^" in row


def test_an_empty_list_says_how_to_begin():
    assert "`/mt-checkin new`" in view.listed([], command="/mt-checkin").text


def test_a_long_list_is_cut():
    post = view.listed([Listed(series=a_series(), next_at=T0)] * 60, command="/checkin")

    check_message(list(post.blocks))
    assert post.blocks[-1]["text"]["text"] == "+20 more"


def test_who_made_it_hears_when_it_starts():
    notice = view.made(replace(a_series(), name="<!here>"), T0)

    assert notice.to == ANNA
    assert "*&lt;!here&gt;* is set up" in notice.text
    assert "4 hours ahead" in notice.text
