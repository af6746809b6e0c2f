"""What a person gets to see after acting."""

from dataclasses import dataclass, field
from typing import Any

TROUBLE = "We had some trouble connecting. Try again?"


class Impossible(Exception):
    """A person cannot do that in Slack: there is no such button, option, channel or command."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """After a command or a press. `failure` is Slack's error name; `text` what was shown."""

    ok: bool
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    failure: str | None = None
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class SubmitOutcome:
    """After pressing a modal's submit button.

    `errors` are words per block id; `view` is what is on top now, if anything;
    `failure` is Slack's sentence when the app gave no usable answer.
    """

    closed: bool
    errors: dict[str, str] = field(default_factory=dict)
    view: dict[str, Any] | None = None
    failure: str | None = None
