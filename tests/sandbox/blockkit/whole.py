"""Whole blocks and the parts of them: where they stand, and cases for their rules."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.blockkit.placing import Complaint, Json, Place, case

SCHEMAS = "failed to match all allowed schemas"
MRKDWN = "must be a valid enum value: ('plain_text', 'mrkdwn')"

BLOCK = Place("message", lambda block: block, "/blocks/0")
MODAL_BLOCK = Place("modal", lambda block: block, "/view/blocks/0")
HOME_BLOCK = Place("home", lambda block: block, "/view/blocks/0")


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def block(rule: str, good: Any, bad: Any, *complaints: Complaint) -> Any:
    """A case about a block of a message."""
    return case(rule, BLOCK, good, bad, *complaints)


def words_cases(
    rule: str, place: Place, around: Callable[[Any], Json], *, at: str, longest: int
) -> list[Any]:
    """The five rules of a text object that may be mrkdwn or plain."""

    def one(name: str, good: Any, bad: Any, complaint: str, inside: str = "") -> Any:
        told = ((SCHEMAS, at), (complaint, at + inside))
        return case(f"{rule}.{name}", place, around(good), around(bad), *told)

    longer = f"must be less than {longest + 1} characters"
    plain = {"type": "plain_text", "text": "x"}
    verbatim = "invalid additional property: verbatim"
    return [
        one("max", words("x" * longest), words("x" * (longest + 1)), longer, "/text"),
        one("min", words("x"), words(""), "must be more than 0 characters", "/text"),
        one("kind", plain, {"type": "markdown", "text": "x"}, MRKDWN, "/type"),
        one("keys", plain | {"emoji": True}, plain | {"verbatim": True}, verbatim),
        one("type", words("x"), {"type": "mrkdwn"}, "must provide an object"),
    ]
