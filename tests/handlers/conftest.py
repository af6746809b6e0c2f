"""The real Bolt app with all our listeners, and a Slack that only opens forms."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

import handlers
from handlers.replies import Replies
from tests.handlers.forms import Forms


@pytest.fixture
def said():
    """What `replies` said to response_urls: (url, words)."""
    return []


@pytest.fixture
def replies(said):
    replies = Replies(post=lambda url, words: not said.append((url, words)))
    yield replies
    replies.close()


@pytest.fixture
def slack():
    return Forms()


@pytest.fixture
def executor():
    """Runs what comes after the ack; shut it down to wait for that."""
    with ThreadPoolExecutor(2) as executor:
        yield executor


@pytest.fixture
def app(desk, replies, slack, executor):
    app = App(
        name="tandem",
        authorize=lambda team_id: AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_token="xoxb", bot_user_id="UB", bot_id="B1"
        ),
        signing_secret="x",
        request_verification_enabled=False,
        process_before_response=True,
        listener_executor=executor,
    )
    handlers.register(app, desk, replies, slack=slack)
    return app


@pytest.fixture
def settle(executor, replies):
    """Wait until everything has been done and said."""

    def settle():
        executor.shutdown()
        replies.close()

    return settle
