"""What went wrong between us and Slack, in one line for whoever runs the bot."""

import re

from slack_sdk.errors import SlackApiError, SlackClientError
from urllib3.exceptions import HTTPError

REINSTALL = "Update the app with `tandem manifest`, then install it to the workspace again."

KNOWN = {
    "invalid_auth": "Slack does not know the token. Copy it again from your app's page.",
    "not_authed": "Slack was given no token. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN.",
    "account_inactive": "The token has been switched off. Install the app again and copy the token "
    "anew.",
    "token_revoked": "The token was revoked. Install the app again and copy the token anew.",
    "token_expired": "The token has expired. Switch token rotation off and install the app again.",
    "not_allowed_token_type": "The tokens are mixed up: xoxb- belongs in SLACK_BOT_TOKEN, "
    "xapp- in SLACK_APP_TOKEN.",
    "ratelimited": "Slack asks for patience: too many calls. Try again in a minute.",
    "forbidden": f"Socket Mode is off for this app. {REINSTALL}",
    "team_access_not_granted": "The app is not approved for this workspace. Ask its admins.",
}


def explained(error: Exception) -> str | None:
    """Words for an error of talking to Slack; None when it is of another kind."""
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, SlackClientError):
        return f"Slack was not called: {error}."
    if isinstance(error, HTTPError) or (isinstance(error, OSError) and not error.filename):
        return (
            f"Slack cannot be reached ({_reason(error)}). Check the network, a proxy that may be "
            "needed, and SLACK_API_URL."
        )
    return None


def error_code(error: SlackApiError) -> str:
    """Slack's own name for it, such as "invalid_auth"."""
    answer = error.response
    data = answer if isinstance(answer, dict) else answer.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _refused(error: SlackApiError) -> str:
    code = error_code(error)
    if code == "missing_scope":
        return f"The app lacks the scope {error.response.get('needed', '')}. {REINSTALL}"
    if not re.fullmatch(r"[a-z0-9_]+", code):
        return "What answered is not Slack, or Slack is in trouble. Check SLACK_API_URL, try again."
    return KNOWN.get(code, f"Slack refused: {code}.")


def _reason(error: Exception) -> str:
    """The cause within: urllib and urllib3 wrap it."""
    reason = getattr(error, "reason", None) or error
    words = getattr(reason, "strerror", None) or str(reason) or type(error).__name__
    return words.rpartition(": ")[2].rpartition("] ")[2]
