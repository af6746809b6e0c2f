"""Cards: posted once, edited in place, posted anew once, and what goes below them."""

from dataclasses import replace

import pytest

from tests.bot.couriers import TRIAGE_CARD, Round, a_card, a_notice, place_of, put
from tests.bot.slack_errors import rate_limited, refused
from tests.builders import BEN, IVO, NOOR, TRIAGE, filed
from workflows import delivery


@pytest.fixture
def round(desk):
    return Round(desk)


def renamed(desk, summary):
    """The ticket's card looks different from now on."""
    with desk.transaction() as tx:
        tx.tickets.save(replace(tx.tickets.get(7), summary=summary))


def test_a_card_is_posted_once_and_edited_ever_after(desk, round):
    filed(desk)
    put(desk, a_card("v1"))
    round.go()
    renamed(desk, "Summer page")
    put(desk, a_card("v2"))

    round.finish()

    assert len(round.slack.posts) == 1
    assert round.slack.updates == [(place_of(desk), "MT-7 is open: Summer page")]


def test_a_card_that_looks_as_it_stands_is_not_sent_again(desk, round):
    filed(desk)
    put(desk, a_card("v1"))
    round.finish()
    put(desk, a_card("v2"))

    round.finish()

    assert round.slack.updates == []
    assert round.rows()["v2"][0] == "sent"


def test_after_a_lost_answer_a_card_that_is_to_look_as_before_is_sent_again(desk, round):
    filed(desk)
    put(desk, a_card("v1"))
    round.finish()
    renamed(desk, "Summer page")
    put(desk, a_card("v2"))
    round.slack.trouble, round.slack.is_accepted = [ConnectionResetError()], True
    round.clock.pass_by(2)
    round.go()
    renamed(desk, "Spring campaign page")
    put(desk, a_card("v3"))

    round.finish()

    assert [text for _, text in round.slack.updates] == [
        "MT-7 is open: Summer page",
        "MT-7 is open: Spring campaign page",
    ]


def test_a_card_that_cannot_be_drawn_holds_up_no_other(desk, round):
    filed(desk)
    put(desk, a_card("broken", name="MT-x:triage:C1", to="C1"), a_card())

    drawn = round.courier.drawn(round.claim())

    assert isinstance(drawn["MT-x:triage:C1"].shown, ValueError)
    assert drawn[TRIAGE_CARD].shown.text == "MT-7 is open: Spring campaign page"


def test_while_edits_rest_they_are_put_off_and_posts_go_on(desk, round):
    filed(desk)
    put(desk, a_card())
    round.finish()
    renamed(desk, "Summer page")
    put(desk, a_card("v2"), a_notice(to=BEN))
    round.clock.pass_by(2)
    round.slack.trouble = [rate_limited(30)]
    round.go()
    put(desk, a_card("v3"))

    round.clock.pass_by(29)
    round.go()
    assert round.slack.updates == []
    round.finish()

    assert (BEN, "hello", None) in round.slack.posts
    assert len(round.slack.updates) == 1


def test_a_triage_channel_that_is_closed_leaves_the_card_to_the_owner(desk, round):
    filed(desk)
    put(desk, a_card())
    round.slack.closed = {TRIAGE: refused("not_in_channel")}

    round.finish()

    assert round.rows()["c"] == ("parked", "not_in_channel")
    to_ivo, to_noor = round.slack.posts
    assert to_ivo == (IVO, "MT-7 is open: Spring campaign page", None)
    assert to_noor[0] == NOOR
    assert "/invite @Tandem" in to_noor[1]


def test_a_coordinator_hears_of_a_closed_channel_once_a_day(desk, round):
    filed(desk)
    filed(desk, id=8)
    put(desk, a_card(), a_card("c8", name=f"MT-8:triage:{TRIAGE}"), a_notice("x", to=TRIAGE))
    round.slack.closed = {TRIAGE: refused("not_in_channel")}

    round.finish()

    assert [to for to, _, _ in round.slack.posts].count(NOOR) == 1
    assert [to for to, _, _ in round.slack.posts].count(IVO) == 2


def test_what_was_kept_is_posted_when_the_bot_is_invited(desk, round):
    filed(desk)
    put(desk, a_card())
    round.slack.closed = {TRIAGE: refused("not_in_channel")}
    round.finish()
    round.slack.closed = {}

    delivery.revive(desk, TRIAGE)
    round.finish()

    assert place_of(desk).channel == TRIAGE


def test_a_deleted_card_is_posted_anew_once_and_then_left_alone(desk, round):
    filed(desk)
    for version in ("v1", "v2", "v3", "v4"):
        renamed(desk, version)
        put(desk, a_card(version))
        is_deleted = version in ("v2", "v3")
        round.slack.trouble = [refused("message_not_found")] if is_deleted else []
        round.finish()

    assert len(round.slack.posts) == 2
    assert round.slack.updates == []
    assert round.rows()["v3"] == ("dropped", "its post was deleted twice")
    assert round.rows()["v4"] == ("dropped", "its post was deleted twice")
    assert set(round.slack.standing) == {f"{TRIAGE_CARD}#0", f"{TRIAGE_CARD}#1"}


def test_a_notice_waits_for_its_card_and_goes_below_it(desk, round):
    filed(desk)
    put(desk, a_card(), a_notice(to=TRIAGE, thread=TRIAGE_CARD))
    round.slack.trouble = [ConnectionRefusedError()] * 2
    for _ in range(3):
        round.go()
        round.clock.pass_by(1.1)
    assert round.rows()["n"] == ("new", "its card is coming")

    round.finish()

    card, notice = round.slack.posts
    assert card[1].startswith("MT-7")
    assert notice == (TRIAGE, "hello", place_of(desk))


def test_a_notice_whose_card_never_came_goes_without_it(desk, round):
    put(desk, a_notice(to=TRIAGE, thread=TRIAGE_CARD))

    round.finish()

    assert round.slack.posts == [(TRIAGE, "hello", None)]


def test_a_card_of_a_ticket_that_is_not_there_is_dropped(desk, round):
    put(desk, a_card(name=f"MT-99:triage:{TRIAGE}"))

    round.finish()

    assert round.rows() == {"c": ("dropped", "nothing to show: TicketNotFound")}
