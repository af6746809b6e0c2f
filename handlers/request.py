"""The `/request` command: words open the form, subcommands answer at once."""

import re

from slack_bolt import Ack, App, BoltContext

from handlers import intake
from handlers.gestures import Body, person
from handlers.lazily import lazily, nothing_to_check
from handlers.subcommands import meant, private, typed, unknown
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
REFERENCE = re.compile(r"mt-?(\d{1,9})")


def register(app: App, prefix: str) -> None:
    name = prefixed(COMMAND.name, prefix)
    opening = lazily(intake.open_form, check=nothing_to_check)
    app.command(name, matchers=[opens_form])(**opening)
    app.command(name)(answer)


def opens_form(body: Body) -> bool:
    """Anything but a subcommand, and what may be one mistyped, is words for a new request."""
    words = typed(body)
    is_known = words in SUBCOMMANDS or REFERENCE.fullmatch(words)
    return not is_known and meant(words, SUBCOMMANDS) is None


def answer(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    command, by = body["command"], person(context)
    words = typed(body)
    if found := REFERENCE.fullmatch(words):
        ack(**private(view.one(lists.ticket(desk, int(found[1]), viewer=by))))
        return
    match words:
        case "help":
            ack(**private(view.help_for(command)))
        case "mine":
            ack(**private(view.mine(lists.of_requester(desk, by), command=command)))
        case "assigned":
            ack(**private(view.assigned(lists.of_owner(desk, by))))
        case _:
            raise unknown(body, SUBCOMMANDS)
