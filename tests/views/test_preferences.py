"""The form for what people want to hear, and the small print below what they hear."""

from dataclasses import replace
from datetime import time

import pytest

from domain.errors import FieldRefusal
from domain.message import Notice
from domain.notification import News, Preference, QuietHours, Where
from tests.builders import ANNA, TRIAGE
from tests.views.block_rules import message_problems, modal_problems
from views import delivery
from views import preferences as view
from views.preferences import Wished

NIGHT = QuietHours(person=ANNA, begins=time(18), ends=time(8, 30))
WISHED = Wished(
    places={
        News.PROGRESS: Where.DIRECT,
        News.TALK: Where.BOTH,
        News.SMALL_CHANGES: Where.THREAD,
    },
    quiet=NIGHT,
    zone="Europe/Berlin",
)
HELD = f"MT-7:quiet:{ANNA}:2026-03-03T07:30:00+00:00"


def a_notice(**changes):
    notice = Notice(
        key="MT-7.v2:requester",
        to=ANNA,
        text="<@U0IVO> took it.",
        why="You asked for it.",
        news=News.PROGRESS,
    )
    return replace(notice, **changes)


def sent(**chosen):
    """The form, as Slack sends it back."""
    values = {}
    for name in News:
        place = {"value": chosen.get(name, Where.THREAD)}
        values[name] = {name: {"type": "static_select", "selected_option": place}}
    for name in ("begins", "ends"):
        values[name] = {name: {"type": "timepicker", "selected_time": chosen.get(name)}}
    return {"state": {"values": values}}


@pytest.mark.parametrize("wished", [WISHED, Wished()])
def test_the_form_opens_from_what_its_button_carries(wished):
    value = view.carried(wished)

    assert view.read_carried(value, person=ANNA) == wished
    assert len(value) < 200
    assert modal_problems(view.form(wished)) == []


def test_the_form_shows_what_is_wished():
    fields = {b["block_id"]: b["element"] for b in view.form(WISHED)["blocks"] if "element" in b}

    assert fields[News.TALK]["initial_option"]["value"] == Where.BOTH
    assert fields["begins"]["initial_time"] == "18:00"
    assert fields["ends"]["initial_time"] == "08:30"


def test_what_was_chosen_is_read_back():
    wishes, hours = view.read_form(
        sent(talk=Where.NOWHERE, begins="18:00", ends="08:30"), person=ANNA
    )

    assert Preference(person=ANNA, kind=News.TALK, place=Where.NOWHERE) in wishes
    assert {w.kind for w in wishes} == set(view.KINDS)
    assert hours == NIGHT


def test_without_times_there_are_no_quiet_hours():
    assert view.read_form(sent(), person=ANNA)[1] is None


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"begins": "18:00"}, "ends"),
        ({"ends": "08:00"}, "begins"),
        ({"begins": "08:00", "ends": "08:00"}, "ends"),
    ],
)
def test_quiet_hours_begin_and_end(chosen, field):
    with pytest.raises(FieldRefusal) as refusal:
        view.read_form(sent(**chosen), person=ANNA)

    assert set(refusal.value.problems) == {field}


def test_news_say_why_and_where_to_change_that():
    shown = delivery.notice(a_notice())

    assert shown.blocks[-1]["elements"][0]["text"] == (
        "You asked for it. Change what you hear on my Home tab."
    )


@pytest.mark.parametrize("news", [None, News.NEEDS_YOU])
def test_what_always_arrives_says_why_alone(news):
    shown = delivery.notice(a_notice(news=news))

    assert shown.blocks[-1]["elements"][0]["text"] == "You asked for it."


def test_in_a_channel_there_is_no_small_print_about_anybodys_wishes():
    assert delivery.notice(a_notice(to=TRIAGE, why=None)).blocks == ()


def test_what_waited_together_is_one_message_that_says_how_many():
    parts = ["<@U0IVO> took it.", "<@U0IVO> says:\n> two\n> lines", "<@U0IVO> says MT-7 is done."]

    shown = delivery.notice(a_notice(key=HELD, text="\x1e".join(parts)))

    assert shown.text == (
        "*3 things happened on MT-7* in your quiet hours:\n"
        "• <@U0IVO> took it.\n• <@U0IVO> says: two lines\n• <@U0IVO> says MT-7 is done."
    )
    assert "waited until your quiet hours were over" in shown.blocks[-1]["elements"][0]["text"]


def test_one_that_waited_alone_reads_as_it_was_written():
    assert delivery.notice(a_notice(key=HELD)).text == "<@U0IVO> took it."


def test_however_much_waited_it_fits():
    parts = ["&amp;<@U0IVO> " + "&lt;" * 700] * 100

    shown = delivery.notice(a_notice(key=HELD, text="\x1e".join(parts)))

    assert message_problems(shown.text, shown.blocks) == []
    assert "100 things happened" in shown.text
    assert "and 92 more" in shown.text
    assert "<@U0IVO>" in shown.text
    assert "&l…" not in shown.text
