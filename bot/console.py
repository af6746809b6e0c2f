"""What the command line prints. Nothing here is read as markup, and no line is broken."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:  # so that `tandem --help` need not import them
    from bot.catalogue.applying import Applied
    from bot.doctor import Check


def say(*lines: str, is_error: bool = False) -> None:
    console = Console(stderr=is_error, soft_wrap=True, highlight=False)
    for line in lines:
        console.print(Text(line, style="red" if is_error else ""))


def spinning(words: str) -> AbstractContextManager[object]:
    """Show that something is going on, on a terminal only, until it is done."""
    return Console(stderr=True).status(words)


def list_checks(checks: "Sequence[Check]") -> None:
    console = Console(soft_wrap=True, highlight=False)
    for check in checks:
        console.print(_mark(check) + Text(check.name, style="bold") + Text(f": {check.words}"))


def _mark(check: "Check") -> Text:
    if check.is_warning:
        return Text("note  ", style="yellow")
    return Text("ok    ", style="green") if check.ok else Text("mend  ", style="bold red")


def say_applied(applied: "Applied") -> None:
    if not applied.changes:
        say(f"Nothing has changed: version {applied.version} stays in force.")
    else:
        say(f"Version {applied.version} of the catalogue is in force.", *_listed(applied.changes))
        say("A running bot takes it up within 15 seconds.")
    if applied.uninvited:
        say("I am not yet in these channels. Type there, in Slack:")
        say(*_listed([f"/invite @tandem in #{channel.name}" for channel in applied.uninvited]))


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]
