"""What an administrator does to channels and people, and what the app hears of it."""

from sandbox import events
from sandbox.directory import channel_named, named
from sandbox.model import Channel, Json, Person, Workspace
from sandbox.outcomes import Impossible
from sandbox.posting import remove


async def invite_bot(workspace: Workspace, body: Json) -> None:
    """Add the app to a channel; it hears that it joined."""
    channel = _channel(workspace, body)
    bot = workspace.app.bot_user
    if bot not in channel.members:
        channel.members.append(bot)
        _tell(workspace, channel)
        events.member_joined(workspace, channel, bot, body.get("by"))


async def remove_bot(workspace: Workspace, body: Json) -> None:
    channel = _channel(workspace, body)
    if workspace.app.bot_user in channel.members:
        channel.members.remove(workspace.app.bot_user)
        _tell(workspace, channel)
        events.member_left(workspace, channel, workspace.app.bot_user)


async def add_person(workspace: Workspace, body: Json) -> None:
    channel, person = _channel(workspace, body), named(workspace, body["person"])
    if person.id not in channel.members:
        _need_room(workspace, channel, person)
        channel.members.append(person.id)
        _tell(workspace, channel)
        events.member_joined(workspace, channel, person.id, None)


async def remove_person(workspace: Workspace, body: Json) -> None:
    channel, person = _channel(workspace, body), named(workspace, body["person"])
    if person.id in channel.members:
        channel.members.remove(person.id)
        _tell(workspace, channel)
        events.member_left(workspace, channel, person.id)


async def archive(workspace: Workspace, body: Json) -> None:
    channel = _channel(workspace, body)
    channel.is_archived = True
    _announce(workspace, channel, "archive", {"channel": channel.id})


async def unarchive(workspace: Workspace, body: Json) -> None:
    channel = _channel(workspace, body)
    channel.is_archived = False
    _announce(workspace, channel, "unarchive", {"channel": channel.id})


async def rename(workspace: Workspace, body: Json) -> None:
    channel = _channel(workspace, body)
    channel.previous_names.append(channel.name)
    channel.name = body["to"]
    shown = {"id": channel.id, "name": channel.name, "created": channel.created}
    _announce(workspace, channel, "rename", {"channel": shown})


async def make_private(workspace: Workspace, body: Json) -> None:
    """Turn a public channel into a private one; its id stays."""
    channel = _channel(workspace, body)
    if channel.kind != "channel":
        raise Impossible(f"{channel.name} is no public channel")
    channel.kind = "group"
    _tell(workspace, channel)


async def delete_channel(workspace: Workspace, body: Json) -> None:
    """Delete a channel with all that was said in it."""
    channel = _channel(workspace, body)
    if channel.kind not in ("channel", "group"):
        raise Impossible("only channels can be deleted")
    _announce(workspace, channel, "deleted", {"channel": channel.id})
    del workspace.channels[channel.id]
    _tell(workspace, channel)


async def delete_message(workspace: Workspace, body: Json) -> None:
    """Take a message away, as an administrator may; `ts` says which."""
    channel = _channel(workspace, body)
    message = channel.messages.get(body["ts"])
    if message is None:
        raise Impossible(f"there is no message {body['ts']} in #{channel.name}")
    remove(workspace, message, origin=None)


async def deactivate(workspace: Workspace, body: Json) -> None:
    """Switch a person off: they leave every channel and cannot act any more."""
    person = named(workspace, body["name"])
    person.deleted, person.updated = True, workspace.clock.unix()
    for channel in workspace.channels.values():
        if person.id in channel.members and not channel.is_im:
            channel.members.remove(person.id)
    workspace.changes.publish("person", person=person.id)
    events.user_changed(workspace, person)


async def reactivate(workspace: Workspace, body: Json) -> None:
    person = named(workspace, body["name"])
    person.deleted, person.updated = False, workspace.clock.unix()
    workspace.changes.publish("person", person=person.id)
    events.user_changed(workspace, person)


async def make_guest(workspace: Workspace, body: Json) -> None:
    """Let a person see only the channels that they are in."""
    await _restrict(workspace, body, is_guest=True)


async def make_member(workspace: Workspace, body: Json) -> None:
    await _restrict(workspace, body, is_guest=False)


async def _restrict(workspace: Workspace, body: Json, *, is_guest: bool) -> None:
    person = named(workspace, body["name"])
    person.is_restricted, person.updated = is_guest, workspace.clock.unix()
    workspace.changes.publish("person", person=person.id)
    events.user_changed(workspace, person)


def _channel(workspace: Workspace, body: Json) -> Channel:
    try:
        return channel_named(workspace, body["name"])
    except KeyError as missing:
        raise Impossible(missing.args[0]) from None


def _need_room(workspace: Workspace, channel: Channel, person: Person) -> None:
    """A single-channel guest is in one channel only."""
    inside = [each for each in workspace.channels.values() if person.id in each.members]
    if person.is_ultra_restricted and any(not each.is_im for each in inside):
        raise Impossible(f"{person.name} may be in one channel only, not in #{channel.name} too")


def _announce(workspace: Workspace, channel: Channel, what: str, body: Json) -> None:
    _tell(workspace, channel)
    family = "group" if channel.kind == "group" else "channel"
    event = {"type": f"{family}_{what}", "event_ts": workspace.clock.stamp(), **body}
    events.emit(workspace, event, subscription=event["type"], channel=channel)


def _tell(workspace: Workspace, channel: Channel) -> None:
    workspace.changes.publish("channel", channel=channel.id)


CHANNEL_DEEDS = {
    "invite_bot": invite_bot,
    "remove_bot": remove_bot,
    "add_person": add_person,
    "remove_person": remove_person,
    "archive": archive,
    "unarchive": unarchive,
    "rename": rename,
    "make_private": make_private,
    "delete": delete_channel,
    "delete_message": delete_message,
}
PERSON_DEEDS = {
    "deactivate": deactivate,
    "reactivate": reactivate,
    "make_guest": make_guest,
    "make_member": make_member,
}
