"""The JSON in which channels, messages and views travel (contract 7, 11)."""

from sandbox.composed import rich_text
from sandbox.directory import replies
from sandbox.model import SLACKBOT, Channel, Json, Message, View, Workspace
from sandbox.wire_files import file_json
from sandbox.wire_people import bot_profile

FAMILY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


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
        "blocks": message.blocks or _composed(message),
        "attachments": message.attachments,
        "thread_ts": message.thread_ts,
        "metadata": message.metadata if metadata else None,
    }
    body |= {key: value for key, value in optional.items() if value}
    if message.bot_id:
        app_id = workspace.app.id
        body |= {"bot_id": message.bot_id, "app_id": app_id, "bot_profile": bot_profile(workspace)}
    if message.files:
        files = [file_json(workspace, workspace.files[each]) for each in message.files]
        body |= {"files": files, "upload": False, "display_as_bot": False}
    if message.edited_ts:
        body["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return body


def _composed(message: Message) -> list[Json]:
    """The block that Slack makes of what a person typed."""
    if message.bot_id or message.user == SLACKBOT:
        return []
    return rich_text(message.text, block_id=f"r{message.ts.replace('.', '')}")


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
            "is_locked": False,
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
        "is_group": channel.kind in ("group", "mpim"),
        "is_im": channel.is_im,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
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
        "parent_conversation": None,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": [],
        "unlinked": 0,
        "is_read_only": False,
        "last_read": channel.read.get(bot, "0000000000.000000"),
        "previous_names": channel.previous_names,
        "topic": {"value": channel.topic, **said},
        "purpose": {"value": "", **said},
    }


def view_json(workspace: Workspace, view: View) -> Json:
    app, shown = workspace.app, view.payload
    return {
        "id": view.id,
        "team_id": workspace.team_of(view.person),
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": shown.get("private_metadata", ""),
        "callback_id": shown.get("callback_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": _plain(shown.get("title") or {"type": "plain_text", "text": app.name}),
        "clear_on_close": bool(shown.get("clear_on_close")),
        "notify_on_close": bool(shown.get("notify_on_close")),
        "close": _plain(shown.get("close")),
        "submit": _plain(shown.get("submit")),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": app.id,
        "external_id": shown.get("external_id", ""),
        "app_installed_team_id": workspace.team,
        "bot_id": app.bot_id,
    }


def _plain(text: Json | None) -> Json | None:
    """A plain text as Slack gives it back: whether it takes emoji is always said."""
    return {"emoji": True, **text} if text else None
