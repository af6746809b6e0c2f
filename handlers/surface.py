"""What the handlers need from Slack: the manifest and `tandem doctor` are made from this."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Command:
    """A slash command, named without the prefix that a workspace may put before it."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """An entry in the menu of the message box, or, where it acts on one, of every message."""

    callback_id: str
    name: str
    description: str
    is_on_message: bool = False


@dataclass(frozen=True, kw_only=True)
class Surface:
    """`scopes` says of each what it is for, in words for whoever installs the app.

    `has_home`: something is shown on the app's Home tab.
    """

    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: tuple[str, ...] = ()
    scopes: Mapping[str, str] = field(default_factory=dict)
    has_home: bool = False

    def __add__(self, other: "Surface") -> "Surface":
        return Surface(
            commands=self.commands + other.commands,
            shortcuts=self.shortcuts + other.shortcuts,
            events=self.events + other.events,
            scopes={**self.scopes, **other.scopes},
            has_home=self.has_home or other.has_home,
        )


def prefixed(name: str, prefix: str) -> str:
    """The command as this workspace types it: "/request" with "mt-" is "/mt-request"."""
    return f"/{prefix}{name.removeprefix('/')}"
