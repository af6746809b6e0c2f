"""What Slack adds to blocks when it takes them in: the ids that were left out."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

SILENT = ("image", "plain_text", "mrkdwn")


def settled(blocks: list[Json], serial: Callable[[], int]) -> list[Json]:
    """A copy of `blocks` in which every block and every acting element has its id."""
    own = copy.deepcopy(blocks)
    for block in own:
        if not block.get("block_id"):
            block["block_id"] = f"b{serial():05x}"
        for element in elements(block):
            if not element.get("action_id"):
                element["action_id"] = f"a{serial():05x}"
    return own


def elements(block: Json) -> Iterator[Json]:
    """The elements of a block that a person can act on."""
    inside = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
    if block.get("type") == "rich_text":
        return
    for each in inside:
        if isinstance(each, dict) and each.get("type") not in SILENT:
            yield each


def components(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block with every element in it that a person can act on."""
    for block in blocks:
        for element in elements(block):
            yield block, element
