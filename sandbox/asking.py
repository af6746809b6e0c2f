"""Asks the app about a gesture, if its manifest has interactivity, and words its silence."""

from sandbox.answers import log_refusal
from sandbox.delivery import Unanswered
from sandbox.model import Json, Workspace
from sandbox.outcomes import TROUBLE
from sandbox.rules import Refused, rule

OFF = rule("interactive.enabled", "not_configured", contract="6.1")

NOT_CONFIGURED = "This app is not configured to handle interactive responses."


async def ask(workspace: Workspace, payload: Json) -> Json:
    """Deliver an interaction; what the ack carried, or Unanswered."""
    try:
        OFF.refuse_if(not workspace.app.is_interactive, NOT_CONFIGURED)
    except Refused as refused:
        log_refusal(workspace, str(payload["type"]), refused)
        raise Unanswered(refused.error) from None
    return await workspace.delivery.ask("interactive", payload)


def words_of(silence: Unanswered) -> str:
    """What a person reads when the app gave no answer."""
    return NOT_CONFIGURED if silence.reason == OFF.error else TROUBLE
