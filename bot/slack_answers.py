"""What an answer of Slack means for a message that was to be sent."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from slack_sdk.errors import SlackApiError
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError


class Meaning(StrEnum):
    WAIT = "told to wait"
    UNCLEAR = "it may have been accepted"
    NOT_SENT = "it never reached Slack"
    CLOSED_PLACE = "the bot may not post there"
    CARD_GONE = "the post is no longer there"
    MALFORMED = "Slack does not take its form"
    NOT_ALLOWED = "the token does not allow it"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`wait_seconds` is how long Slack wants us to wait, if it said so."""

    meaning: Meaning
    reason: str
    wait_seconds: float = 0


NEVER_LEFT = (ConnectTimeoutError, NameResolutionError, NewConnectionError, ConnectionRefusedError)

MEANINGS = {
    Meaning.WAIT: {"ratelimited", "rate_limited", "message_limit_exceeded"},
    Meaning.UNCLEAR: {
        "fatal_error",
        "internal_error",
        "service_unavailable",
        "request_timeout",
    },
    Meaning.CLOSED_PLACE: {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "messages_tab_disabled",
        "user_not_found",
        "user_disabled",
        "cannot_dm_bot",
        "no_permission",
    },
    Meaning.CARD_GONE: {"message_not_found", "cant_update_message", "edit_window_closed"},
    Meaning.MALFORMED: {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "msg_blocks_too_long",
        "invalid_metadata_format",
        "metadata_too_large",
        "no_text",
    },
    Meaning.NOT_ALLOWED: {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "not_allowed_token_type",
        "access_denied",
        "org_login_required",
        "team_access_not_granted",
    },
}


def meaning_of(error: Exception) -> Answer:
    """An error with a name that we do not know counts as a closed place: kept, and told."""
    if isinstance(error, SlackApiError):
        return _of_slack(error)
    is_unsent = isinstance(error, NEVER_LEFT)
    meaning = Meaning.NOT_SENT if is_unsent else Meaning.UNCLEAR
    return Answer(meaning=meaning, reason=type(error).__name__)


def _of_slack(error: SlackApiError) -> Answer:
    response = error.response
    status = response.status_code
    named = str(response.get("error") or "")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Answer(meaning=Meaning.WAIT, reason="ratelimited", wait_seconds=_wait(response))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or not named or " " in named:
        return Answer(meaning=Meaning.UNCLEAR, reason=f"http_{status}")
    meaning = next((m for m, names in MEANINGS.items() if named in names), Meaning.CLOSED_PLACE)
    return Answer(meaning=meaning, reason=named)


def _wait(response: object) -> float:
    headers = {k.lower(): v for k, v in getattr(response, "headers", {}).items()}
    try:
        return float(headers.get("retry-after", 1))
    except ValueError:
        return 1.0
