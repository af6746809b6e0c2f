"""The Home tab as it is drawn: for every reader, of whatever there is, within Slack's limits."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Area
from domain.home import COUNTED, LAST_PAGE, MANY, PAGE, OnSide, Spot, Tab
from domain.people import Side
from domain.ticket import Status, Waiting
from tests.builders import ANNA, IVO, STANDS, T0, TOM, TRIAGE, a_catalogue, a_ticket
from tests.views.block_rules import home_problems, tokens
from views import home as view
from views import ids
from views.home import Home
from views.home_rows import Row

COUNTS = {Tab.WAITING: 3, Tab.MINE: 1, Tab.BACKLOG: 12, Tab.QUEUE: COUNTED}
LINK = "https://acme.slack.com/archives/C1/p1"


def a_row(**changes):
    return Row(ticket=a_ticket(**changes), link=LINK)


def a_home(*rows, **changes):
    home = Home(
        reader=IVO,
        spot=Spot(tab=Tab.BACKLOG),
        counts=COUNTS,
        catalogue=a_catalogue(),
        rows=rows,
    )
    return replace(home, **changes)


def words_of(home):
    blocks = view.view(home)["blocks"]
    texts = [block["text"]["text"] for block in blocks if "text" in block]
    texts += [e["text"] for b in blocks if b["type"] == "context" for e in b["elements"]]
    return "\n".join(texts)


def elements_of(home):
    return [e for b in view.view(home)["blocks"] if b["type"] == "actions" for e in b["elements"]]


def buttons_of(home):
    return [e["text"]["text"] for e in elements_of(home) if e["type"] == "button"]


def test_every_tab_says_how_much_there_is_and_the_one_that_is_open_is_marked():
    assert buttons_of(a_home(a_row()))[3:7] == [
        "Waits for me (3)",
        "My requests (1)",
        "▸ My backlog (12)",
        f"My areas' queue ({COUNTED}+)",
    ]


def test_who_has_no_queue_has_no_tab_for_it():
    home = a_home(counts={Tab.WAITING: 0, Tab.MINE: 0}, spot=Spot(tab=Tab.MINE))

    assert not any("queue" in words for words in buttons_of(home))


@pytest.mark.parametrize("tab", list(Tab))
def test_where_there_is_nothing_it_says_what_to_do(tab):
    assert view.EMPTY[tab] in words_of(a_home(spot=Spot(tab=tab)))


def test_a_narrowed_list_and_a_late_page_say_how_to_get_back():
    assert "every area" in words_of(a_home(spot=Spot(tab=Tab.MINE, side=Side.IT)))
    late = a_home(spot=Spot(tab=Tab.MINE, page=2))
    assert "*Back*" in words_of(late)
    assert "Back" in buttons_of(late)


@pytest.mark.parametrize(
    ("tab", "reader", "changes", "offered"),
    [
        (Tab.WAITING, ANNA, {"status": Status.NEW}, ["Add details"]),
        (Tab.WAITING, ANNA, {"status": Status.CHANGES_REQUESTED}, ["Edit and resubmit"]),
        (Tab.WAITING, ANNA, {"status": Status.RESOLVED}, ["Done", "Not yet"]),
        (
            Tab.WAITING,
            ANNA,
            {"status": Status.WAITING, "waiting_for": Waiting.REQUESTER},
            ["Answer"],
        ),
        (Tab.MINE, ANNA, {"status": Status.IN_PROGRESS}, ["Comment"]),
        (Tab.BACKLOG, IVO, {"status": Status.OPEN}, ["Take it", "Resolve"]),
        (Tab.BACKLOG, IVO, {"status": Status.IN_PROGRESS}, ["Resolve"]),
        (Tab.BACKLOG, IVO, {"status": Status.WAITING, "waiting_for": Waiting.IT}, ["Go on"]),
        (Tab.BACKLOG, IVO, {"status": Status.RESOLVED}, []),
        (Tab.QUEUE, TOM, {"status": Status.OPEN}, ["Take it"]),
        (Tab.QUEUE, TOM, {"status": Status.IN_PROGRESS}, []),
    ],
)
def test_one_tap_does_what_is_next(tab, reader, changes, offered):
    home = a_home(a_row(**changes), spot=Spot(tab=tab), reader=reader)

    assert buttons_of(home)[7:] == offered


def test_who_is_asked_decides_in_the_turn_that_they_were_asked_in():
    row = Row(ticket=a_ticket(status=Status.AWAITING_APPROVAL), link=None, turn="2.0")
    home = a_home(row, spot=Spot(tab=Tab.WAITING))

    [approve] = [e for e in elements_of(home) if e["action_id"] == ids.APPROVE]
    assert approve["value"] == "7:2.0"
    assert "Your decision" in words_of(home)


def test_a_row_leads_to_its_card_and_says_until_when():
    words = words_of(a_home(a_row(needed_by=date(2026, 3, 9)), reader=TOM, spot=Spot(tab=Tab.MINE)))

    assert f"*<{LINK}|MT-7>* Spring campaign page" in words
    assert "needed by Mon 9 Mar 2026" in words
    assert f"asked by <@{ANNA}> · owned by <@{IVO}>" in words


def test_pages_are_turned_both_ways():
    home = a_home(*[a_row()] * PAGE, spot=Spot(tab=Tab.BACKLOG, page=1), has_more=True)

    assert buttons_of(home)[-2:] == ["Back", "More"]
    assert f"{PAGE + 1} to {2 * PAGE}" in words_of(home)
    there = [view.read_spot(e["value"]).page for e in elements_of(home)[-2:]]
    assert there == [0, 2]


def test_a_lead_sees_both_sides_in_a_line_each():
    sides = (
        OnSide(side=Side.MARKETING, count=MANY, oldest_at=T0),
        OnSide(side=Side.IT, count=0, oldest_at=None),
    )

    words = words_of(a_home(sides=sides))

    assert f"*Both sides* · {MANY} or more open" in words
    assert f"{MANY} or more wait on marketing" in words
    assert "Nothing waits on IT" in words


def test_the_filters_show_what_is_chosen():
    areas = (
        Area(key="website", name="Website", owner=IVO, triage=TRIAGE),
        Area(key="crm", name="CRM", owner=IVO, triage=TRIAGE),
    )
    home = a_home(
        a_row(),
        catalogue=a_catalogue(areas=areas),
        spot=Spot(tab=Tab.BACKLOG, area="crm", side=Side.IT),
    )

    chosen = [e["initial_option"]["value"] for e in elements_of(home) if "options" in e]

    assert chosen == ["crm", "it"]


def test_a_choice_narrows_and_the_first_one_widens_again():
    spot = Spot(tab=Tab.MINE, page=3)

    in_crm = view.narrowed(spot, ids.HOME_AREA, "crm")
    on_it = view.narrowed(in_crm, ids.HOME_SIDE, "it")

    assert on_it == Spot(tab=Tab.MINE, area="crm", side=Side.IT)
    assert view.narrowed(on_it, ids.HOME_AREA, view.EVERY).area is None
    assert view.narrowed(on_it, ids.HOME_SIDE, view.EITHER).side is None


SPOTS = st.builds(
    Spot,
    tab=st.sampled_from(Tab),
    page=st.integers(0, LAST_PAGE),
    area=st.none() | st.sampled_from(["crm", "web|site", "x" * 300]),
    side=st.none() | st.sampled_from(Side),
)


@given(SPOTS)
def test_where_somebody_is_is_read_as_it_was_written(spot):
    assert view.read_spot(view.written(spot)) == spot


@given(st.text())
def test_anything_else_leads_to_the_beginning_or_somewhere(carried):
    assert 0 <= view.read_spot(carried).page <= LAST_PAGE


@given(
    spot=SPOTS,
    stand=st.sampled_from(STANDS),
    summary=st.text(max_size=200) | st.just("<!channel> <@U1> *b* <http://x|y>" * 20),
    turn=st.sampled_from(["", "1.0", "2.1"]),
    reader=st.sampled_from([ANNA, IVO, TOM]),
)
def test_whatever_there_is_slack_takes_it_and_nobodys_words_are_live(
    spot, stand, summary, turn, reader
):
    status, waiting_for = stand
    ticket = a_ticket(summary=summary, status=status, waiting_for=waiting_for)
    rows = [Row(ticket=ticket, link=None, turn=turn)] * PAGE

    drawn = view.view(a_home(*rows, spot=spot, reader=reader, has_more=True))

    assert home_problems(drawn) == []
    assert len(drawn["blocks"]) <= 40
    assert tokens(drawn) <= {f"@{ANNA}", f"@{IVO}"}


def test_before_there_is_a_catalogue_it_says_so():
    assert home_problems(view.not_ready()) == []
