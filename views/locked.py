"""What a form says of inputs that cannot be changed now, and of what a change would lead to."""

from datetime import date

from domain.catalogue import Catalogue, RequestType
from domain.draft import Draft, Occasion, named
from views.blocks import Block, context, section
from views.text import day, fitted, mentions

ROOM = 1500
USUAL = "how urgent it is, by when it is needed, or when it is done"
NAMES = {
    "summary": "what you need",
    "type": "its type",
    "purpose": "what it is for",
    "details": "its details",
    "area": "its area",
    "urgency": "how urgent it is",
    "needed_by": "by when it is needed",
    "acceptance": "when it is done",
}


def said_first(draft: Draft, catalogue: Catalogue) -> list[Block]:
    """Before anything is changed: what cannot be, and what would ask again."""
    occasion, said = draft.occasion, []
    people = mentions(occasion.asks_again)
    if occasion.locked:
        who = f"{people} {_decides(occasion)}" if people else "somebody is asked"
        said.append(f"What stands here as text cannot be changed while {who}.")
    what = _what_asks(catalogue.type(draft.request_type), occasion)
    if people and what:
        said.append(f"{what} asks {people} again.")
    return [context(" ".join(said))] if said else []


def _decides(occasion: Occasion) -> str:
    return "decide" if occasion.asks_again[1:] else "decides"


def as_text(block: Block) -> Block:
    """An input as something to read."""
    label, words = fitted(block["label"]["text"], 150), _words(block["element"])
    return section(f"*{label}*\n{words or '_nothing_'}")


def _what_asks(kind: RequestType | None, occasion: Occasion) -> str:
    """Nothing, where all that would ask again cannot be changed."""
    material = kind.approval.material if kind and kind.approval else None
    if kind is None or material is None:
        return f"Any change but of {USUAL}"
    labels = {field.key: f"“{field.label}”" for field in kind.fields}
    inputs = {name: named(kind, name) if name in labels else name for name in material}
    free = [name for name in material if inputs[name] not in occasion.locked]
    words = " or ".join(labels.get(name) or NAMES.get(name, name) for name in free)
    return f"A change of {fitted(words, 300)}" if free else ""


def _words(element: Block) -> str:
    """What stands in it."""
    if options := _chosen(element):
        return fitted(", ".join(o["text"]["text"] for o in options), ROOM)
    people = element.get("initial_users") or [element.get("initial_user")]
    if people[0]:
        return mentions(people)
    if channel := element.get("initial_conversation"):
        return f"<#{channel}>"
    if chosen := element.get("initial_date"):
        return day(date.fromisoformat(chosen))
    return fitted(str(element.get("initial_value") or ""), ROOM)


def _chosen(element: Block) -> list[Block]:
    one = element.get("initial_option")
    return [one] if one else list(element.get("initial_options") or ())
