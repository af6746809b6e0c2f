"""Sends events to the app where it is subscribed, scoped and a member (contract 8, 11)."""

from sandbox.model import Channel, Json, Workspace
from sandbox.rules import rule

SUBSCRIBED = rule("event.subscribed", "event_not_sent", contract="16.12")
SCOPED = rule("event.scope", "event_not_sent", contract="16.12")
MEMBER = rule("event.member", "event_not_sent", contract="16.12")

SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_rename": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "link_shared": "links:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_rename": "groups:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "user_status_changed": "users:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
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
    workspace.delivery.tell(_callback(workspace, event, channel))
    return True


def _callback(workspace: Workspace, event: Json, channel: Channel | None) -> Json:
    app, team = workspace.app, workspace.team
    members = (workspace.people.get(each) for each in (channel.members if channel else []))
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
        "is_ext_shared_channel": any(each.home_team for each in members if each),
        "event_context": f"1-{event['type']}-{team}-{event.get('channel', '')}",
    }
