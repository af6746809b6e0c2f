"""Posts: planned once, standing somewhere, gone, and posted anew."""

from dataclasses import replace

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


def stand(desk, places, shows=None):
    change(desk, "stand", {name: (place, shows) for name, place in places.items()})


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

    stand(desk, {CARD.name: HERE})

    assert found(desk) == CardPost(place=HERE, copies=0)


def test_a_post_tells_what_it_shows(desk):
    planned(desk, CARD)

    stand(desk, {CARD.name: HERE}, shows="abc")

    assert found(desk).shows == "abc"


def test_planning_it_again_moves_nothing(desk):
    planned(desk, CARD)
    stand(desk, {CARD.name: HERE})

    planned(desk, CARD)

    assert found(desk) == CardPost(place=HERE, copies=0)


def test_what_moved_to_a_person_is_not_back_in_the_channel_by_an_edit_that_was_on_its_way(desk):
    planned(desk, replace(CARD, to=MESSAGE.channel))
    stand(desk, {CARD.name: MESSAGE})
    change(desk, "move", CARD.name, ANNA)

    stand(desk, {CARD.name: MESSAGE})
    assert found(desk).place is None
    stand(desk, {CARD.name: HERE})

    assert found(desk).place == HERE


def test_a_deleted_post_leaves_its_place_and_counts(desk):
    planned(desk, CARD)
    stand(desk, {CARD.name: HERE})

    change(desk, "is_gone", CARD.name, HERE)

    assert found(desk) == CardPost(place=None, copies=1)


def test_who_misses_an_older_copy_does_not_lose_the_newer_one(desk):
    planned(desk, CARD)
    stand(desk, {CARD.name: THERE})

    change(desk, "is_gone", CARD.name, HERE)

    assert found(desk) == CardPost(place=THERE, copies=0)


def test_the_posts_about_a_ticket_are_listed_by_name(desk):
    triage = Card(key="t", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}")
    planned(desk, triage, CARD, Card(key="o", to=ANNA, name="MT-77:requester"))
    stand(desk, {CARD.name: HERE})

    with desk.reading() as tx:
        assert tx.posts.about("MT-7") == [
            CardPlace(name=CARD.name, to=ANNA),
            CardPlace(name=triage.name, to=TRIAGE),
        ]


BELOW = Card(key="b", to=TRIAGE, name="MT-7:thread", thread="origin:MT-7")
MESSAGE = Place(channel="C0MARTECH", ts="9.000900")


def test_a_post_below_another_says_so(desk):
    planned(desk, BELOW)
    stand(desk, {BELOW.name: HERE})

    assert found(desk, BELOW.name) == CardPost(place=HERE, copies=0, thread="origin:MT-7")
    with desk.reading() as tx:
        assert tx.posts.about("MT-7") == [
            CardPlace(name=BELOW.name, to=TRIAGE, thread="origin:MT-7")
        ]


def test_a_message_of_somebody_else_is_adopted_once(desk):
    with desk.transaction() as tx:
        assert tx.posts.adopt("origin:MT-7", "C0MARTECH", MESSAGE)
        assert not tx.posts.adopt("origin:MT-7", "C0MARTECH", HERE)

    assert found(desk, "origin:MT-7") == CardPost(place=MESSAGE, copies=0)


def test_an_adopted_message_is_none_of_the_tickets_own_posts(desk):
    planned(desk, CARD)

    with desk.transaction() as tx:
        tx.posts.adopt("origin:MT-7", "C0MARTECH", MESSAGE)

    with desk.reading() as tx:
        assert [place.name for place in tx.posts.about("MT-7")] == [CARD.name]


def test_a_reply_goes_below_the_post_or_below_what_it_stands_below_itself(desk):
    planned(desk, CARD, BELOW)
    stand(desk, {CARD.name: HERE, BELOW.name: THERE})
    with desk.reading() as tx:
        assert tx.posts.thread_of(BELOW.name) is None

    with desk.transaction() as tx:
        tx.posts.adopt("origin:MT-7", "C0MARTECH", MESSAGE)

    with desk.reading() as tx:
        assert tx.posts.thread_of(CARD.name) == HERE
        assert tx.posts.thread_of(BELOW.name) == MESSAGE
        assert tx.posts.thread_of("MT-8:requester") is None


def test_a_message_of_slacks_is_known_by_all_the_names_it_has_here(desk):
    planned(desk, replace(CARD, to=MESSAGE.channel))
    stand(desk, {CARD.name: MESSAGE})

    with desk.transaction() as tx:
        tx.posts.adopt("origin:MT-8", "C0MARTECH", MESSAGE)

    with desk.reading() as tx:
        assert tx.posts.names_at("C0MARTECH", "9.000900") == [CARD.name, "origin:MT-8"]
        assert tx.posts.names_at("C0MARTECH", "9.000901") == []
        assert tx.posts.names_at("D1", "9.000900") == []


def test_the_posts_of_one_comment_are_found_together(desk):
    cards = [
        Card(key=f"{name}.said", to=ANNA, name=name)
        for name in ("comment:1:triage", "comment:1:requester", "comment:12:triage")
    ]

    with desk.transaction() as tx:
        tx.outbox.put(*cards)

    with desk.reading() as tx:
        found = [place.name for place in tx.posts.about("comment:1")]
    assert found == ["comment:1:requester", "comment:1:triage"]
