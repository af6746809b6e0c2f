"""Tickets come back as they were saved, each save counted, each number given once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.errors import TicketNotFound
from domain.form import FieldKind
from domain.link import Link, LinkKind
from domain.ticket import Brief, Origin, Status, Urgency, Visibility, Waiting
from storage.conflicts import Conflict
from storage.tickets import WORDS
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM, a_filed, a_value, filed, saved
from tests.marks import on_both

pytestmark = on_both


def test_a_ticket_comes_back_the_same(desk):
    ticket = filed(
        desk,
        approvers=(MAYA, TOM),
        urgency=Urgency.BLOCKING,
        needed_by=date(2026, 4, 1),
        filed_by=BEN,
        status=Status.WAITING,
        waiting_for=Waiting.THIRD_PARTY,
        visibility=Visibility.RESTRICTED,
        origin=Origin.EMOJI,
        snoozed_until=T0 + timedelta(days=3),
        watchers=(IVO, MAYA),
        resolved_at=T0 + timedelta(hours=1),
        closed_at=T0 + timedelta(hours=2),
    )

    assert saved(desk) == ticket


def test_a_save_returns_the_next_version(desk):
    ticket = filed(desk).ticket

    with desk.transaction() as tx:
        after = tx.tickets.save(replace(ticket, owner=TOM, status=Status.IN_PROGRESS))

    assert after == replace(ticket, owner=TOM, status=Status.IN_PROGRESS, version=2)
    assert saved(desk).ticket == after


def test_a_save_over_somebody_elses_save_is_refused(desk):
    ticket = filed(desk).ticket
    with desk.transaction() as tx:
        tx.tickets.save(replace(ticket, owner=MAYA))

    with pytest.raises(Conflict), desk.transaction() as tx:
        tx.tickets.save(replace(ticket, owner=TOM))

    assert saved(desk).ticket.owner == MAYA


def test_the_words_of_a_ticket_can_be_written_anew(desk):
    before = filed(desk)
    other = filed(desk, id=8)
    anew = Brief(
        ticket_id=7,
        purpose="Another",
        details="More",
        acceptance="It is live",
        values=(a_value(), a_value(key="cost", kind=FieldKind.MONEY, answers=("12.50",))),
    )

    with desk.transaction() as tx:
        tx.tickets.save_words(replace(before, brief=anew))

    assert saved(desk).brief == anew
    assert saved(desk, 8) == other


@pytest.mark.parametrize("read", ["get", "filed"])
def test_a_ticket_that_is_not_there_is_not_found(desk, read):
    filed(desk)

    with pytest.raises(TicketNotFound, match="MT-8"), desk.transaction() as tx:
        getattr(tx.tickets, read)(8)


def test_who_loads_for_change_sees_what_the_one_before_saved(desk):
    filed(desk)

    def retell(_):
        with desk.transaction() as tx:
            ticket = tx.tickets.filed(7, lock=True).ticket
            tx.tickets.save(replace(ticket, summary=ticket.summary + "!"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(retell, range(20)))

    assert saved(desk).ticket.summary.count("!") == 20


def test_numbers_are_unique_and_rise_however_many_ask_at_once(desk):
    def take_three(_):
        taken = []
        for _ in range(3):
            with desk.transaction() as tx:
                taken.append(tx.tickets.next_number())
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take_three, range(8)))

    assert sorted(n for numbers in taken for n in numbers) == list(range(1, 25))
    assert all(numbers == sorted(numbers) for numbers in taken)


def test_a_requesters_open_tickets_come_newest_first(desk):
    filed(desk, id=1, opened_at=T0 - timedelta(days=2))
    filed(desk, id=2, opened_at=T0)
    filed(desk, id=3, closed_at=T0, status=Status.CLOSED)
    filed(desk, id=4, requester=BEN)

    with desk.reading() as tx:
        found = tx.lists.of_requester(ANNA, limit=10).tickets

    assert [t.id for t in found] == [2, 1]


def test_a_backlog_comes_by_what_is_due_first_and_leaves_out_what_has_ended(desk):
    filed(desk, id=1)
    filed(desk, id=2, needed_by=date(2026, 4, 2), opened_at=T0 - timedelta(days=1))
    filed(desk, id=3, needed_by=date(2026, 4, 1))
    filed(desk, id=4, closed_at=T0, status=Status.CANCELLED, needed_by=date(2026, 3, 3))
    filed(desk, id=5, owner=TOM)
    filed(desk, id=6, needed_by=date(2026, 4, 1))
    filed(desk, id=8, opened_at=T0 - timedelta(days=1))

    with desk.reading() as tx:
        assert [t.id for t in tx.lists.of_owner(IVO, limit=10).tickets] == [3, 6, 2, 1, 8]
        assert [t.id for t in tx.lists.of_owner(IVO, limit=2).tickets] == [3, 6]


def test_another_date_gives_a_ticket_another_place_in_the_backlog(desk):
    first = filed(desk, id=1, needed_by=date(2026, 4, 1)).ticket
    filed(desk, id=2, needed_by=date(2026, 4, 2))

    with desk.transaction() as tx:
        tx.tickets.save(replace(first, needed_by=None))

    with desk.reading() as tx:
        assert [t.id for t in tx.lists.of_owner(IVO, limit=10).tickets] == [2, 1]


def test_tickets_between_two_groups_count_both_ways(desk):
    filed(desk, id=1, requester=ANNA, owner=IVO)
    filed(desk, id=2, requester=IVO, owner=ANNA, opened_at=T0 - timedelta(days=1))
    filed(desk, id=3, requester=ANNA, owner=BEN)
    filed(desk, id=4, requester=IVO, owner=TOM)
    filed(desk, id=5, requester=ANNA, owner=TOM, closed_at=T0)

    with desk.reading() as tx:
        found = tx.tickets.open_between([ANNA, BEN], [IVO, TOM], limit=10)

    assert [t.id for t in found] == [2, 1]


def test_a_ticket_is_saved_whole_or_not_at_all(desk):
    nameless = replace(a_filed(), brief=Brief(ticket_id=8, purpose="of another"))

    with pytest.raises(Conflict), desk.transaction() as tx:
        tx.tickets.add(nameless)

    with pytest.raises(TicketNotFound):
        saved(desk)


def test_a_naive_datetime_is_refused(desk):
    with pytest.raises(ValueError, match="timezone"):
        filed(desk, opened_at=T0.replace(tzinfo=None))


def test_the_words_by_which_a_ticket_is_found_are_those_it_says(desk):
    before = filed(desk)
    filed(desk, id=8, summary="Another")
    anew = Brief(ticket_id=7, purpose="Why", details="What", values=(a_value(answers=("A", "B")),))
    assert found_by(desk, 7)[0] == "spring campaign page"
    assert {"mt7", "spri", "spring", "lead"} <= set(found_by(desk, 7)[1].split())

    with desk.transaction() as tx:
        ticket = tx.tickets.save(replace(before.ticket, summary="Summer page"))
        tx.tickets.save_words(replace(before, ticket=ticket, brief=anew))

    assert found_by(desk, 7) == ("summer page", "mt7 summ summe summer page why what a b")
    assert found_by(desk, 8)[0] == "another"


def found_by(desk, ticket_id):
    with desk.database.engine.connect() as connection:
        query = select(WORDS.c.summary, WORDS.c.terms).where(WORDS.c.ticket_id == ticket_id)
        return tuple(connection.execute(query).one())


def test_who_follows_a_ticket_is_known_by_name_order_until_they_follow_no_more(desk):
    filed(desk)
    filed(desk, id=8)

    with desk.transaction() as tx:
        assert [tx.tickets.watch(7, person) for person in (TOM, BEN, TOM)] == [True, True, False]
        tx.tickets.unwatch(8, BEN)
    assert saved(desk).watchers == (BEN, TOM)
    assert saved(desk, 8).watchers == ()

    with desk.transaction() as tx:
        tx.tickets.unwatch(7, BEN)

    assert saved(desk).watchers == (TOM,)
    with desk.transaction() as tx:
        assert tx.tickets.watch(7, BEN)


@pytest.mark.parametrize("lock", [False, True])
def test_who_follows_a_ticket_comes_with_it_however_it_is_read(desk, lock):
    before = filed(desk, watchers=(BEN, TOM))

    with desk.transaction() as tx:
        assert tx.tickets.filed(7, lock=lock) == before


FOLLOWS = Link(ticket_id=7, other_id=8, kind=LinkKind.FOLLOWS)
BLOCKED = replace(FOLLOWS, kind=LinkKind.BLOCKED_BY)
BACK = Link(ticket_id=9, other_id=7, kind=LinkKind.RELATES_TO)


def test_links_are_seen_from_both_ends(desk):
    for number in (7, 8, 9):
        filed(desk, id=number)

    with desk.transaction() as tx:
        assert [tx.tickets.link(link) for link in (BACK, FOLLOWS, FOLLOWS)] == [True, True, False]

    with desk.reading() as tx:
        assert tx.tickets.links(7) == [FOLLOWS, BACK]
        assert tx.tickets.links(8) == [FOLLOWS]
        assert tx.tickets.links(9) == [BACK]


def test_a_link_taken_away_leaves_the_others(desk):
    for number in (7, 8, 9):
        filed(desk, id=number)
    with desk.transaction() as tx:
        for link in (FOLLOWS, BLOCKED, BACK):
            tx.tickets.link(link)

    with desk.transaction() as tx:
        tx.tickets.unlink(FOLLOWS)

    with desk.reading() as tx:
        assert tx.tickets.links(7) == [BLOCKED, BACK]


def test_a_list_for_a_channel_leaves_out_what_is_private(desk):
    filed(desk, id=1)
    filed(desk, id=2, visibility=Visibility.PRIVATE)
    filed(desk, id=3, visibility=Visibility.RESTRICTED)

    with desk.reading() as tx:
        assert [t.id for t in tx.tickets.open_between([ANNA], [IVO], limit=9)] == [1]
