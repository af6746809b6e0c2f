"""The bot dies while a request is filed: there is one ticket or none, and nobody is misled."""

import pytest

from storage.transaction import Database
from tests.builders import IVO, MAYA, TRIAGE
from tests.kills.seams import At, Death
from tests.kills.seen import assert_cards_show_the_database, posts, settled, tickets_told_of
from tests.marks import on_both

VALUES = {"type": "access", "purpose": "Leads for the campaign"}
POSTS = {
    f"MT-1:triage:{TRIAGE}#0": 1,
    "MT-1:requester#0": 1,
    f"MT-1:approval:{MAYA}#0": 1,
    f"MT-1:approval:{IVO}#0": 1,
}
TRIAGE_CARD, MAYAS_CARD = "MT-1:triage", f"MT-1:approval:{MAYA}"


def tickets(database: Database):
    with database.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM ticket").scalar_one()


def states(database: Database):
    with database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT DISTINCT state FROM outbox").scalars()
        return set(found)


@pytest.fixture
def anna(company):
    return company.person("anna")


def fill_in(anna):
    anna.command("/request", "Access to the CRM", channel="marketing")
    return anna.view()


def settled_after(filed, form, anna, desk):
    """Whoever was told that it failed, as the relay may be faster than the ack, tries again."""
    if not filed.closed:
        assert anna.submit(view=form).closed
    settled(desk)


@on_both
@pytest.mark.parametrize(
    ("at", "saved"), [(At.BEFORE_BEGIN, 0), (At.BEFORE_COMMIT, 0), (At.BEFORE_ACK, 1)]
)
def test_where_the_ack_was_lost_pressing_submit_again_finds_the_same_ticket(
    company, bots, desk, database, anna, at, saved
):
    bots.start(Death(at=at))
    form = fill_in(anna)

    lost = anna.submit(VALUES, view=form)
    bots.died()
    assert lost.failure
    assert tickets(database) == saved
    assert tickets_told_of(company) == set()
    bots.start()
    assert anna.view()["hash"] == form["hash"]
    again = anna.submit(view=form)
    settled(desk)

    assert again.closed
    assert tickets(database) == 1
    assert posts(company) == POSTS
    assert_cards_show_the_database(company, desk, 1)


@on_both
def test_what_was_acked_is_told_by_the_next_bot(company, bots, desk, database, anna):
    bots.start(Death(at=At.BEFORE_CLAIM))

    filed = anna.submit(VALUES, view=fill_in(anna))
    bots.died()
    assert filed.closed
    assert states(database) == {"new"}
    assert tickets_told_of(company) == set()
    bots.start()
    settled(desk)

    assert tickets(database) == 1
    assert posts(company) == POSTS
    assert_cards_show_the_database(company, desk, 1)


@on_both
def test_what_was_claimed_is_sent_by_the_next_bot(company, bots, desk, database, anna):
    bots.start(Death(at=At.AFTER_CLAIM))
    form = fill_in(anna)

    filed = anna.submit(VALUES, view=form)
    bots.died()
    assert "sending" in states(database)
    assert tickets_told_of(company) == set()
    bots.start()
    settled_after(filed, form, anna, desk)

    assert tickets(database) == 1
    assert posts(company) == POSTS
    assert_cards_show_the_database(company, desk, 1)


@pytest.mark.parametrize(
    ("death", "posted"),
    [
        (Death(at=At.BEFORE_CALL, words=TRIAGE_CARD), 0),
        (Death(at=At.ACCEPTED, words=TRIAGE_CARD), 1),
        (Death(at=At.ACCEPTED, words=MAYAS_CARD), 1),
        (Death(at=At.ANSWERED, words=TRIAGE_CARD), 1),
        (Death(at=At.ANSWERED, words=MAYAS_CARD), 1),
    ],
    ids=str,
)
def test_a_card_in_hand_when_the_bot_dies_stands_once(
    company, bots, desk, database, anna, death, posted
):
    bots.start(death)
    form = fill_in(anna)

    filed = anna.submit(VALUES, view=form)
    bots.died()
    assert tickets(database) == 1
    assert "sending" in states(database)
    assert sum(death.words in key for key in posts(company)) == posted
    bots.start()
    settled_after(filed, form, anna, desk)

    assert tickets(database) == 1
    assert posts(company) == POSTS
    assert_cards_show_the_database(company, desk, 1)
