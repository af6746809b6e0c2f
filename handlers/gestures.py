"""What was done, by whom, and the key that is the same for every delivery of it."""

from typing import Any

from slack_bolt import BoltContext

Body = dict[str, Any]


def person(context: BoltContext) -> str:
    """Who acted: the only authority there is."""
    return str(context.user_id)


def press_key(body: Body, context: BoltContext) -> str:
    """A press of a button: the same button pressed again is another press."""
    [action] = body["actions"]
    place = body["container"].get("message_ts") or body["container"].get("view_id")
    return f"press:{place}:{action['action_id']}:{person(context)}:{action['action_ts']}"


def form_key(body: Body) -> str:
    """A sent form: sent again after a lost answer, it is still the same one."""
    view = body["view"]
    return f"form:{view['id']}:{view['hash']}"


def value(body: Body) -> str:
    """What the pressed button carries."""
    [action] = body["actions"]
    return str(action["value"])
