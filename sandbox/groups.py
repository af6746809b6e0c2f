"""What an administrator does to user groups, and what the app hears of it (contract 11)."""

from sandbox import events
from sandbox.directory import named
from sandbox.model import Group, Json, Workspace
from sandbox.outcomes import Impossible


async def add(workspace: Workspace, body: Json) -> None:
    """Put a person into the group."""
    group, person = group_named(workspace, body["name"]), named(workspace, body["person"])
    if person.id not in group.people:
        group.people.append(person.id)
        _tell(workspace, group, added=[person.id])


async def remove(workspace: Workspace, body: Json) -> None:
    group, person = group_named(workspace, body["name"]), named(workspace, body["person"])
    if person.id in group.people:
        group.people.remove(person.id)
        _tell(workspace, group, removed=[person.id])


async def disable(workspace: Workspace, body: Json) -> None:
    """Delete the group, as Slack does: it keeps its people, and can be enabled again."""
    group = group_named(workspace, body["name"])
    group.disabled = workspace.clock.unix()
    events.group_changed(workspace, group)


async def enable(workspace: Workspace, body: Json) -> None:
    group = group_named(workspace, body["name"])
    group.disabled = 0
    events.group_changed(workspace, group)


def group_named(workspace: Workspace, name: str) -> Group:
    """By id or handle."""
    bare = name.removeprefix("@")
    for group in workspace.groups.values():
        if bare in (group.id, group.handle):
            return group
    raise Impossible(f"there is no group @{bare}")


def _tell(
    workspace: Workspace,
    group: Group,
    *,
    added: list[str] | None = None,
    removed: list[str] | None = None,
) -> None:
    """Slack tells of it twice: what changed, and how the group is now."""
    changed = {"added": added or [], "removed": removed or []}
    events.group_members_changed(workspace, group, **changed)
    events.group_changed(workspace, group)


GROUP_DEEDS = {"add": add, "remove": remove, "disable": disable, "enable": enable}
