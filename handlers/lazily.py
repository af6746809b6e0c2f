"""Forms open after the ack. Errors there reach no error door, so the person is told here."""

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.errors import words_for
from handlers.gestures import Body
from views.text import fitted

Check = Callable[[Body, BoltContext], None]
Opening = Callable[[Body, BoltContext, WebClient], None]

TOO_SLOW = "Slack took too long, so the form could not open. Nothing was done; please press again."
KEPT_LIMIT = 3000

log = logging.getLogger(__name__)


def lazily(opening: Opening, *, check: Check) -> dict[str, Any]:
    """A listener in two parts: `check` before the ack may refuse, `opening` follows it.

    Bolt runs the second part even where the first one raised, so it asks whether it may.
    """

    def granting(ack: Ack, body: Body, context: BoltContext) -> None:
        check(body, context)
        context["is_granted"] = True
        ack()

    def opening_or_telling(body: Body, context: BoltContext, slack: WebClient) -> None:
        if not context.get("is_granted"):
            return
        try:
            opening(body, context, slack)
        except SlackApiError as error:
            log.warning("could not open a form: %s", error.response.get("error"))
            words = TOO_SLOW + _kept(body)
            context["replies"].say(words, body=body, desk=context["desk"])
        except Exception as error:  # told to the person and to the log: a form is all there was
            context["replies"].say(words_for(error), body=body, desk=context["desk"])

    return {"ack": granting, "lazy": [opening_or_telling]}


def nothing_to_check(body: Body, context: BoltContext) -> None:
    """Anybody may open it."""


def _kept(body: Body) -> str:
    """What a command said, so that nobody has to type it again."""
    if "command" not in body or not body.get("text"):
        return ""
    return f" You typed: `{body['command']} {fitted(body['text'], KEPT_LIMIT)}`"
