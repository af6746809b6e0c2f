"""The workspace and the app of someone who has written no files yet."""

from typing import Any

Json = dict[str, Any]

WORKSPACE: Json = {
    "team": {"name": "Acme", "domain": "acme"},
    "people": [
        {"name": "anna", "real_name": "Anna Berg", "tz": "Europe/Berlin", "is_admin": True},
        {"name": "ben", "real_name": "Ben Ito", "tz": "Asia/Tokyo"},
        {"name": "cora", "real_name": "Cora Diaz", "tz": "America/New_York"},
    ],
    "channels": [
        {"name": "general", "people": "all", "bot": True},
        {"name": "random", "people": "all"},
        {"name": "leads", "people": ["anna", "ben"], "is_private": True},
    ],
}
SCOPES = [
    *("app_mentions:read", "chat:write", "commands", "files:read", "files:write"),
    *("channels:history", "channels:join", "channels:manage", "channels:read"),
    *("groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write"),
    *("mpim:history", "mpim:read", "mpim:write", "reactions:read", "reactions:write"),
    *("usergroups:read", "users.profile:read", "users:read", "users:read.email"),
]
EVENTS = [
    *("app_home_opened", "app_mention", "file_shared", "member_joined_channel"),
    *("message.channels", "message.groups", "message.im", "message.mpim"),
    *("reaction_added", "reaction_removed", "user_change"),
]
MANIFEST: Json = {
    "display_information": {"name": "My app"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "my-app"},
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
ADVICE = (
    "No manifest was given: the app may do everything that is built, but has no commands and no "
    "shortcuts. They come from a file: --manifest FILE."
)
