"""Reading the request form back: everything as typed, and what the form was opened for."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from domain.draft import FIELD, Draft, Occasion
from domain.source import Source
from views.text import typed

Sent = Mapping[str, Any]
TURN = "~"


def read(view: Sent) -> Draft:
    """What the form holds, right or wrong."""
    held = {_name(block): _answers(inputs) for block, inputs in view["state"]["values"].items()}
    start = f"{FIELD}."
    return Draft(
        summary=_one(held, "summary"),
        request_type=_one(held, "type"),
        purpose=_one(held, "purpose"),
        area=_one(held, "area"),
        urgency=_one(held, "urgency"),
        needed_by=_one(held, "needed_by"),
        details=_one(held, "details"),
        acceptance=_one(held, "acceptance"),
        requester=_one(held, "requester"),
        is_private=bool(held.get("private")),
        typed={n.removeprefix(start): a for n, a in held.items() if n.startswith(start)},
        occasion=read_occasion(view),
    )


def carried(occasion: Occasion) -> str:
    """What goes along with the form, unseen."""
    return json.dumps({name: value for name, value in asdict(occasion).items() if value})


def read_occasion(view: Sent) -> Occasion:
    told = json.loads(view.get("private_metadata") or "{}")
    source = told.pop("source", None)
    locked, asks_again = tuple(told.pop("locked", ())), tuple(told.pop("asks_again", ()))
    found = Occasion(**told, source=Source(**source) if source else None)
    return replace(found, locked=locked, asks_again=asks_again)


def inputs_by_name(view: Sent) -> dict[str, str]:
    """The form's inputs: the block of each, by the input's name."""
    blocks = (block["block_id"] for block in view["blocks"] if block["type"] == "input")
    return {_name(block): block for block in blocks}


def block_name(name: str, turn: int) -> str:
    """A block's id: Slack keeps what stands in an input for as long as its block has the same."""
    return f"{name}{TURN}{turn}" if turn else name


def _name(block_id: str) -> str:
    return block_id.partition(TURN)[0]


def _one(held: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(held.get(name, ())), "")


def _answers(inputs: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """What stands in an input of any kind, as plain strings."""
    for state in inputs.values():
        for key, value in state.items():
            if value and (key == "value" or key.startswith("selected_")):
                return tuple(
                    _plain(each) for each in (value if isinstance(value, list) else [value])
                )
    return ()


def _plain(value: Any) -> str:
    return str(value["value"]) if isinstance(value, dict) else typed(str(value)).strip()
