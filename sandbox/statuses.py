"""A person's status: set, cleared and run out, and told to the app (contract 11)."""

import asyncio

from sandbox import events
from sandbox.model import Person, Workspace
from sandbox.outcomes import Impossible

LONGEST = 100


def set_status(
    workspace: Workspace, person: Person, *, text: str, emoji: str, until: int = 0
) -> None:
    """Put a status on, or clear it with empty words; the app hears of it now and when it ends."""
    if len(text) > LONGEST:
        raise Impossible(f"a status has at most {LONGEST} characters")
    shown = emoji or (":speech_balloon:" if text else "")
    person.status_text, person.status_emoji, person.status_expiration = text, shown, until
    _tell(workspace, person)
    if until:
        seconds = max(0.0, until - workspace.clock.now().timestamp())
        asyncio.get_running_loop().call_later(seconds, end_due, workspace)


def end_due(workspace: Workspace) -> None:
    """Clear every status whose time is over, also when the clock was moved there."""
    now = workspace.clock.now().timestamp()
    for person in workspace.people.values():
        if person.status_expiration and not person.status_at(now)[2]:
            set_status(workspace, person, text="", emoji="")


def _tell(workspace: Workspace, person: Person) -> None:
    person.updated = workspace.clock.unix()
    workspace.changes.publish("person", person=person.id)
    events.user_changed(workspace, person)
    events.user_changed(workspace, person, kind="user_status_changed")
