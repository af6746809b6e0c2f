"""All that the app needs from Slack: what the handlers need, and what this floor's own calls do."""

import handlers
from handlers.surface import Surface

RELAY = Surface(
    scopes={
        "chat:write": "post tickets, and edit them as they move on",
        "im:write": "write to a person directly",
        "channels:history": "find a message again before it would be posted twice",
        "groups:history": "find a message again in a private channel",
        "im:history": "find a message again in a direct message",
    }
)
READER = Surface(
    scopes={
        "channels:history": "read the message that a ticket is made of, and find my own again",
        "groups:history": "read the same in private channels that I was invited to",
        "im:history": "read what people write to me directly",
        "mpim:history": "read the message that a ticket is made of in a group's direct messages",
    }
)
COMMAND_LINE = Surface(
    scopes={
        "users:read": "see who is a guest or has left, when the catalogue names them",
        "users:read.email": "find the people whom the catalogue names by e-mail",
        "channels:read": "find the channels that the catalogue names",
        "groups:read": "find the private channels that the catalogue names",
        "usergroups:read": "find the user groups that the catalogue names, and who is in them",
    }
)
SURFACE = RELAY + READER + COMMAND_LINE + handlers.SURFACE
