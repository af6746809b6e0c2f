"""Finds people, channels and messages, and says who sees what."""

import re

from sandbox.model import Channel, Message, Person, Workspace

BROADCASTS = ("<!here", "<!channel", "<!everyone")


def readable(prefix: str, name: str) -> str:
    """An id made of a name: "it-desk" → "C0ITDESK"."""
    return f"{prefix}0{re.sub('[^A-Z0-9]', '', name.upper())}"


def named(workspace: Workspace, name: str) -> Person:
    """The person of this id, name or e-mail; KeyError when there is none."""
    if found := workspace.people.get(name):
        return found
    for person in workspace.people.values():
        if name and name.removeprefix("@") in (person.name, person.email):
            return person
    raise KeyError(f"nobody is called {name} in this workspace")


def channel_named(workspace: Workspace, name: str) -> Channel:
    """The channel of this id or name, with or without #; KeyError when there is none."""
    if found := workspace.channels.get(name):
        return found
    for channel in workspace.channels.values():
        if channel.name and name.removeprefix("#") == channel.name:
            return channel
    raise KeyError(f"there is no channel {name} in this workspace")


def open_dm(workspace: Workspace, one: str, other: str) -> Channel:
    """The direct message between two people, made when it is not there yet."""
    bot = workspace.app.bot_user
    pair = sorted((one, other), key=lambda person: (person == bot, person))
    channel_id = f"D{pair[0][1:]}" + ("" if bot in pair else pair[1][1:])
    if channel_id not in workspace.channels:
        created = workspace.clock.unix()
        channel = Channel(channel_id, "", kind="im", members=pair, created=created)
        workspace.channels[channel_id] = channel
    return workspace.channels[channel_id]


def open_group_dm(workspace: Workspace, people: list[str]) -> Channel:
    """The direct message of these people, at least three, made when it is not there yet."""
    members = sorted(set(people))
    for channel in workspace.channels.values():
        if channel.kind == "mpim" and sorted(channel.members) == members:
            return channel
    names = "--".join(workspace.people[each].name for each in members)
    number = sum(channel.kind == "mpim" for channel in workspace.channels.values()) + 1
    channel = Channel(
        f"G0{number:04d}",
        f"mpdm-{names}-1",
        kind="mpim",
        members=members,
        created=workspace.clock.unix(),
        creator=people[0],
    )
    workspace.channels[channel.id] = channel
    return channel


def partner(workspace: Workspace, channel: Channel) -> str | None:
    """The human on the other side of the app's direct message."""
    bot = workspace.app.bot_user
    if not channel.is_im or bot not in channel.members:
        return None
    return next((each for each in channel.members if each != bot), None)


def visible(channel: Channel, person: str) -> list[Message]:
    """The messages of a channel that this person sees, oldest first, replies among them."""
    return [each for each in channel.messages.values() if each.only_for in (None, person)]


def replies(channel: Channel, ts: str) -> list[Message]:
    """The replies under a message that everybody sees, oldest first."""
    return [
        each
        for each in channel.messages.values()
        if each.thread_ts == ts and each.ts != ts and each.only_for is None
    ]


def unread(workspace: Workspace, channel: Channel, person: str) -> tuple[int, int]:
    """How many messages this person has not read, and how many of them speak to them."""
    since = channel.read.get(person, "")
    fresh = [
        each
        for each in visible(channel, person)
        if each.ts > since and each.user != person and (not each.is_reply or channel.is_im)
    ]
    calls = [each for each in fresh if channel.is_im or _speaks_to(workspace, each, person)]
    return len(fresh), len(calls)


def _speaks_to(workspace: Workspace, message: Message, person: str) -> bool:
    text = f"{message.text} {message.blocks}"
    groups = [each.id for each in workspace.groups.values() if person in each.people]
    tokens = (f"<@{person}", *BROADCASTS, *(f"<!subteam^{each}" for each in groups))
    return any(token in text for token in tokens)
