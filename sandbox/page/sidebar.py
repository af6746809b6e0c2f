"""The left column: who can be me, which conversations I have, and what is unread in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.directory import unread
from sandbox.model import SLACKBOT, Channel, Person, Workspace
from sandbox.page.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the sidebar. `badge` counts what is meant for me, `unread` makes it bold."""

    id: str
    label: str
    href: str
    kind: str
    color: str = ""
    unread: bool = False
    badge: int = 0
    current: bool = False


@dataclass(frozen=True)
class Sidebar:
    channels: list[Entry]
    others: list[Entry]
    direct: list[Entry]
    apps: list[Entry]


def sidebar(workspace: Workspace, reader: Reader, *, current: str, reading: bool = True) -> Sidebar:
    """Everything this person can go to, in the order Slack lists it.

    `reading` says whether the messages of the `current` one are on the screen.
    """
    mine = sorted(_rooms(workspace, reader.id), key=lambda c: c.name)
    chats = [c for c in workspace.channels.values() if _is_chat(c) and reader.id in c.members]
    bot = workspace.app.bot_user

    def entries(channels: Iterable[Channel]) -> list[Entry]:
        return [_entry(workspace, c, reader, here=c.id == current, read=reading) for c in channels]

    direct = entries(c for c in chats if bot not in c.members or not c.is_im)
    return Sidebar(
        channels=entries(mine),
        others=entries(_open_to_all(workspace, reader.id)),
        direct=sorted([*direct, *_others(workspace, reader)], key=lambda entry: entry.label),
        apps=entries(c for c in chats if bot in c.members and c.is_im),
    )


def people(workspace: Workspace) -> list[Person]:
    """Those one can be: every active person who is not a bot."""
    active = (p for p in workspace.people.values() if not p.is_bot and not p.deleted)
    return [p for p in active if p.id != SLACKBOT]


def partner(workspace: Workspace, channel: Channel, person: str) -> Person:
    """The other one in a direct message, or the person alone with their notes."""
    other = next((m for m in channel.members if m != person), person)
    return workspace.people[other]


def title(workspace: Workspace, channel: Channel, person: str) -> str:
    if channel.kind == "mpim":
        others = (workspace.people[m] for m in channel.members if m != person)
        return ", ".join(other.real_name for other in others)
    if not channel.is_im:
        return channel.name
    other = partner(workspace, channel, person)
    return workspace.app.name if other.id == workspace.app.bot_user else other.real_name


def may_see(channel: Channel, person: str) -> bool:
    return channel.kind == "channel" or person in channel.members


def _is_chat(channel: Channel) -> bool:
    return channel.kind in ("im", "mpim")


def _rooms(workspace: Workspace, person: str) -> list[Channel]:
    return [
        c
        for c in workspace.channels.values()
        if not _is_chat(c) and person in c.members and not c.is_archived
    ]


def _others(workspace: Workspace, reader: Reader) -> list[Entry]:
    """People this one has no direct messages with yet."""
    chats = [c for c in workspace.channels.values() if c.is_im and reader.id in c.members]
    known = {member for chat in chats for member in chat.members} | {reader.id}
    return [
        Entry(id=p.id, label=p.real_name, href=reader.page(channel=p.id), kind="im", color=p.color)
        for p in people(workspace)
        if p.id not in known
    ]


def _open_to_all(workspace: Workspace, person: str) -> list[Channel]:
    """Public channels that this person has not joined."""
    public = [c for c in workspace.channels.values() if c.kind == "channel" and not c.is_archived]
    return sorted((c for c in public if person not in c.members), key=lambda c: c.name)


def _entry(
    workspace: Workspace, channel: Channel, reader: Reader, *, here: bool, read: bool
) -> Entry:
    has_news = reader.id in channel.members and not (here and read)
    fresh, calls = unread(workspace, channel, reader.id) if has_news else (0, 0)
    tab = {"tab": "messages"} if channel.is_im and fresh else {}
    return Entry(
        id=channel.id,
        label=title(workspace, channel, reader.id),
        href=reader.page(channel=channel.id, **tab),
        kind=channel.kind,
        color=partner(workspace, channel, reader.id).color if channel.is_im else "",
        unread=fresh > 0,
        badge=calls,
        current=here,
    )
