"""A person presses a button, or chooses or types where it acts at once."""

from typing import Any

from sandbox import state
from sandbox.asking import ask, words_of
from sandbox.delivery import Unanswered
from sandbox.model import Json, Message, View, Workspace
from sandbox.outcomes import Impossible, Outcome
from sandbox.payloads import message_action_payload, view_action_payload
from sandbox.places import Spot, element_at, message_for, view_for
from sandbox.saying import actor

ON_ENTER = ("on_enter_pressed",)
BY_CHARACTER = "on_character_entered"
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
    _need_dispatch(block, spot)
    state.enter(workspace, place.blocks, place.state, values or {})
    offered = state.with_offers(workspace, block, element)
    chosen = state.entered(workspace, offered, value)
    if element["type"] not in state.STATELESS:
        place.state.setdefault(block["block_id"], {})[element["action_id"]] = chosen
    return await _act(workspace, person, place, _action(workspace, block, element, chosen))


async def type_in(
    workspace: Workspace, person: str, spot: Spot, *, text: str, enter: bool = False
) -> list[Outcome]:
    """Type into an input that acts at once: on each character, on Enter, or on both (3.1)."""
    place = _place(workspace, person, spot)
    block, element = element_at(place.blocks, spot)
    _need_dispatch(block, spot)
    triggers = (element.get("dispatch_action_config") or {}).get("trigger_actions_on") or ON_ENTER
    steps = [text[: n + 1] for n in range(len(text))] if BY_CHARACTER in triggers else []
    steps += [text] if enter and set(ON_ENTER) & set(triggers) else []
    outcomes = []
    for typed in steps:
        value = state.entered(workspace, element, typed)
        place.state.setdefault(block["block_id"], {})[element["action_id"]] = value
        action = _action(workspace, block, element, value)
        outcomes.append(await _act(workspace, person, place, action))
    state.enter(workspace, place.blocks, place.state, {element["action_id"]: text})
    return outcomes


def _need_dispatch(block: Json, spot: Spot) -> None:
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise Impossible(f"{spot.action_id} does not act at once: submit it")


def _place(workspace: Workspace, person: str, spot: Spot) -> Message | View:
    who = actor(workspace, person).id
    if spot.view:
        return view_for(workspace, who, spot.view)
    return message_for(workspace, who, spot.channel, spot.ts)


def _action(workspace: Workspace, block: Json, element: Json, shown: Json) -> Json:
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **shown,
        "action_ts": workspace.clock.stamp(),
    }


async def _act(workspace: Workspace, person: str, place: Message | View, action: Json) -> Outcome:
    who = actor(workspace, person).id
    if isinstance(place, View):
        payload = view_action_payload(workspace, place, action)
    else:
        payload = message_action_payload(workspace, who, place, action)
    place.trouble.discard(action["action_id"])
    try:
        await ask(workspace, payload)
    except Unanswered as silence:
        _warn(workspace, who, place, action["action_id"])
        return Outcome(ok=False, failure=silence.reason, text=words_of(silence))
    return Outcome(ok=True)


def _warn(workspace: Workspace, person: str, place: Message | View, action_id: str) -> None:
    """Show the warning icon beside the button (contract 6.1)."""
    place.trouble.add(action_id)
    where: Json = {"view": place.id} if isinstance(place, View) else {"ts": place.ts}
    if isinstance(place, Message):
        where["channel"] = place.channel
    workspace.changes.publish("warning", person=person, action_id=action_id, **where)
