"""The methods of the Web API, one module per family; importing this registers them all."""

from sandbox.methods import (
    auth,
    chat,
    conversations,
    files,
    groups,
    members,
    reactions,
    users,
    views,
)

__all__ = [
    "auth",
    "chat",
    "conversations",
    "files",
    "groups",
    "members",
    "reactions",
    "users",
    "views",
]
