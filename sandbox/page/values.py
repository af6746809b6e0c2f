"""What the browser sends from inputs, in the form that interactions take."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.model import Json


def as_taken(values: Json, blocks: list[Json], zone: ZoneInfo) -> Json:
    """Values by block or action id: empty ones None, and local date-times as Unix seconds."""
    moments = {name for block in blocks for name in _moments(block)}
    return {
        name: _seconds(value, zone) if name in moments else value or None
        for name, value in values.items()
    }


def one_as_taken(value: Any, kind: str, zone: ZoneInfo) -> Any:
    """The value of a single element of this type."""
    return _seconds(value, zone) if kind == "datetimepicker" else value or None


def _moments(block: Json) -> set[str]:
    """Under which names the block's datetimepickers are sent."""
    if (block.get("element") or {}).get("type") == "datetimepicker":
        return {block["block_id"]}
    pickers = [e for e in block.get("elements", []) if e.get("type") == "datetimepicker"]
    return {picker["action_id"] for picker in pickers}


def _seconds(local: str, zone: ZoneInfo) -> int | None:
    if not local:
        return None
    return int(datetime.fromisoformat(local).replace(tzinfo=zone).timestamp())
