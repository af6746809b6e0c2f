"""Threads and their tickets: one each, told by where it stands."""

from concurrent.futures import ThreadPoolExecutor

from domain.message import Card, Place
from domain.source import Source
from tests.builders import T0
from tests.marks import on_both

pytestmark = on_both

TOP = Source(channel="C1", ts="1.1", root="1.1")
REPLY = Source(channel="C1", ts="1.2", root="1.1")


def kept(desk, reference="MT-7", source=TOP):
    with desk.transaction() as tx:
        tx.origins.keep(reference, source)


def owner_of(desk, source):
    with desk.reading() as tx:
        return tx.origins.of(source)


def test_a_thread_belongs_to_nobody_at_first(desk):
    assert owner_of(desk, TOP) is None


def test_all_of_a_thread_belongs_to_the_ticket_that_was_made_of_any_of_it(desk):
    kept(desk, source=REPLY)

    assert owner_of(desk, REPLY) == owner_of(desk, TOP) == 7
    assert owner_of(desk, Source(channel="C1", ts="1.3", root="1.1")) == 7
    assert owner_of(desk, Source(channel="C2", ts="1.1", root="1.1")) is None


def test_what_stands_below_a_card_belongs_to_its_ticket(desk):
    with desk.transaction() as tx:
        tx.posts.plan(Card(key="k", to="C1", name="MT-12:triage:C1"))
        tx.posts.stand({"MT-12:triage:C1": (Place(channel="C1", ts="5.1"), None)})

    assert owner_of(desk, Source(channel="C1", ts="5.2", root="5.1")) == 12


def test_of_many_who_want_a_thread_at_once_one_gets_it(desk):
    def want(number):
        with desk.transaction() as tx:
            known = tx.origins.take(REPLY, now=T0)
            if known is None:
                tx.origins.keep(f"MT-{number}", REPLY)
            return known

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(want, range(1, 13)))

    assert found.count(None) == 1
    assert {each for each in found if each} == {owner_of(desk, TOP)}


def test_a_card_moves_to_a_person_once_and_stands_nowhere_yet(desk):
    card = Card(key="k", to="C1", name="MT-7:requester", thread="origin:MT-7")
    with desk.transaction() as tx:
        tx.posts.plan(card)
        tx.posts.stand({card.name: (Place(channel="C1", ts="5.1"), "hash")})
        tx.posts.move(card.name, "U1")
        moved = tx.posts.standing(card.name)
        tx.posts.stand({card.name: (Place(channel="D1", ts="6.1"), "hash")})
        tx.posts.move(card.name, "U1")

    assert (moved.place, moved.thread, moved.shows) == (None, None, None)
    with desk.reading() as tx:
        assert tx.posts.place_of(card.name) == Place(channel="D1", ts="6.1")
