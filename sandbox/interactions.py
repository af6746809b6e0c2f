"""What a person does in Slack; called by the page and by the control API.

`values` is `{block_id or action_id: plain value}`: text; an option's value; "2026-12-01"; "14:30";
a person's, channel's or option's id; a list of these for the multi kinds; None for nothing.
Every function raises Impossible when a person could not do that.
"""

from dataclasses import dataclass
from typing import Any

from sandbox.model import Json, Message, View, Workspace
from sandbox.outcomes import Outcome, SubmitOutcome


@dataclass(frozen=True, slots=True)
class Spot:
    """A component on the screen: in the message (channel, ts) or in a view (modal or home)."""

    action_id: str
    block_id: str | None = None
    channel: str | None = None
    ts: str | None = None
    view: str | None = None


async def say(
    workspace: Workspace, person: str, *, channel: str, text: str, thread_ts: str | None = None
) -> Message:
    """Post what the person typed; it reaches the app where it is subscribed and a member."""
    raise NotImplementedError


async def command(
    workspace: Workspace, person: str, *, channel: str, command: str, text: str = ""
) -> Outcome:
    """Run a slash command and wait up to 3 s for the ack; a failure is shown as Slack does."""
    raise NotImplementedError


async def press(
    workspace: Workspace, person: str, spot: Spot, *, values: Json | None = None
) -> Outcome:
    """Press a button, with what is typed elsewhere in its view or message as `values`."""
    raise NotImplementedError


async def choose(
    workspace: Workspace, person: str, spot: Spot, *, value: Any, values: Json | None = None
) -> Outcome:
    """Choose in a select, picker, radio, checkboxes or overflow that acts at once."""
    raise NotImplementedError


async def suggest(workspace: Workspace, person: str, spot: Spot, *, query: str) -> list[Json]:
    """The options (or option groups) the app offers for what was typed in an external select."""
    raise NotImplementedError


def fill(workspace: Workspace, person: str, view: str, *, values: Json) -> View:
    """Keep what the person has typed so far, without telling the app."""
    raise NotImplementedError


async def submit(workspace: Workspace, person: str, view: str, *, values: Json) -> SubmitOutcome:
    """Fill in and press submit; checked on the person's side first, as Slack does."""
    raise NotImplementedError


async def close(workspace: Workspace, person: str, view: str, *, everything: bool = False) -> None:
    """Cancel a modal (`everything`: the X, which closes the whole stack)."""
    raise NotImplementedError


async def open_home(workspace: Workspace, person: str, *, tab: str = "home") -> View | None:
    """Open the app's Home (or messages) tab; the view published so far, if any."""
    raise NotImplementedError


async def shortcut(workspace: Workspace, person: str, *, callback_id: str) -> Outcome:
    """Run a global shortcut."""
    raise NotImplementedError


async def message_shortcut(
    workspace: Workspace, person: str, *, callback_id: str, channel: str, ts: str
) -> Outcome:
    """Run a message shortcut on a message."""
    raise NotImplementedError


async def react(workspace: Workspace, person: str, *, channel: str, ts: str, name: str) -> None:
    """Add a reaction."""
    raise NotImplementedError


def mark_read(workspace: Workspace, person: str, *, channel: str, ts: str | None = None) -> None:
    """Mark a channel read up to `ts`, or wholly."""
    raise NotImplementedError
