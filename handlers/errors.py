"""What a person sees when something could not be done. Nothing here waits for Slack."""

import logging
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from domain.errors import FieldRefusal, NoCatalogue, Refusal
from views.text import by_name
from workflows.desk import Desk

GESTURES = ("block_actions", "shortcut", "message_action", "view_submission")

NOT_DONE = "This was not done: something broke on our side. Nothing is lost; please try again."

log = logging.getLogger(__name__)


def register(app: App) -> None:
    app.error(explain)


def explain(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
    """Answer in the way that this kind of payload allows."""
    words = words_for(error)
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": words})
    if problems := _beside_fields(error, words, body, context["desk"]):
        return BoltResponse(status=200, body={"response_action": "errors", "errors": problems})
    if body.get("type") in GESTURES:
        context["replies"].say(words, body=body, desk=context["desk"])
        return BoltResponse(status=200)
    return BoltResponse(status=200 if isinstance(error, Refusal) else 500)


def words_for(error: Exception) -> str:
    """A refusal's own words; for anything else, that it was not done."""
    if isinstance(error, Refusal):
        return str(error)
    log.error("unexpected error", exc_info=error)
    return NOT_DONE


def _beside_fields(
    error: Exception, words: str, body: dict[str, Any], desk: Desk
) -> dict[str, str]:
    """The words for each input of a sent form, or all of them beside the first one."""
    if isinstance(error, FieldRefusal):
        return error.problems
    blocks = body["view"]["blocks"] if body.get("type") == "view_submission" else []
    first = next((b["block_id"] for b in blocks if b["type"] == "input"), None)
    return {first: by_name(words, _names(desk))} if first else {}


def _names(desk: Desk) -> dict[str, str]:
    try:
        return dict(desk.catalogue().names)
    except NoCatalogue:
        return {}
