"""Lists, one ticket with its history, and help."""

from datetime import timedelta

from domain.history import Event, happened
from domain.ticket import Status
from tests.builders import ANNA, IVO, T0, TRIAGE, a_catalogue, a_filed, a_ticket
from views import lists as view
from views.lists import Listed, Looked
from views.ticket import Shown

LINK = "https://acme.slack.com/archives/C1/p1"


def lines(post):
    return [block["text"]["text"] for block in post.blocks if block["type"] == "section"]


def looked(*events):
    filed = a_filed()
    entries = [
        happened(filed.ticket, event, by=by, at=T0 + timedelta(minutes=minute))
        for minute, (event, by) in enumerate(events)
    ]
    shown = Shown(filed=filed, history=entries, catalogue=a_catalogue())
    return view.one(Looked(shown=shown, name=f"MT-7:triage:{TRIAGE}"))


def history(post):
    return post.blocks[-1]["elements"][0]["text"].split("\n")


def test_each_ticket_has_a_line_with_a_link_to_its_card():
    post = view.mine([Listed(ticket=a_ticket(), link=LINK)], command="/request")

    assert post.text == "Your open requests: 1"
    assert lines(post) == [
        "*Your open requests*",
        f"*<{LINK}|MT-7>* Spring campaign page\nopen · waits on IT",
    ]


def test_a_ticket_without_a_card_yet_has_no_link():
    post = view.assigned([Listed(ticket=a_ticket(status=Status.CLOSED), link=None)])

    assert lines(post)[1] == "*MT-7* Spring campaign page\nclosed"


def test_an_empty_list_says_what_to_do():
    assert "`/mt-request what you need`" in view.mine([], command="/mt-request").text
    assert lines(view.assigned([])) == [view.assigned([]).text]


def test_one_ticket_is_its_card_and_what_happened():
    post = looked((Event.FILED, ANNA), (Event.TAKEN, IVO), (Event.NUDGED, None))

    assert [line.partition(" · ")[0] for line in history(post)] == [
        f"<@{ANNA}> filed it",
        f"<@{IVO}> took it",
        "Tandem was reminded",
    ]
    assert post.text.startswith("MT-7 is open")


def test_of_a_long_history_the_newest_is_shown():
    post = looked(*[(Event.COMMENTED, ANNA)] * 30, (Event.RESOLVED, IVO))

    assert len(history(post)) == 20
    assert f"<@{IVO}> resolved it" in history(post)[-1]


def test_help_speaks_of_the_command_as_it_is_typed_here():
    words = lines(view.help_for("/mt-request"))[0]

    assert "`/mt-request mine`" in words
    assert "`/request" not in words
