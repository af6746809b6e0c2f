"""The JSON in which people, channels, messages and views travel (contract 7, 11)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.directory import replies
from sandbox.model import Channel, Group, Json, Message, Person, View, Workspace


def bot_profile(workspace: Workspace) -> Json:
    app = workspace.app
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": 0,
        "app_id": app.id,
        "icons": {},
        "team_id": workspace.team,
    }


def message_json(workspace: Workspace, message: Message, *, metadata: bool = True) -> Json:
    """A message as history, answers and payloads show it; empty keys left out."""
    body: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": workspace.team,
    }
    optional = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "thread_ts": message.thread_ts,
        "metadata": message.metadata if metadata else None,
    }
    body |= {key: value for key, value in optional.items() if value}
    if message.bot_id:
        app_id = workspace.app.id
        body |= {"bot_id": message.bot_id, "app_id": app_id, "bot_profile": bot_profile(workspace)}
    if message.edited_ts:
        body["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return body


def in_channel(workspace: Workspace, channel: Channel, message: Message, *, metadata: bool) -> Json:
    """A message with what its thread adds."""
    body = message_json(workspace, message, metadata=metadata)
    below = replies(channel, message.ts)
    if below:
        users = list(dict.fromkeys(each.user for each in below))
        body |= {
            "thread_ts": message.ts,
            "reply_count": len(below),
            "reply_users_count": len(users),
            "reply_users": users,
            "latest_reply": below[-1].ts,
            "subscribed": False,
        }
    if message.is_reply and message.thread_ts in channel.messages:
        body["parent_user_id"] = channel.messages[message.thread_ts].user
    return body


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    bot = workspace.app.bot_user
    shared = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.kind == "group",
        "is_org_shared": False,
        "context_team_id": workspace.team,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        other = next((each for each in channel.members if each != bot), bot)
        return {**shared, "user": other, "is_open": True, "last_read": "0000000000.000000"}
    return {**shared, **_named_channel(channel, bot)}


def _named_channel(channel: Channel, bot: str) -> Json:
    said = {"creator": channel.creator, "last_set": channel.created}
    return {
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.creator,
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": bot in channel.members,
        "previous_names": channel.previous_names,
        "topic": {"value": channel.topic, **said},
        "purpose": {"value": "", **said},
    }


def person_json(workspace: Workspace, person: Person, *, email: bool) -> Json:
    zone = ZoneInfo(person.tz)
    offset = datetime.fromtimestamp(workspace.clock.unix(), UTC).astimezone(zone).utcoffset()
    return {
        "id": person.id,
        "team_id": workspace.team,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(workspace, person, email=email),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": person.id == workspace.app.bot_user,
        "is_app_user": False,
        "updated": person.updated,
    }


def _profile(workspace: Workspace, person: Person, *, email: bool) -> Json:
    profile: Json = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": 0,
        "team": workspace.team,
    }
    if person.id == workspace.app.bot_user:
        return profile | {"api_app_id": workspace.app.id, "bot_id": workspace.app.bot_id}
    return profile | {"email": person.email} if email and person.email else profile


def group_json(workspace: Workspace, group: Group, *, users: bool) -> Json:
    body: Json = {
        "id": group.id,
        "team_id": workspace.team,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": 0,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.people),
    }
    return body | {"users": group.people} if users else body


def view_json(workspace: Workspace, view: View) -> Json:
    app, shown = workspace.app, view.payload
    return {
        "id": view.id,
        "team_id": workspace.team,
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": shown.get("private_metadata", ""),
        "callback_id": shown.get("callback_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": shown.get("title") or {"type": "plain_text", "text": app.name, "emoji": True},
        "clear_on_close": bool(shown.get("clear_on_close")),
        "notify_on_close": bool(shown.get("notify_on_close")),
        "close": shown.get("close"),
        "submit": shown.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": app.id,
        "external_id": shown.get("external_id", ""),
        "app_installed_team_id": workspace.team,
        "bot_id": app.bot_id,
    }
