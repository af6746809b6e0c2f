"""The views a person has open: the modal stack and the Home tab (contract 6.4)."""

import json
from secrets import token_hex

from sandbox.blockkit.settled import settled
from sandbox.model import Json, View, Workspace
from sandbox.posting import Origin, journal
from sandbox.state import initial_state

DEEPEST = 3


def opened(workspace: Workspace, person: str, payload: Json, *, origin: Origin) -> View:
    """A new view on top of the person's stack."""
    stack = workspace.stacks.setdefault(person, [])
    view_id = f"V0{workspace.next_serial():08X}"
    view = View(
        id=view_id,
        kind="modal",
        person=person,
        hash=new_hash(workspace),
        payload=_taken(workspace, payload),
        root=stack[0] if stack else view_id,
        previous=stack[-1] if stack else None,
    )
    view.state = initial_state(view.blocks)
    workspace.views[view_id] = view
    stack.append(view_id)
    _tell(workspace, view, origin)
    return view


def replaced(workspace: Workspace, view: View, payload: Json, *, origin: Origin) -> View:
    """The same view with other contents; what was typed into the same inputs stays."""
    view.payload = _taken(workspace, payload)
    view.hash = new_hash(workspace)
    view.state = initial_state(view.blocks, view.state)
    view.trouble.clear()
    _tell(workspace, view, origin)
    return view


def published(workspace: Workspace, person: str, payload: Json, *, origin: Origin) -> View:
    """The person's Home tab."""
    if old := workspace.homes.get(person):
        return replaced(workspace, old, payload, origin=origin)
    view_id = f"V0{workspace.next_serial():08X}"
    taken = _taken(workspace, payload)
    view = View(view_id, "home", person, new_hash(workspace), taken, root=view_id)
    view.state = initial_state(view.blocks)
    workspace.homes[person] = workspace.views[view_id] = view
    _tell(workspace, view, origin)
    return view


def closed(workspace: Workspace, view: View) -> None:
    """Take a view off its stack."""
    stack = workspace.stacks.get(view.person, [])
    if view.id in stack:
        stack.remove(view.id)
    workspace.views.pop(view.id, None)
    workspace.changes.publish("view", person=view.person)


def all_closed(workspace: Workspace, person: str) -> None:
    for view_id in workspace.stacks.pop(person, []):
        workspace.views.pop(view_id, None)
    workspace.changes.publish("view", person=person)


def top(workspace: Workspace, person: str) -> View | None:
    """The modal the person sees now."""
    stack = workspace.stacks.get(person)
    return workspace.views[stack[-1]] if stack else None


def by_external_id(workspace: Workspace, external_id: str) -> View | None:
    for view in workspace.views.values():
        if external_id and view.payload.get("external_id") == external_id:
            return view
    return None


def new_hash(workspace: Workspace) -> str:
    return f"{workspace.clock.unix()}.{token_hex(4)}"


def _taken(workspace: Workspace, payload: Json) -> Json:
    own: Json = json.loads(json.dumps(payload))
    own["blocks"] = settled(own.get("blocks") or [], workspace.next_serial)
    return own


def _tell(workspace: Workspace, view: View, origin: Origin) -> None:
    facts = {"view_id": view.id, "callback_id": view.payload.get("callback_id", "")}
    journal(workspace, origin, user=view.person, text=view.title, blocks=view.blocks, details=facts)
    kind = "home" if view.kind == "home" else "view"
    workspace.changes.publish(kind, person=view.person, view=view.id)
