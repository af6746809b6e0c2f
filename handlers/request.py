"""The `/request` command: words open the form, subcommands answer at once."""

import re
from difflib import get_close_matches
from typing import Any

from slack_bolt import Ack, App, BoltContext

from domain.errors import UnknownCommand
from domain.message import Post
from handlers import intake
from handlers.gestures import Body, person
from handlers.lazily import lazily, nothing_to_check
from handlers.surface import Command, Surface, prefixed
from views import lists as view
from workflows import lists
from workflows.desk import Desk

COMMAND = Command(
    name="/request",
    description="Ask IT for something, or see where your requests stand",
    usage_hint="[what you need] | mine | assigned | MT-1 | help",
)
SURFACE = Surface(commands=(COMMAND,), scopes={"commands": "answer /request, /checkin and /digest"})

SUBCOMMANDS = ("mine", "assigned", "help")
REFERENCE = re.compile(r"(?i)mt-?(\d{1,9})")


def register(app: App, prefix: str) -> None:
    name = prefixed(COMMAND.name, prefix)
    opening = lazily(intake.open_form, check=nothing_to_check)
    app.command(name, matchers=[opens_form])(**opening)
    app.command(name)(answer)


def opens_form(body: Body) -> bool:
    """Anything but a subcommand, and what may be one mistyped, is words for a new request."""
    words = body.get("text", "").strip()
    if REFERENCE.fullmatch(words) or words.lower() in SUBCOMMANDS:
        return False
    return _meant(words) is None


def answer(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    words, command = body.get("text", "").strip(), body["command"]
    if found := REFERENCE.fullmatch(words):
        shown = lists.ticket(desk, int(found[1]), viewer=person(context))
        ack(**_private(view.one(shown)))
        return
    match words.lower():
        case "help":
            ack(**_private(view.help_for(command)))
        case "mine":
            mine = lists.of_requester(desk, person(context))
            ack(**_private(view.mine(mine, command=command)))
        case "assigned":
            ack(**_private(view.assigned(lists.of_owner(desk, person(context)))))
        case typed:
            known = [f"{command} {s}" for s in SUBCOMMANDS]
            raise UnknownCommand(
                f"{command} {typed}", meant=f"{command} {_meant(typed)}", known=known
            )


def _meant(words: str) -> str | None:
    """The subcommand that a single word was probably meant to be."""
    if not words or len(words.split()) > 1:
        return None
    close = get_close_matches(words.lower(), SUBCOMMANDS, n=1, cutoff=0.7)
    return close[0] if close else None


def _private(post: Post) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": post.text, "blocks": list(post.blocks)}
