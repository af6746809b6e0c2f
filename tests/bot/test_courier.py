"""One message to Slack, whatever Slack answers: sent once, or kept with a reason."""

from datetime import timedelta

import pytest

from domain.message import Place
from tests.bot.couriers import TRIAGE_CARD, Round, a_card, a_notice, place_of, put
from tests.bot.slack_errors import rate_limited, refused
from tests.builders import ANNA, BEN, T0, TRIAGE, filed
from workflows import delivery


@pytest.fixture
def round(desk):
    return Round(desk)


def test_a_notice_is_posted_with_its_words(desk, round):
    put(desk, a_notice())

    round.go()

    assert round.slack.posts == [(ANNA, "hello", None)]
    assert round.rows() == {"n": ("sent", None)}


def test_what_was_accepted_though_the_answer_was_lost_is_found_and_not_sent_again(desk, round):
    filed(desk)
    put(desk, a_card())
    round.slack.is_accepted = True
    round.slack.trouble = [ConnectionResetError()]
    round.go()
    assert round.rows() == {"c": ("unknown", "ConnectionResetError")}

    round.finish()

    assert len(round.slack.posts) == 1
    assert round.slack.looks == [(TRIAGE, f"{TRIAGE_CARD}#0", None, T0)]
    assert place_of(desk) == Place(channel=TRIAGE, ts="0.1")


def test_after_an_unclear_answer_slack_gets_time_to_show_the_message(desk, round):
    put(desk, a_notice())
    round.slack.trouble = [refused("internal_error")]
    round.go()

    round.clock.pass_by(4.9)
    assert round.go() == 0

    round.clock.pass_by(0.2)
    assert round.go() == 1


@pytest.mark.parametrize(("hours", "since"), [(-1, T0 - timedelta(hours=1)), (1, T0)])
def test_it_looks_for_a_message_from_the_earlier_of_two_clocks_on(desk, hours, since):
    round = Round(desk, desk_is_ahead=timedelta(hours=hours))
    put(desk, a_notice())
    round.slack.trouble = [TimeoutError()]

    round.finish()

    assert round.slack.looks == [(ANNA, "n", None, since)]


def test_what_was_not_accepted_is_sent_again_once_it_was_looked_for(desk, round):
    put(desk, a_notice())
    round.slack.trouble = [refused(None, status=503)]
    round.go()

    round.finish()

    assert len(round.slack.looks) == 1
    assert round.slack.posts == [(ANNA, "hello", None)]


def test_an_unclear_answer_is_not_forgotten_when_the_next_attempt_has_to_wait(desk, round):
    put(desk, a_notice())
    round.slack.is_accepted = True
    round.slack.trouble = [TimeoutError()]
    round.go()
    round.clock.pass_by(6)
    round.slack.standing, found = {}, round.slack.standing
    round.slack.is_accepted = False
    round.slack.trouble = [rate_limited(3)]
    round.go()

    round.slack.standing = found
    round.finish()

    assert len(round.slack.looks) == 2
    assert len(round.slack.posts) == 1


def test_a_place_that_wants_a_rest_gets_it_and_others_go_on(desk, round):
    put(desk, a_notice("a"), a_notice("b", to=BEN))
    round.slack.trouble = [rate_limited(7)]
    round.go()
    assert [to for to, _, _ in round.slack.posts] == [BEN]

    put(desk, a_notice("c"))
    round.clock.pass_by(6.9)
    assert round.go() == 0
    round.finish()

    assert [to for to, _, _ in round.slack.posts] == [BEN, ANNA, ANNA]
    assert round.slack.looks == []


def test_places_hear_from_us_about_once_a_second(desk, round):
    put(desk, a_notice("a"), a_notice("b"))
    round.go()
    assert round.go() == 0

    round.clock.pass_by(1.1)

    assert round.go() == 1


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 1), (2, 2), (3, 5), (6, 60), (9, 60)])
def test_what_never_reached_slack_is_tried_again_less_and_less_often(desk, round, attempt, seconds):
    put(desk, a_notice())
    round.slack.trouble = [ConnectionRefusedError()] * attempt
    for _ in range(attempt):
        round.clock.pass_by(61)
        assert round.go() == 1

    round.clock.pass_by(seconds - 0.1)
    assert round.go() == 0
    round.clock.pass_by(0.2)

    assert round.go() == 1
    assert round.slack.looks == []


def test_a_token_that_is_not_allowed_loses_nothing(desk, round):
    put(desk, a_notice())
    round.slack.trouble = [refused("token_revoked")]
    round.go()
    assert round.rows() == {"n": ("new", "token_revoked")}

    round.clock.pass_by(60)

    assert round.go() == 1
    assert len(round.slack.posts) == 1


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long", "an_error_nobody_knows"])
def test_what_slack_will_never_take_is_kept_with_the_reason(desk, round, error):
    put(desk, a_notice())
    round.slack.trouble = [refused(error)]

    round.finish()

    assert round.rows()["n"] == ("parked", error)


def test_a_notice_that_is_too_late_is_dropped_with_a_reason(desk, round):
    put(desk, a_notice(expires_at=T0 - timedelta(seconds=1)), a_notice("m", to=BEN, expires_at=T0))

    round.finish()

    assert round.rows()["n"] == ("dropped", "too late to be of use")
    assert round.rows()["m"] == ("sent", None)


def test_each_message_is_delivered_for_the_team_that_put_it(desk, round):
    other = desk.of("T2")
    put(other, a_notice())
    [claim] = delivery.claim(
        other, real=T0, held_until=T0 + timedelta(seconds=30), busy=(), limit=1
    )

    round.deliver(claim)

    assert delivery.waiting(other) == []


def test_a_log_line_names_the_message_and_not_its_words(desk, round, caplog):
    put(desk, a_notice(text="secret plan"))
    round.slack.trouble = [refused("invalid_blocks")]

    round.go()

    assert "n could not be sent" in caplog.text
    assert "secret plan" not in caplog.text
