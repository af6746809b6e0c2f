"""Private words: said where the person acted, else by direct message, and never waited for."""

from copy import deepcopy
from threading import Event

import pytest

from handlers.replies import Replies, post_privately
from tests.bot.slack_stub import serving
from tests.builders import ANNA, MAYA
from tests.handlers.payloads import a_command, a_press
from workflows import delivery

BUTTON = a_press("boom")


def told(desk):
    return [(m.to, m.text) for m in delivery.waiting(desk)]


def test_nobody_waits_for_a_slow_slack(desk):
    slack_answers = Event()
    replies = Replies(post=lambda *_: slack_answers.wait(timeout=5))

    replies.say("Not today.", body=BUTTON, desk=desk)
    slack_answers.set()  # reached while Slack is still silent: otherwise it would answer False
    replies.close()

    assert told(desk) == []


@pytest.mark.parametrize(("body", "person"), [(BUTTON, MAYA), (a_command("x"), ANNA)])
def test_words_that_slack_does_not_take_go_by_direct_message_once(desk, body, person):
    replies = Replies(post=lambda *_: False)

    for _ in range(2):
        replies.say("Not today.", body=body, desk=desk)
    replies.close()

    assert told(desk) == [(person, "Not today.")]


def test_words_are_posted_for_one_person_and_replace_nothing():
    with serving() as slack:
        slack.says("actions", {"ok": True})

        assert post_privately(f"{slack.url}actions", "Not today.")

        assert len(slack.calls) == 1


@pytest.mark.parametrize("status", [404, 410, 500])
def test_an_address_that_is_used_up_has_not_taken_the_words(status):
    with serving() as slack:
        slack.says("actions", {"ok": False, "status": status})

        assert not post_privately(f"{slack.url}actions", "Not today.")
        assert len(slack.calls) == 1


def test_a_slack_that_cannot_be_reached_has_not_taken_the_words():
    assert not post_privately("http://127.0.0.1:9/closed", "Not today.")


def test_words_that_can_go_nowhere_are_logged(desk, caplog):
    replies = Replies()

    replies.say("Not today.", body={}, desk=desk)
    replies.close()

    assert "could not reply" in caplog.text


def test_a_copied_context_speaks_with_the_same_voice():
    replies = Replies()

    assert deepcopy(replies) is replies
    replies.close()
