"""Posts: planned once, standing somewhere, gone, and posted anew."""

from domain.delivery import CardPost
from domain.message import Card, CardPlace, Place
from tests.builders import ANNA, TRIAGE
from tests.marks import on_both

pytestmark = on_both

CARD = Card(key="k", to=ANNA, name="MT-7:requester")
HERE, THERE = Place(channel="D1", ts="1.000100"), Place(channel="D1", ts="2.000200")


def planned(desk, *cards):
    with desk.transaction() as tx:
        for card in cards:
            tx.posts.plan(card)


def change(desk, what, *args):
    with desk.transaction() as tx:
        getattr(tx.posts, what)(*args)


def found(desk, name=CARD.name):
    with desk.reading() as tx:
        return tx.posts.standing(name)


def test_a_planned_post_stands_nowhere_yet(desk):
    planned(desk, CARD)

    assert found(desk) == CardPost(place=None, copies=0)


def test_a_post_that_nobody_planned_is_nowhere(desk):
    assert found(desk) == CardPost(place=None, copies=0)


def test_a_post_stands_where_slack_put_it(desk):
    planned(desk, CARD)

    change(desk, "stand", {CARD.name: HERE})

    assert found(desk) == CardPost(place=HERE, copies=0)


def test_planning_it_again_moves_nothing(desk):
    planned(desk, CARD)
    change(desk, "stand", {CARD.name: HERE})

    planned(desk, CARD)

    assert found(desk) == CardPost(place=HERE, copies=0)


def test_a_deleted_post_leaves_its_place_and_counts(desk):
    planned(desk, CARD)
    change(desk, "stand", {CARD.name: HERE})

    change(desk, "is_gone", CARD.name, HERE)

    assert found(desk) == CardPost(place=None, copies=1)


def test_who_misses_an_older_copy_does_not_lose_the_newer_one(desk):
    planned(desk, CARD)
    change(desk, "stand", {CARD.name: THERE})

    change(desk, "is_gone", CARD.name, HERE)

    assert found(desk) == CardPost(place=THERE, copies=0)


def test_the_posts_about_a_ticket_are_listed_by_name(desk):
    triage = Card(key="t", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}")
    planned(desk, triage, CARD, Card(key="o", to=ANNA, name="MT-77:requester"))
    change(desk, "stand", {CARD.name: HERE})

    with desk.reading() as tx:
        assert tx.posts.about("MT-7") == [
            CardPlace(name=CARD.name, to=ANNA),
            CardPlace(name=triage.name, to=TRIAGE),
        ]
