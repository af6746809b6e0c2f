"""Slack's refusals, as its SDK raises them."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse


def refused(error, *, status=200, headers=None):
    """What the SDK raises when Slack answers with this error."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={"ok": False} | ({"error": error} if error else {}),
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)


def rate_limited(seconds):
    return refused("ratelimited", status=429, headers={"Retry-After": str(seconds)})
