"""What the app hears: messages, members, reactions, people and its Home (contract 7)."""

import re
from urllib.parse import urlsplit

from sandbox.emitting import emit
from sandbox.model import Channel, Group, Json, Message, Person, Workspace
from sandbox.wire import in_channel, message_json, view_json
from sandbox.wire_people import group_json, person_json

__all__ = [
    "emit",
    "group_changed",
    "group_members_changed",
    "home_opened",
    "member_joined",
    "member_left",
    "message_changed",
    "message_deleted",
    "message_posted",
    "reaction_added",
    "reaction_removed",
    "user_changed",
]

LINK = re.compile(r"<(https?://[^|>]+)")
FAMILIES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def message_posted(workspace: Workspace, channel: Channel, message: Message) -> None:
    """A new message, and the mention and the links in it, for the app."""
    if message.only_for:
        return
    event = _message_event(workspace, channel, message)
    _message(workspace, channel, event)
    by_person = message.bot_id is None
    if by_person and not channel.is_im and f"<@{workspace.app.bot_user}" in message.text:
        body = {key: value for key, value in event.items() if key != "channel_type"}
        mentioned = {**body, "type": "app_mention"}
        emit(workspace, mentioned, subscription="app_mention", channel=channel)
    if by_person and (links := _known_links(workspace, message.text)):
        shared = _link_event(workspace, channel, message, links)
        emit(workspace, shared, subscription="link_shared")


def _message_event(workspace: Workspace, channel: Channel, message: Message) -> Json:
    event = message_json(workspace, message) | _place(channel, message.ts)
    team = workspace.team_of(message.user)
    if team != workspace.team:
        event |= {"team": team, "user_team": team, "source_team": team}
    parent = channel.messages.get(message.thread_ts or "") if message.is_reply else None
    if parent:
        event["parent_user_id"] = parent.user
    if parent and message.subtype == "thread_broadcast":
        event["root"] = in_channel(workspace, channel, parent, metadata=True)
    return event


def _known_links(workspace: Workspace, text: str) -> list[Json]:
    """The links to the domains that the manifest names for unfurling (contract 7)."""
    domains = workspace.app.features.get("unfurl_domains", [])
    found = [(urlsplit(url).hostname or "", url) for url in LINK.findall(text)]
    return [
        {"domain": each, "url": url}
        for host, url in found
        for each in domains
        if host == each or host.endswith(f".{each}")
    ]


def _link_event(
    workspace: Workspace, channel: Channel, message: Message, links: list[Json]
) -> Json:
    event: Json = {
        "type": "link_shared",
        "user": message.user,
        "channel": channel.id,
        "message_ts": message.ts,
        "links": links,
        "source": "conversations_history",
        "unfurl_id": f"C{workspace.next_serial():08X}.{message.ts}",
        "is_bot_user_member": workspace.app.bot_user in channel.members,
        "event_ts": workspace.clock.stamp(),
    }
    return event | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def message_changed(workspace: Workspace, channel: Channel, before: Json, message: Message) -> None:
    body = {
        "subtype": "message_changed",
        "message": message_json(workspace, message),
        "previous_message": before,
    }
    _hidden(workspace, channel, body)


def message_deleted(workspace: Workspace, channel: Channel, before: Json) -> None:
    body = {
        "subtype": "message_deleted",
        "previous_message": before,
        "deleted_ts": before["ts"],
    }
    _hidden(workspace, channel, body)


def member_joined(workspace: Workspace, channel: Channel, person: str, inviter: str | None) -> None:
    event = _member_event(workspace, channel, person, "member_joined_channel")
    if inviter:
        event["inviter"] = inviter
    emit(workspace, event, subscription="member_joined_channel", channel=channel)


def member_left(workspace: Workspace, channel: Channel, person: str) -> None:
    """Someone left; where it was the app itself, it hears that it is out."""
    if person != workspace.app.bot_user:
        event = _member_event(workspace, channel, person, "member_left_channel")
        emit(workspace, event, subscription="member_left_channel", channel=channel)
        return
    kind = "channel_left" if channel.kind == "channel" else "group_left"
    ts = workspace.clock.stamp()
    emit(workspace, {"type": kind, "channel": channel.id, "event_ts": ts}, subscription=kind)


def _member_event(workspace: Workspace, channel: Channel, person: str, kind: str) -> Json:
    return {
        "type": kind,
        "user": person,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": workspace.team_of(person),
        "event_ts": workspace.clock.stamp(),
    }


def reaction_added(workspace: Workspace, message: Message, person: str, name: str) -> None:
    """A reaction, told to the app and to every page."""
    _reaction(workspace, message, person, name=name, kind="reaction_added")


def reaction_removed(workspace: Workspace, message: Message, person: str, name: str) -> None:
    """A reaction taken back, told to the app and to every page."""
    _reaction(workspace, message, person, name=name, kind="reaction_removed")


def _reaction(workspace: Workspace, message: Message, person: str, *, name: str, kind: str) -> None:
    where = {"channel": message.channel, "ts": message.ts}
    event = {
        "type": kind,
        "user": person,
        "item": {"type": "message", **where},
        "reaction": name,
        "item_user": message.user,
        "event_ts": workspace.clock.stamp(),
    }
    shown = {"thread_ts": message.thread_ts, "only_for": message.only_for}
    workspace.changes.publish("message_changed", **where, **shown)
    channel = workspace.channels[message.channel]
    emit(workspace, event, subscription=kind, channel=channel)


def user_changed(workspace: Workspace, person: Person, *, kind: str = "user_change") -> None:
    body = person_json(workspace, person, email="users:read.email" in workspace.app.scopes)
    ts = workspace.clock.stamp()
    event = {"type": kind, "user": body, "cache_ts": person.updated, "event_ts": ts}
    emit(workspace, event, subscription=kind)


def group_changed(workspace: Workspace, group: Group) -> None:
    body = {"subteam": group_json(workspace, group, users=True)}
    event = {"type": "subteam_updated", **body, "event_ts": workspace.clock.stamp()}
    emit(workspace, event, subscription="subteam_updated")


def group_members_changed(
    workspace: Workspace, group: Group, *, added: list[str], removed: list[str]
) -> None:
    event = {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": workspace.team,
        "date_previous_update": group.created,
        "date_update": workspace.clock.unix(),
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
        "event_ts": workspace.clock.stamp(),
    }
    emit(workspace, event, subscription="subteam_members_changed")


def home_opened(workspace: Workspace, person: str, channel: Channel, tab: str) -> None:
    event: Json = {
        "type": "app_home_opened",
        "user": person,
        "channel": channel.id,
        "tab": tab,
        "event_ts": workspace.clock.stamp(),
    }
    if tab == "home" and (view := workspace.homes.get(person)):
        event["view"] = view_json(workspace, view)
    emit(workspace, event, subscription="app_home_opened")


def _hidden(workspace: Workspace, channel: Channel, body: Json) -> None:
    ts = workspace.clock.stamp()
    event = {"type": "message", "hidden": True, "ts": ts, **body, **_place(channel, ts)}
    _message(workspace, channel, event)


def _message(workspace: Workspace, channel: Channel, event: Json) -> None:
    emit(workspace, event, subscription=f"message.{FAMILIES[channel.kind]}", channel=channel)


def _place(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": ts}
