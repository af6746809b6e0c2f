"""Searches find the same on both databases: bounded, ranked, each team's own, whatever is typed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ticket import Brief, Status, Visibility
from storage import full_text
from storage.search import RANKED, Reader
from tests.builders import ANNA, BEN, IVO, T0, a_filed, a_value, filed
from tests.marks import on_both

pytestmark = on_both

ANYBODY = Reader(person=BEN, is_on_a_side=True)
STRANGER = Reader(person="U0SAM", is_on_a_side=False)
MONTH = timedelta(days=30)


def found(desk, words, reader=ANYBODY, *, limit=30):
    with desk.reading() as tx:
        return tx.search.find(words, reader, limit=limit)


def numbers(desk, words, reader=ANYBODY):
    return [ticket.id for ticket in found(desk, words, reader).tickets]


def similar(desk, words, reader=ANYBODY, *, usual=("page",)):
    with desk.reading() as tx:
        alike = tx.search.similar(words, reader, usual=usual, since=T0 - MONTH, limit=3)
    return [ticket.id for ticket in alike]


def many(desk, how_many, **changes):
    with desk.transaction() as tx:
        for number in range(1, how_many + 1):
            tx.tickets.add(a_filed(id=number, **changes))


@pytest.mark.parametrize(
    "words",
    ["spring", "SPRING campaign", "spr" + "ing page", "camp", "campaigns", "MT-7", "mt7 spring",
     "leads", "Über", "uber", "schools", "the spring", "the"],
)  # fmt: skip
def test_a_ticket_is_found_by_its_words(desk, words):
    brief = Brief(ticket_id=7, purpose="Leads, über all", values=(a_value(),))
    with desk.transaction() as tx:
        tx.tickets.add(replace(a_filed(), brief=brief) if words != "the" else _the())

    assert numbers(desk, words) == [7]


def _the():
    return replace(a_filed(), brief=Brief(ticket_id=7, purpose="The leads"))


@pytest.mark.parametrize("words", ["spri" + "nt", "ring", "pag", "MT-77", "zebra", "", "  ", "🎉"])
def test_what_a_ticket_does_not_say_finds_nothing(desk, words):
    filed(desk)

    assert numbers(desk, words) == []


def test_hits_in_the_summary_come_first_and_then_the_newest(desk):
    filed(desk, id=1, summary="Zebra page")
    for number, purpose in ((2, "About a zebra"), (3, "Zebras")):
        brief = Brief(ticket_id=number, purpose=purpose)
        with desk.transaction() as tx:
            tx.tickets.add(replace(a_filed(id=number, summary="Another"), brief=brief))

    assert numbers(desk, "zebra") == [1, 3, 2]


def test_where_nothing_has_all_of_the_words_those_with_all_but_one_are_found(desk):
    filed(desk, id=1, summary="Yellow zebra")
    filed(desk, id=2, summary="Blue zebra")

    both, loose = found(desk, "yellow zebra"), found(desk, "purple zebra")

    assert ([t.id for t in both.tickets], both.is_loose) == ([1], False)
    assert ([t.id for t in loose.tickets], loose.is_loose) == ([2, 1], True)


def test_an_edited_ticket_is_found_by_its_new_words_alone(desk):
    before = filed(desk)
    anew = replace(before.ticket, summary="Winter sale")

    with desk.transaction() as tx:
        saved = replace(before, ticket=tx.tickets.save(anew))
        tx.tickets.save_words(replace(saved, brief=replace(before.brief, purpose="Revenue")))

    assert numbers(desk, "winter") == numbers(desk, "revenue") == [7]
    assert numbers(desk, "spring") == numbers(desk, "leads") == []


def test_only_the_newest_hits_are_ranked(desk):
    many(desk, RANKED + 3)

    result = found(desk, "spring", limit=RANKED)

    assert result.how_many == RANKED
    assert [t.id for t in result.tickets] == list(range(RANKED + 3, 3, -1))


def test_what_somebody_may_not_see_takes_no_place_but_only_so_many_hits_are_looked_at(desk):
    mine = range(1, full_text.LOOKED_AT + 2, 100)
    with desk.transaction() as tx:
        for number in range(1, full_text.LOOKED_AT + 2):
            requester = STRANGER.person if number in mine else ANNA
            tx.tickets.add(a_filed(id=number, requester=requester))

    assert numbers(desk, "spring", STRANGER) == [*reversed(mine)][:-1]
    assert numbers(desk, "MT-1", STRANGER) == [1]


def test_hits_far_apart_are_all_found(desk):
    far_apart = [1, 5, 1_023, 1_024, 9_999, 300_000, 700_000_000]
    for number in far_apart:
        filed(desk, id=number, requester=STRANGER.person)

    assert numbers(desk, "spring") == numbers(desk, "spring", STRANGER) == far_apart[::-1]


def test_a_search_finds_nothing_of_another_team(desk):
    filed(desk, id=1)
    filed(desk.of("T11"), id=2)

    assert numbers(desk, "spring") == [1]
    assert numbers(desk.of("T11"), "spring") == [2]
    assert numbers(desk.of("T"), "spring") == []
    assert similar(desk.of("T11"), "spring campaign page") == [2]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60) | st.text("\"'*()&|!<>:-^~ abandornear\\", max_size=60))
def test_any_words_can_be_looked_for(desk, words):
    assert found(desk, words).how_many == len(similar(desk, words)) == 0


def test_what_is_open_or_ended_of_late_is_similar(desk):
    filed(desk, id=1)
    filed(desk, id=2, status=Status.CLOSED, closed_at=T0 - timedelta(days=29))
    filed(desk, id=3, status=Status.CLOSED, closed_at=T0 - timedelta(days=31))
    filed(desk, id=4, summary="Something else entirely")

    assert similar(desk, "Page for the spring campaign") == [2, 1]


def test_a_private_ticket_is_similar_only_for_those_with_a_part_in_it(desk):
    filed(desk, visibility=Visibility.PRIVATE)

    assert similar(desk, "Spring campaign page") == []
    assert similar(desk, "Spring campaign page", Reader(person=IVO, is_on_a_side=True)) == [7]


def test_at_most_so_many_are_similar_and_the_likest_come_first(desk):
    for number in range(1, 6):
        filed(desk, id=number)
    filed(desk, id=6, summary="Spring campaign page for schools")

    assert similar(desk, "Spring campaign page") == [5, 4, 3]


def test_usual_words_make_nothing_similar(desk):
    filed(desk, summary="Page")

    assert similar(desk, "Page") == []
