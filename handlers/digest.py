"""The `/digest` command: this week so far, for whoever asks."""

from slack_bolt import Ack, App

from handlers.gestures import Body
from handlers.subcommands import private, typed, unknown
from handlers.surface import Command, Surface, prefixed
from views import digest as view
from workflows import digest
from workflows.desk import Desk

COMMAND = Command(
    name="/digest",
    description="See what moved this week, and what waits for whom",
    usage_hint="[help]",
)
SURFACE = Surface(commands=(COMMAND,))

SUBCOMMANDS = ("help",)


def register(app: App, prefix: str) -> None:
    app.command(prefixed(COMMAND.name, prefix))(reply)


def reply(ack: Ack, body: Body, desk: Desk) -> None:
    match typed(body):
        case "":
            told = digest.so_far(desk)
            ack(**private(view.so_far(told, desk.catalogue().names)))
        case "help":
            ack(**private(view.help_for(body["command"])))
        case _:
            raise unknown(body, SUBCOMMANDS)
