"""What an answer of Slack means for the message: a table."""

import pytest
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from bot.slack_answers import MEANINGS, Answer, Meaning, meaning_of
from tests.bot.slack_errors import rate_limited, refused

THERE = HTTPSConnection("slack.com")


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (ConnectTimeoutError(THERE, "slow"), Meaning.NOT_SENT),
        (NewConnectionError(THERE, "no"), Meaning.NOT_SENT),
        (NameResolutionError("slack.com", THERE, OSError("no")), Meaning.NOT_SENT),
        (ConnectionRefusedError(), Meaning.NOT_SENT),
        (ReadTimeoutError(None, "/", "slow"), Meaning.UNCLEAR),
        (ProtocolError("dropped"), Meaning.UNCLEAR),
        (SSLError("broken"), Meaning.UNCLEAR),
        (ConnectionResetError(), Meaning.UNCLEAR),
        (TimeoutError(), Meaning.UNCLEAR),
        (OSError(), Meaning.UNCLEAR),
    ],
    ids=lambda value: getattr(value, "name", type(value).__name__),
)
def test_only_what_cannot_have_left_was_not_sent(error, meaning):
    assert meaning_of(error) == Answer(meaning=meaning, reason=type(error).__name__)


@pytest.mark.parametrize(
    ("named", "meaning"),
    [
        ("rate_limited", Meaning.WAIT),
        ("message_limit_exceeded", Meaning.WAIT),
        ("fatal_error", Meaning.UNCLEAR),
        ("internal_error", Meaning.UNCLEAR),
        ("not_in_channel", Meaning.CLOSED_PLACE),
        ("channel_not_found", Meaning.CLOSED_PLACE),
        ("is_archived", Meaning.CLOSED_PLACE),
        ("user_disabled", Meaning.CLOSED_PLACE),
        ("message_not_found", Meaning.CARD_GONE),
        ("cant_update_message", Meaning.CARD_GONE),
        ("edit_window_closed", Meaning.CARD_GONE),
        ("invalid_blocks", Meaning.MALFORMED),
        ("msg_too_long", Meaning.MALFORMED),
        ("invalid_auth", Meaning.NOT_ALLOWED),
        ("token_revoked", Meaning.NOT_ALLOWED),
        ("missing_scope", Meaning.NOT_ALLOWED),
        ("brand_new_error", Meaning.CLOSED_PLACE),
    ],
)
def test_slacks_own_names_mean_one_thing(named, meaning):
    found = meaning_of(refused(named))

    assert (found.meaning, found.reason) == (meaning, named)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (refused("internal_error", status=500), "http_500"),
        (refused("channel_not_found", status=503), "http_503"),
        (refused(None), "http_200"),
        (refused("Received a response in a non-JSON format: <html>"), "http_200"),
    ],
)
def test_an_answer_that_is_not_slacks_own_leaves_it_unclear(error, reason):
    assert meaning_of(error) == Answer(meaning=Meaning.UNCLEAR, reason=reason)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "30"}, 30),
        ({"Retry-After": "soon"}, 1),
        ({}, 1),
    ],
)
def test_slack_says_how_long_to_wait(headers, seconds):
    found = meaning_of(refused("ratelimited", status=429, headers=headers))

    assert found == Answer(meaning=Meaning.WAIT, reason="ratelimited", wait_seconds=seconds)


def test_too_many_requests_means_to_wait_whatever_else_it_says():
    assert meaning_of(rate_limited(2)).meaning is Meaning.WAIT
    assert meaning_of(refused(None, status=429)).meaning is Meaning.WAIT


def test_no_name_means_two_things():
    names = [name for names in MEANINGS.values() for name in names]

    assert len(names) == len(set(names))
