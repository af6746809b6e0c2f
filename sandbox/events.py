"""Events for the app: sent only where it is subscribed, scoped and a member (contract 8, 11)."""

from sandbox.model import Channel, Json, Message, Person, Workspace
from sandbox.rules import rule
from sandbox.wire import message_json, person_json, view_json

SUBSCRIBED = rule("event.subscribed", "event_not_sent", contract="16.12")
SCOPED = rule("event.scope", "event_not_sent", contract="16.12")
MEMBER = rule("event.member", "event_not_sent", contract="16.12")

FAMILIES = {"channel": "channels", "group": "groups", "im": "im"}
SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_rename": "channels:read",
    "channel_created": "channels:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_rename": "groups:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "subteam_updated": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
}


def emit(
    workspace: Workspace, event: Json, *, subscription: str, channel: Channel | None = None
) -> bool:
    """Send `event` to the app, or not; says which."""
    app = workspace.app
    scope = SCOPES.get(subscription)
    if SUBSCRIBED.is_on and subscription not in app.bot_events:
        return False
    if SCOPED.is_on and scope and scope not in app.scopes:
        return False
    if MEMBER.is_on and channel and app.bot_user not in channel.members:
        return False
    workspace.delivery.tell(_callback(workspace, event))
    return True


def message_posted(workspace: Workspace, channel: Channel, message: Message) -> None:
    """A new message, and the mention in it, for the app."""
    if message.only_for:
        return
    event = message_json(workspace, message) | _place(channel, message.ts)
    _message(workspace, channel, event)
    mention = f"<@{workspace.app.bot_user}"
    if mention in message.text and message.bot_id is None and not channel.is_im:
        body = {key: value for key, value in event.items() if key != "channel_type"}
        mentioned = {**body, "type": "app_mention"}
        emit(workspace, mentioned, subscription="app_mention", channel=channel)


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
    event: Json = {
        "type": "member_joined_channel",
        "user": person,
        "channel": channel.id,
        "channel_type": "G" if channel.kind == "group" else "C",
        "team": workspace.team,
        "event_ts": workspace.clock.stamp(),
    }
    if inviter:
        event["inviter"] = inviter
    emit(workspace, event, subscription="member_joined_channel", channel=channel)


def reaction_added(workspace: Workspace, message: Message, person: str, name: str) -> None:
    """A reaction, told to the app and to every page."""
    where = {"channel": message.channel, "ts": message.ts}
    event = {
        "type": "reaction_added",
        "user": person,
        "item": {"type": "message", **where},
        "reaction": name,
        "item_user": message.user,
        "event_ts": workspace.clock.stamp(),
    }
    shown = {"thread_ts": message.thread_ts, "only_for": message.only_for}
    workspace.changes.publish("message_changed", **where, **shown)
    channel = workspace.channels[message.channel]
    emit(workspace, event, subscription="reaction_added", channel=channel)


def user_changed(workspace: Workspace, person: Person) -> None:
    body = person_json(workspace, person, email="users:read.email" in workspace.app.scopes)
    ts = workspace.clock.stamp()
    event = {"type": "user_change", "user": body, "cache_ts": person.updated, "event_ts": ts}
    emit(workspace, event, subscription="user_change")


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


def _callback(workspace: Workspace, event: Json) -> Json:
    app, team = workspace.app, workspace.team
    return {
        "token": "sandbox",
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{workspace.next_serial():08X}",
        "event_time": workspace.clock.unix(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"1-{event['type']}-{team}-{event.get('channel', '')}",
    }
