"""A person presses a button or chooses in a menu that acts at once."""

from typing import Any

from sandbox import state
from sandbox.delivery import Unanswered
from sandbox.model import Json, Message, View, Workspace
from sandbox.outcomes import Impossible, Outcome
from sandbox.payloads import message_action_payload, view_action_payload
from sandbox.places import Spot, element_at, message_for, person_of, view_for

PRESSED = ("text", "value", "style", "confirm", "url")


async def press(
    workspace: Workspace, person: str, spot: Spot, *, values: Json | None = None
) -> Outcome:
    """Press a button, with what is typed elsewhere in its view or message as `values`."""
    place = _place(workspace, person, spot)
    block, button = element_at(place.blocks, spot)
    if button["type"] != "button":
        raise Impossible(f"{spot.action_id} is not a button")
    state.enter(workspace, place.blocks, place.state, values or {})
    shown = {key: button[key] for key in PRESSED if key in button}
    return await _act(workspace, person, place, _action(workspace, block, button, shown))


async def choose(
    workspace: Workspace, person: str, spot: Spot, *, value: Any, values: Json | None = None
) -> Outcome:
    """Choose in a select, picker, radio, checkboxes or overflow that acts at once."""
    place = _place(workspace, person, spot)
    block, element = element_at(place.blocks, spot)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise Impossible(f"{spot.action_id} does not act at once: submit it")
    state.enter(workspace, place.blocks, place.state, values or {})
    chosen = state.entered(workspace, element, value)
    if element["type"] not in state.STATELESS:
        place.state.setdefault(block["block_id"], {})[element["action_id"]] = chosen
    return await _act(workspace, person, place, _action(workspace, block, element, chosen))


def _place(workspace: Workspace, person: str, spot: Spot) -> Message | View:
    actor = person_of(workspace, person).id
    if spot.view:
        return view_for(workspace, actor, spot.view)
    return message_for(workspace, actor, spot.channel, spot.ts)


def _action(workspace: Workspace, block: Json, element: Json, shown: Json) -> Json:
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **shown,
        "action_ts": workspace.clock.stamp(),
    }


async def _act(workspace: Workspace, person: str, place: Message | View, action: Json) -> Outcome:
    actor = person_of(workspace, person).id
    if isinstance(place, View):
        payload = view_action_payload(workspace, place, action)
    else:
        payload = message_action_payload(workspace, actor, place, action)
    place.trouble.discard(action["action_id"])
    try:
        await workspace.delivery.ask("interactive", payload)
    except Unanswered as silence:
        _warn(workspace, actor, place, action["action_id"])
        return Outcome(ok=False, failure=silence.reason)
    return Outcome(ok=True)


def _warn(workspace: Workspace, person: str, place: Message | View, action_id: str) -> None:
    """Show the warning icon beside the button (contract 6.1)."""
    place.trouble.add(action_id)
    where: Json = {"view": place.id} if isinstance(place, View) else {"ts": place.ts}
    if isinstance(place, Message):
        where["channel"] = place.channel
    workspace.changes.publish("warning", person=person, action_id=action_id, **where)
