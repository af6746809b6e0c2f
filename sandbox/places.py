"""Finds what a person points at: a channel they are in, a message they see, an element on it."""

from dataclasses import dataclass

from sandbox.blockkit.settled import components
from sandbox.directory import channel_named, named, open_dm
from sandbox.model import Channel, Json, Message, Person, View, Workspace
from sandbox.outcomes import Impossible


@dataclass(frozen=True, slots=True)
class Spot:
    """A component on the screen: in the message (channel, ts) or in a view (modal or home).

    `action_id` may also be the visible text of a button.
    """

    action_id: str
    block_id: str | None = None
    channel: str | None = None
    ts: str | None = None
    view: str | None = None


def person_of(workspace: Workspace, name: str) -> Person:
    """The active human of this name or id."""
    try:
        person = named(workspace, name)
    except KeyError as missing:
        raise Impossible(missing.args[0]) from None
    if person.deleted or person.is_bot:
        raise Impossible(f"{person.name} cannot sign in")
    return person


def channel_for(workspace: Workspace, person: str, name: str) -> Channel:
    """The channel of this name or id; "dm" is the direct message with the app."""
    if name in ("dm", f"@{workspace.app.name}", workspace.app.bot_user):
        return open_dm(workspace, person, workspace.app.bot_user)
    try:
        channel = channel_named(workspace, name)
    except KeyError as missing:
        raise Impossible(missing.args[0]) from None
    hidden = channel.kind != "channel" or workspace.people[person].is_guest
    if hidden and person not in channel.members:
        raise Impossible(f"{workspace.people[person].name} cannot see {name}")
    return channel


def message_for(workspace: Workspace, person: str, channel: str | None, ts: str | None) -> Message:
    place = channel_for(workspace, person, channel or "dm")
    message = place.messages.get(ts or "")
    if message is None or message.only_for not in (None, person):
        raise Impossible(f"there is no message {ts} to see in {place.name or place.id}")
    return message


def view_for(workspace: Workspace, person: str, view_id: str) -> View:
    view = workspace.views.get(view_id)
    if view is None or view.person != person:
        raise Impossible(f"view {view_id} is not open")
    return view


def element_at(blocks: list[Json], spot: Spot) -> tuple[Json, Json]:
    """The block and element at a spot; visible button text counts as a name.

    Where the app has drawn all anew since, its block is gone: what alone has the name is meant.
    """
    everything = list(components(blocks))
    named = [
        (block, element)
        for block, element in everything
        if spot.action_id in (element["action_id"], shown_text(element))
    ]
    for block, element in named:
        if spot.block_id in (None, block["block_id"]):
            return block, element
    is_drawn_anew = all(block["block_id"] != spot.block_id for block in blocks)
    if is_drawn_anew and len(named) == 1:
        return named[0]
    there = ", ".join(shown_text(each) or each["action_id"] for _, each in everything)
    raise Impossible(f"there is no {spot.action_id} here, only: {there or 'nothing to press'}")


def shown_text(element: Json) -> str:
    """The text on a button, "" for everything else."""
    return str((element.get("text") or {}).get("text", ""))
