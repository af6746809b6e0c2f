"""What a person has entered: state values per kind of element (contract 6.6), and their checks."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from sandbox.blockkit.objects import all_options
from sandbox.blockkit.settled import components
from sandbox.directory import channel_named, named
from sandbox.model import Json, View, Workspace
from sandbox.outcomes import Impossible

State = dict[str, dict[str, Json]]

STATELESS = ("button", "overflow", "image", "icon_button", "feedback_buttons", "workflow_button")
KEYS = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "rich_text_input": "rich_text_value",
}
INITIALS = {key: value.replace("selected", "initial") for key, value in KEYS.items()}
INITIALS["rich_text_input"] = "initial_value"
LONGEST = 3000


def key_of(kind: str) -> str:
    """Under which name an element of this kind keeps its value."""
    return KEYS.get(kind, "value")


def is_multi(kind: str) -> bool:
    return key_of(kind).endswith("s") and kind != "rich_text_input"


def initial(element: Json) -> Json:
    """The state value of an element nobody has touched."""
    kind = element["type"]
    given = element.get(INITIALS.get(kind, "initial_value"))
    nothing: Any = [] if is_multi(kind) else None
    return _kept(element, nothing if given is None else given)


def _kept(element: Json, value: Any) -> Json:
    """A state value as Slack writes it; an hour comes with the timezone of its picker."""
    kind = element["type"]
    zone = {"timezone": element["timezone"]} if element.get("timezone") else {}
    return {"type": kind, key_of(kind): value, **zone}


def initial_state(blocks: list[Json], kept: State | None = None) -> State:
    """The state of untouched blocks; values of the same block and action id survive (6.4)."""
    state: State = {}
    for block, element in components(blocks):
        if element["type"] in STATELESS:
            continue
        old = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
        same = old is not None and old["type"] == element["type"]
        value = old if same and old else initial(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = value
    return state


def entered(workspace: Workspace, element: Json, value: Any) -> Json:
    """The state value after entering the plain `value`; Impossible when it cannot be entered."""
    kind = element["type"]
    if value is None or value == "":
        return _kept(element, [] if is_multi(kind) else None)
    if is_multi(kind):
        return _kept(element, [_one(workspace, element, each) for each in value])
    return _kept(element, _one(workspace, element, value))


def with_offers(workspace: Workspace, block: Json, element: Json) -> Json:
    """The element with what stood in it at first and all the app has offered for it since."""
    first = [element.get("initial_option"), *(element.get("initial_options") or [])]
    offered = workspace.offered.get((block["block_id"], element["action_id"]), [])
    known = [*filter(None, first), *offered]
    return {**element, "offered": known} if known else element


def enter(workspace: Workspace, blocks: list[Json], state: State, values: Json) -> None:
    """Enter plain values, given by block id or action id, into `state`."""
    for name, value in values.items():
        block, element = _find(blocks, name)
        state.setdefault(block["block_id"], {})[element["action_id"]] = entered(
            workspace, with_offers(workspace, block, element), value
        )


def _find(blocks: list[Json], name: str) -> tuple[Json, Json]:
    for block, element in components(blocks):
        if element["type"] not in STATELESS and name in (block["block_id"], element["action_id"]):
            return block, element
    there = sorted({block["block_id"] for block, _ in components(blocks)})
    raise Impossible(f"nothing to fill in is called {name}; there are {', '.join(there)}")


def _one(workspace: Workspace, element: Json, value: Any) -> Any:
    kind = element["type"].removeprefix("multi_")
    return ENTRIES.get(kind, _as_text)(workspace, element, value)


def _as_text(_: Workspace, element: Json, value: Any) -> Any:
    if element["type"] == "rich_text_input" and isinstance(value, str):
        words = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        return {"type": "rich_text", "elements": [words]}
    return value if isinstance(value, dict) else str(value)


def _option(_: Workspace, element: Json, value: Any) -> Json:
    known = all_options(element)
    if element["type"].endswith("external_select"):
        known = element.get("offered", [])
    for option in known:
        if value in (option, option.get("value")) or value == option["text"]["text"]:
            return dict(option)
    offered = ", ".join(str(each.get("value")) for each in known)
    raise Impossible(f"{value} is not among the options: {offered}")


def _person(workspace: Workspace, _: Json, value: Any) -> str:
    try:
        return named(workspace, value).id
    except KeyError as missing:
        raise Impossible(missing.args[0]) from None


def _channel(workspace: Workspace, element: Json, value: Any) -> str:
    try:
        channel = channel_named(workspace, value)
    except KeyError as missing:
        raise Impossible(missing.args[0]) from None
    if channel.kind != "channel" and element["type"].endswith("channels_select"):
        raise Impossible(f"{value} is not a public channel")
    return channel.id


def _date(_: Workspace, __: Json, value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Impossible(f"{value} is not a date like 2026-12-01") from None


def _hour(_: Workspace, __: Json, value: Any) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", str(value)):
        raise Impossible(f"{value} is not a time like 09:30")
    return str(value)


def _moment(_: Workspace, __: Json, value: Any) -> int:
    if not re.fullmatch(r"[0-9]{10}", str(value)):
        raise Impossible(f"{value} is not a moment in seconds like 1764000000")
    return int(value)


Entry = Callable[[Workspace, Json, Any], Any]
ENTRIES: dict[str, Entry] = {
    "static_select": _option,
    "external_select": _option,
    "radio_buttons": _option,
    "checkboxes": _option,
    "overflow": _option,
    "users_select": _person,
    "channels_select": _channel,
    "conversations_select": _channel,
    "datepicker": _date,
    "timepicker": _hour,
    "datetimepicker": _moment,
}


def complaints(view: View) -> dict[str, str]:
    """What the person's own Slack says before anything is sent, per block id."""
    found: dict[str, str] = {}
    for block, element in components(view.blocks):
        if block["type"] != "input":
            continue
        value = view.state[block["block_id"]][element["action_id"]]
        words = _complaint(block, element, value.get(key_of(element["type"])))
        if words:
            found[block["block_id"]] = words
    return found


def _complaint(block: Json, element: Json, value: Any) -> str | None:
    if value in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    most = element.get("max_selected_items")
    if most and len(value) > most:
        return f"Select {most} or fewer."
    check = CHECKS.get(element["type"])
    return check(element, value) if check else None


def _length(element: Json, value: str) -> str | None:
    most = element.get("max_length") or LONGEST
    least = element.get("min_length") or 0
    if len(value) > most:
        return f"This entry must be {most} characters or fewer."
    return f"This entry must be at least {least} characters." if len(value) < least else None


def _number(element: Json, value: str) -> str | None:
    whole = r"-?\d+" if not element["is_decimal_allowed"] else r"-?\d+(\.\d+)?"
    if not re.fullmatch(whole, value):
        return "Please enter a valid number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(value) < float(low):
        return f"Please enter a number of at least {low}."
    if high is not None and float(value) > float(high):
        return f"Please enter a number of at most {high}."
    return None


def _email(_: Json, value: str) -> str | None:
    fine = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value)
    return None if fine else "Please enter a valid email address."


def _url(_: Json, value: str) -> str | None:
    return None if re.match(r"https?://[^\s/]+", value) else "Please enter a valid URL."


CHECKS: dict[str, Callable[[Json, str], str | None]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
