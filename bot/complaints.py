"""What the command line says when something expected goes wrong: a line for each thing to mend."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.catalogue.problems import CatalogueProblems
from bot.setting_rules import SettingsProblem
from domain.errors import Refusal


class Complaint(Exception):
    """Its lines are shown as they are."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def about(error: Exception) -> list[str] | None:
    """Lines for whoever typed the command; None when the error is a mistake of ours."""
    if isinstance(error, Complaint):
        return list(error.lines)
    if isinstance(error, SettingsProblem):
        return _settings(error)
    if isinstance(error, Refusal):
        return [str(error)]
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return ["The port is in use. Stop what listens there, or choose another with --port."]
    words = _from_outside(error)
    return [words] if words else None


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """Complain about a catalogue in the form `desk.yaml:12: …`, which editors can follow."""
    try:
        yield
    except CatalogueProblems as error:
        count = len(error.problems)
        head = f"{count} {'mistake' if count == 1 else 'mistakes'}; nothing was applied."
        lines = [f"{file}:{p.line}: {p.words}" if p.line else p.words for p in error.problems]
        raise Complaint(*lines, head) from None


def _settings(error: SettingsProblem) -> list[str]:
    head = "Some settings are missing or malformed, in the environment or in .env:"
    lines = [f"  {name}: {words}" for name, words in error.problems]
    return [head, *lines, "The file .env.example says what there is to set."]


def _from_outside(error: Exception) -> str | None:
    from bot import database_trouble, slack_trouble  # noqa: PLC0415  # slow, and seldom needed

    return slack_trouble.explained(error) or database_trouble.explained(error)
