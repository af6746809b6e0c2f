"""Lists, one ticket with its history, and help."""

from datetime import date, timedelta

import pytest

from domain.history import Event, happened
from domain.ticket import Status
from tests.builders import ANNA, IVO, T0, TRIAGE, a_catalogue, a_filed, a_ticket
from views import lists as view
from views.lists import Listed, Listing, Looked
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


def a_listing(*rows, how_many=None, **more):
    return Listing(rows=rows, how_many=len(rows) if how_many is None else how_many, **more)


def a_row(**changes):
    return Listed(ticket=a_ticket(**changes), link=LINK)


def smallprint(post):
    return [e["text"] for block in post.blocks for e in block.get("elements", ())]


def test_each_ticket_has_a_line_with_a_link_to_its_card():
    post = view.mine(a_listing(a_row()), command="/request")

    assert post.text == "Your open requests: 1"
    assert lines(post) == [
        "*Your open requests*",
        f"*<{LINK}|MT-7>* Spring campaign page\nopen · waits on IT",
    ]
    assert smallprint(post) == []


def test_a_ticket_without_a_card_yet_has_no_link():
    row = Listed(ticket=a_ticket(status=Status.CLOSED), link=None)

    assert lines(view.assigned(a_listing(row)))[1] == "*MT-7* Spring campaign page\nclosed"


def test_a_backlog_says_until_when_each_is_needed():
    post = view.assigned(a_listing(a_row(needed_by=date(2026, 4, 1))))

    assert lines(post)[1].endswith("open · waits on IT · needed by Wed 1 Apr 2026")


def test_a_list_says_how_many_more_there_are_and_where():
    post = view.mine(a_listing(a_row(), how_many=33), command="/request")

    assert post.text == "Your open requests: 33"
    assert smallprint(post) == ["1 of 33 are shown. All of them are on my Home tab."]


def test_an_empty_list_says_what_to_do():
    assert "`/mt-request what you need`" in view.mine(a_listing(), command="/mt-request").text
    for post in (view.assigned(a_listing()), view.waiting(a_listing())):
        assert lines(post) == [post.text]


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (Status.NEW, "press *Add details*"),
        (Status.AWAITING_APPROVAL, "*Approve*, *Request changes* or *Decline*"),
        (Status.CHANGES_REQUESTED, "edit it and send it again"),
        (Status.WAITING, f"<@{IVO}> asked you something"),
        (Status.RESOLVED, "press *Done* or *Not yet*"),
    ],
)
def test_what_waits_for_somebody_says_what_to_do(status, what):
    post = view.waiting(a_listing(a_row(status=status)))

    assert lines(post)[1].startswith(f"*<{LINK}|MT-7>* Spring campaign page\n")
    assert what in lines(post)[1]


def test_a_search_says_what_it_looked_for_and_that_another_word_finds_fewer():
    few = view.found(a_listing(a_row()), "Spring  <!channel>", command="/request")
    many = view.found(a_listing(a_row(), how_many=200, is_cut=True), "page", command="/request")

    assert few.text == "Found for “Spring &lt;!channel&gt;”: 1"
    assert many.text == "Found for “page”: 200 or more"
    assert smallprint(many) == ["1 of 200 or more are shown. Another word finds fewer."]


def test_a_search_that_found_only_some_of_the_words_says_so():
    post = view.found(a_listing(a_row(), is_loose=True), "spring zebra", command="/request")

    assert lines(post)[0] == "*Nothing has all of “spring zebra”; these come close*"


def test_a_search_without_words_or_hits_says_what_to_do():
    assert "`/r search spring" in view.found(a_listing(), " ", command="/r").text
    nothing = view.found(a_listing(), "zebra", command="/r").text
    assert "I found nothing with “zebra”" in nothing
    assert "`/r what you need`" in nothing


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
    words = lines(view.help_for("/mt-request", emoji="ticket"))[0]

    assert "`/mt-request mine`" in words
    assert "`/request" not in words


@pytest.mark.parametrize(
    "way",
    ["opens an empty form", "*File a request*", "Home tab", "*Turn into a request*", ":tada:",
     "mention of me", "direct message", "waiting", "search", "MT-42"],
)  # fmt: skip
def test_help_names_every_way_in_and_every_way_to_look(way):
    assert way in lines(view.help_for("/request", emoji="tada"))[0]
