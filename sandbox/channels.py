"""Which channel a call means, and whether the app may do there what it wants."""

from sandbox.calls import Call
from sandbox.directory import channel_named, open_dm
from sandbox.model import Channel, Message, Workspace
from sandbox.rules import Rule, rule

NOT_FOUND = rule("channel.unknown", "channel_not_found", contract="5.1")
PRIVATE = rule("channel.private", "channel_not_found", contract="16.6")
NOT_IN = rule("channel.member", "not_in_channel", contract="16.6")
ARCHIVED = rule("channel.archived", "is_archived", contract="16.6")
TAB_OFF = rule("channel.messages_tab", "messages_tab_disabled", contract="16.6")
NO_BOT_DM = rule("channel.bot_dm", "cannot_dm_bot", contract="5.1")
GONE = rule("channel.dm.deactivated", "user_disabled", contract="5.1")
NO_THREAD = rule("message.thread.unknown", "thread_not_found", contract="5.1")
ONLY_A_REPLY = rule("message.thread.reply", "cannot_reply_to_message", contract="5.1")

PUBLIC_SCOPE = "chat:write.public"


def channel_of(call: Call, *, named: str | None = None) -> Channel:
    """The channel whose id the call gives (or `named`), as far as the app can see it."""
    workspace = call.workspace
    name = call.text("channel") if named is None else named
    found = NOT_FOUND.need(workspace.channels.get(name))
    hidden = found.kind != "channel" and workspace.app.bot_user not in found.members
    PRIVATE.refuse_if(hidden)
    return found


def place_of(call: Call) -> Channel:
    """Where to post: a channel's id, its name after a #, or a person's id for the DM with them."""
    name = call.text("channel")
    if name in call.workspace.people:
        return dm_with(call.workspace, name)
    if not name.startswith("#"):
        return channel_of(call)
    try:
        return channel_of(call, named=channel_named(call.workspace, name).id)
    except KeyError:
        return channel_of(call)


def need_parent(channel: Channel, ts: str) -> None:
    """Refuse a `thread_ts` that is no message at all, or only a reply (contract 5.1)."""
    parent = message_of(channel, ts, NO_THREAD)
    ONLY_A_REPLY.refuse_if(parent.is_reply)


def dm_with(workspace: Workspace, person: str) -> Channel:
    """The app's direct message with a person who can be written to."""
    known = workspace.people[person]
    NO_BOT_DM.refuse_if(known.is_bot)
    GONE.refuse_if(known.deleted)
    return open_dm(workspace, person, workspace.app.bot_user)


def need_member(workspace: Workspace, channel: Channel, *, public_scope: bool = False) -> None:
    """Refuse unless the app is in the channel, or may write to public ones it has not joined."""
    if public_scope and channel.kind == "channel" and PUBLIC_SCOPE in workspace.app.scopes:
        return
    NOT_IN.refuse_if(workspace.app.bot_user not in channel.members)


def need_writable(workspace: Workspace, channel: Channel) -> None:
    """Refuse archived channels, and DMs where the messages tab is off."""
    need_alive(channel)
    home = workspace.app.home
    TAB_OFF.refuse_if(channel.is_im and home.get("messages_tab_enabled") is False)


def need_alive(channel: Channel) -> None:
    ARCHIVED.refuse_if(channel.is_archived)


def message_of(channel: Channel, ts: str, missing: Rule) -> Message:
    """The message of this ts that is not ephemeral."""
    found = channel.messages.get(ts)
    return missing.need(found if found and found.only_for is None else None)
