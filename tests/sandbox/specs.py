"""A small workspace and a manifest, with copies that differ in one thing."""

import copy

SEED = {
    "team": {"name": "Acme", "domain": "acme"},
    "people": [
        {
            "name": "anna",
            "real_name": "Anna Berg",
            "email": "anna@acme.test",
            "tz": "Europe/Berlin",
        },
        {"name": "ben", "real_name": "Ben Ito", "email": "ben@acme.test", "tz": "Asia/Tokyo"},
        {"name": "cora", "real_name": "Cora Diaz", "email": "cora@acme.test", "tz": "Etc/UTC"},
    ],
    "groups": [{"handle": "it-ops", "name": "IT Ops", "people": ["ben"]}],
    "channels": [
        {"name": "marketing", "people": "all", "bot": True},
        {"name": "it-desk", "people": ["anna", "ben"], "bot": True},
        {"name": "random", "people": "all"},
        {"name": "leads", "people": ["anna"], "is_private": True},
    ],
}
SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "usergroups:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_rename",
    "member_joined_channel",
    "message.channels",
    "message.im",
    "reaction_added",
    "user_change",
]
MANIFEST = {
    "display_information": {"name": "Desk"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "desk"},
        "slash_commands": [
            {"command": "/request", "description": "Ask", "should_escape": True},
            {"command": "/raw", "description": "Unescaped"},
        ],
        "shortcuts": [
            {"name": "New", "type": "global", "callback_id": "new", "description": "New"},
            {"name": "From", "type": "message", "callback_id": "from", "description": "From"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def without_scope(scope):
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    return manifest


def with_scope(scope):
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"].append(scope)
    return manifest


def without_event(event):
    manifest = copy.deepcopy(MANIFEST)
    manifest["settings"]["event_subscriptions"]["bot_events"].remove(event)
    return manifest


def plain(text):
    return {"type": "plain_text", "text": text}


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text, action_id, **more):
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements):
    return {"type": "actions", "block_id": "acts", "elements": list(elements)}


def text_input(block_id="summary", *, optional=False, **element):
    shape = {"type": "plain_text_input", "action_id": f"{block_id}_input", **element}
    block = {"type": "input", "block_id": block_id, "label": plain(block_id), "element": shape}
    return block | ({"optional": True} if optional else {})


def modal(*blocks, title="New request", callback_id="form", **more):
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": list(blocks) or [text_input()],
        **more,
    }
