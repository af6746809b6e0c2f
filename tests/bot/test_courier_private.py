"""What is on its way when a ticket becomes private, and what its old cards become."""

from dataclasses import replace

import pytest

from domain.ticket import Visibility
from tests.bot.couriers import TRIAGE_CARD, Round, a_card, a_notice, put
from tests.builders import ANNA, BEN, IVO, TOM, TRIAGE, filed, saved


@pytest.fixture
def round(desk):
    return Round(desk)


def change(desk, **changes):
    """The ticket as it is from now on."""
    with desk.transaction() as tx:
        tx.tickets.save(replace(tx.tickets.get(7), **changes))


def become_private(desk):
    change(desk, visibility=Visibility.PRIVATE)


def test_a_card_in_a_channel_loses_its_words_when_its_ticket_becomes_private(desk, round):
    filed(desk)
    put(desk, a_card("first"))
    round.finish()

    become_private(desk)
    put(desk, a_card("again"))
    round.finish()

    [(_, shown)] = round.slack.updates
    assert shown == "MT-7 has become private; those involved have it in their messages."


def test_a_card_that_had_not_left_when_its_ticket_became_private_never_leaves(desk, round):
    filed(desk)
    put(desk, a_card("late"))

    become_private(desk)
    round.finish()

    assert round.slack.posts == []
    assert round.rows()["late"] == ("dropped", "its ticket is private, and not for them")


def test_a_card_whose_posting_had_an_unclear_end_loses_its_words_too(desk, round):
    filed(desk)
    put(desk, a_card("first"))
    round.slack.trouble = [TimeoutError()]
    round.slack.is_accepted = True
    round.go()

    become_private(desk)
    round.finish()

    assert len(round.slack.posts) == 1
    [(_, shown)] = round.slack.updates
    assert "has become private" in shown


def test_a_card_whose_posting_failed_is_not_posted_once_it_is_private(desk, round):
    filed(desk)
    put(desk, a_card("first"))
    round.slack.trouble = [TimeoutError()]
    round.go()

    become_private(desk)
    round.finish()

    assert round.slack.posts == []


@pytest.mark.parametrize("key", ["MT-7.v2:comment", "MT-7:nudge:2026-03-02"])
@pytest.mark.parametrize("thread", [None, TRIAGE_CARD])
def test_a_notice_that_had_not_left_when_its_ticket_became_private_never_leaves(
    desk, round, key, thread
):
    filed(desk)
    put(desk, a_notice(key, to=TRIAGE, thread=thread, text="<@U0ANNA> comments: secret"))

    become_private(desk)
    round.finish()

    assert round.slack.posts == []
    assert round.rows()[key] == ("dropped", "its ticket is private, and not for them")


def test_who_no_longer_follows_a_private_ticket_gets_none_of_what_waited_for_the_morning(
    desk, round
):
    filed(desk, watchers=(BEN, TOM), visibility=Visibility.PRIVATE)
    put(desk, a_notice("MT-7.v2:ben", to=BEN), a_notice("MT-7.v2:tom", to=TOM))

    with desk.transaction() as tx:
        tx.tickets.unwatch(7, BEN)
    round.finish()

    assert [to for to, *_ in round.slack.posts] == [TOM]


def test_the_card_of_who_owned_it_says_who_owns_it_now(desk, round):
    filed(desk, visibility=Visibility.PRIVATE)
    name = f"MT-7:owner:{IVO}"
    put(desk, a_card("first", to=IVO, name=name))
    round.finish()

    change(desk, owner=TOM)
    put(desk, a_card("again", to=IVO, name=name))
    round.finish()

    [(_, shown)] = round.slack.updates
    assert shown == f"MT-7 is with <@{TOM}> now. Nothing is needed from you."


def test_who_has_a_part_in_it_is_told_as_ever(desk, round):
    filed(desk, visibility=Visibility.PRIVATE)
    put(desk, a_card("card", to=ANNA, name="MT-7:requester"))
    put(desk, a_notice("MT-7.v2:told", to=ANNA, thread="MT-7:requester", text="It is yours"))

    round.finish()

    assert [text for _, text, _ in round.slack.posts] == [
        f"MT-7 is open: {saved(desk).ticket.summary}",
        "It is yours",
    ]


def test_words_about_no_ticket_are_told(desk, round):
    put(desk, a_notice("unreachable:C1:2026-03-02"), a_notice("MT-99.v1:gone"))

    round.finish()

    assert len(round.slack.posts) == 2
