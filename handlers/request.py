"""The `/request` command: words open the form, subcommands answer at once."""

import re

from slack_bolt import Ack, App, BoltContext

from domain.message import Post
from handlers import away, handing, intake, preferences, privacy
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
    usage_hint="[what you need] | mine | assigned | waiting | away | search | route | MT-1 | help",
)
SURFACE = Surface(commands=(COMMAND,), scopes={"commands": "answer /request, /checkin and /digest"})

SUBCOMMANDS = (
    *("mine", "assigned", "waiting", "away", "search", "route"),
    *("privacy", "silence", "unsilence", "help"),
)
REFERENCE = re.compile(r"mt-?(\d{1,9})")


def register(app: App, prefix: str) -> None:
    name = prefixed(COMMAND.name, prefix)
    opening = lazily(intake.open_form, check=nothing_to_check)
    app.command(name, matchers=[opens_form])(**opening)
    being_away = lazily(away.open_form, check=nothing_to_check)
    app.command(name, matchers=[away.is_meant])(**being_away)
    app.command(name)(answer)


def opens_form(body: Body) -> bool:
    """Anything but a subcommand, and what may be one mistyped, is words for a new request."""
    words = typed(body)
    is_known = words in SUBCOMMANDS or REFERENCE.fullmatch(words) or _searched(body) is not None
    is_known = is_known or handing.is_dry_run(body)
    return not is_known and meant(words, SUBCOMMANDS) is None


def answer(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    by = person(context)
    ours = preferences.answer(body, desk, by=by) or handing.answer(body, desk, by=by)
    ours = ours or privacy.answer(body, desk, by=by)
    ack(**private(ours or _answer(body, desk, by=by)))


def _answer(body: Body, desk: Desk, *, by: str) -> Post:
    command, words = body["command"], typed(body)
    if found := REFERENCE.fullmatch(words):
        return view.one(lists.ticket(desk, int(found[1]), viewer=by))
    if (searched := _searched(body)) is not None:
        return view.found(lists.search(desk, searched, viewer=by), searched, command=command)
    match words:
        case "help":
            return view.help_for(command, emoji=lists.ticket_emoji(desk))
        case "mine":
            return view.mine(lists.of_requester(desk, by), command=command)
        case "assigned":
            return view.assigned(lists.of_owner(desk, by))
        case "waiting":
            return view.waiting(lists.waiting_for(desk, by))
    raise unknown(body, SUBCOMMANDS)


def _searched(body: Body) -> str | None:
    """The words to look for, as they were typed; None where nobody searches."""
    asked, *words = str(body.get("text") or "").split(maxsplit=1)[:2] or [""]
    return " ".join(words) if asked.lower() == "search" else None
